/* Writing: Ctrl+Enter sends, unsent text survives in this browser until the server has taken it. */
const PREFIX = "lingora:unsent:";
const SENT_COOKIE = "sent";

export function isWorthKeeping(text) {
  return text.trim().length > 2;
}

/* Whether a kept text belongs to the composer that the server names; edits have a revision more. */
export function isOf(key, composer) {
  return key === PREFIX + composer || key.startsWith(`${PREFIX}${composer}-`);
}

export function startComposers(document) {
  forgetSent(document);
  document.querySelectorAll("form[data-composer]").forEach(startComposer);
}

function startComposer(form) {
  const key = PREFIX + form.dataset.composer;
  const body = form.querySelector("[data-body]");
  const title = form.querySelector("input[name=title]");
  restore(key, body, title);
  form.addEventListener("input", () => keep(key, body, title, form));
  form.querySelector("a.button--quiet")?.addEventListener("click", () => forget(key));
  form.addEventListener("submit", () => {
    // A second click while the first is under way changes nothing; the server knows, too.
    form.querySelectorAll("button[type=submit]").forEach((button) => {
      setTimeout(() => (button.disabled = true));
    });
  });
  addEventListener("pageshow", () => {
    form.querySelectorAll("button[type=submit]").forEach((button) => (button.disabled = false));
  });
  body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.button--primary"));
    }
  });
}

function keep(key, body, title, form) {
  const note = form.querySelector("[data-composer-kept]");
  const worth = isWorthKeeping(body.value);
  if (note) note.hidden = !worth;
  try {
    if (worth) localStorage.setItem(key, JSON.stringify([body.value, title?.value ?? ""]));
    else localStorage.removeItem(key);
  } catch {
    if (note) note.hidden = true; // Storage is full or forbidden: then it is not kept.
  }
}

function restore(key, body, title) {
  try {
    const [text, heading] = JSON.parse(localStorage.getItem(key) ?? "[]");
    if (text) body.value = text;
    if (heading && title) title.value = heading;
  } catch {
    forget(key);
  }
}

/* The server names the composer whose text it has taken, on whatever page comes next. */
function forgetSent(document) {
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  const composer = new Map(cookies).get(SENT_COOKIE);
  if (!composer) return;
  document.cookie = `${SENT_COOKIE}=; path=/; max-age=0; samesite=lax`;
  try {
    Object.keys(localStorage).filter((key) => isOf(key, composer)).forEach(forget);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}

function forget(key) {
  try {
    localStorage.removeItem(key);
  } catch {
    // Storage is forbidden: there is nothing to forget.
  }
}
