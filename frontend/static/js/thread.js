/* A thread's page: replying in place, and the controls of posts that arrive live. */

const controls = new Map();

export function startThread(document) {
  const posts = document.getElementById("posts");
  if (!posts) return;
  remember(posts);
  const observer = new MutationObserver(() => fill(posts));
  observer.observe(posts, { childList: true, subtree: true });
  startReplying(document);
}

/* What the server wrote into the page is put back when a live change replaces a post. */
function remember(posts) {
  for (const slot of posts.querySelectorAll("[data-actions-for]")) {
    controls.set(slot.dataset.actionsFor, slot.innerHTML.trim());
  }
}

let asking = false;

async function fill(posts) {
  const empty = [...posts.querySelectorAll("[data-actions-for]:empty")];
  const unknown = [];
  for (const slot of empty) {
    const known = controls.get(slot.dataset.actionsFor);
    if (known) slot.innerHTML = known;
    else if (known === undefined) unknown.push(slot.dataset.actionsFor);
  }
  if (!unknown.length || asking) return;
  asking = true;
  await ask(posts.dataset.viewerUrl, unknown);
  asking = false;
  fill(posts);
}

async function ask(url, ids) {
  // Those that are not answered have no controls; they are not asked for again.
  for (const id of ids) controls.set(id, "");
  try {
    const response = await fetch(`${url}?posts=${ids.join(",")}`);
    if (!response.ok) return;
    const answer = await response.json();
    for (const [id, html] of Object.entries(answer.controls)) controls.set(id, html.trim());
  } catch {
    // Offline: the controls come with the next page.
  }
}

function startReplying(document) {
  const form = document.querySelector("#reply form[data-composer]");
  if (!form) return;
  const note = form.querySelector("[data-replying]");
  const target = form.querySelector("input[name=reply_to]");
  const cancel = form.querySelector("[data-reply-cancel]");
  cancel.hidden = false;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-reply-to]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    target.value = link.dataset.replyTo;
    note.querySelector("[data-replying-name]").textContent = link.dataset.replyName;
    note.hidden = false;
    form.scrollIntoView({ block: "center" });
    form.querySelector("[data-body]").focus({ preventScroll: true });
  });
  cancel.addEventListener("click", () => {
    target.value = "";
    note.hidden = true;
  });
}

startThread(document);
