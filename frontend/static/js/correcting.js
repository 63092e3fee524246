/* The page of a translation: what is typed survives in this browser until the server has taken
   it (composer.js forgets it then); Ctrl+Enter sends. */
const PREFIX = "lingora:unsent:";

/* Of all fields those that differ from what stood there. Pure. */
export function changesOf(fields) {
  const changed = fields.filter(({ value, was }) => value.trim() !== was.trim());
  return Object.fromEntries(changed.map(({ name, value }) => [name, value]));
}

export function startCorrecting(document) {
  const form = document.querySelector("form[data-correcting]");
  if (!form) return;
  const key = PREFIX + form.dataset.correcting;
  restore(form, key);
  form.addEventListener("input", () => keep(form, key));
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.button--primary"));
    }
  });
  form.querySelector("a.button--quiet")?.addEventListener("click", () => forget(key));
}

function targets(form) {
  return [...form.querySelectorAll("textarea[name^=target-]")];
}

function was(field) {
  return field.form.elements[field.name.replace(/^target-/, "was-")].value;
}

function keep(form, key) {
  const fields = targets(form).map((each) => ({
    name: each.name,
    value: each.value,
    was: was(each),
  }));
  const here = new Set(fields.map(({ name }) => name));
  // Other sheets of a long text have their own sentences.
  const others = Object.entries(kept(key)).filter(([name]) => !here.has(name));
  const all = { ...Object.fromEntries(others), ...changesOf(fields) };
  const note = form.querySelector("[data-correcting-kept]");
  note.hidden = Object.keys(all).length === 0;
  try {
    if (note.hidden) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(all));
  } catch {
    note.hidden = true; // Storage is full or forbidden: then it is not kept.
  }
}

function kept(key) {
  try {
    return JSON.parse(localStorage.getItem(key) ?? "{}");
  } catch {
    return {};
  }
}

function restore(form, key) {
  const texts = kept(key);
  for (const field of targets(form)) {
    if (texts[field.name] !== undefined) field.value = texts[field.name];
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}

startCorrecting(document);
