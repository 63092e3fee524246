/* Tells the server once a page that it is read in its language, so that it gets translated.
   No person is told of; a page that is only fetched tells nothing. */
const DWELL_MS = 800;

export function startReading(document) {
  const place = document.querySelector("[data-read-url]");
  if (!place) return;
  const tell = () => {
    if (document.visibilityState !== "visible") return;
    document.removeEventListener("visibilitychange", tell);
    setTimeout(() => send(place.dataset.readUrl), DWELL_MS);
    startWaiting(document);
  };
  document.addEventListener("visibilitychange", tell);
  tell();
}

/* It is asked for already, so the button goes; the whole notice when nothing is waited for. */
function startWaiting(document) {
  const form = document.querySelector("[data-read-form]");
  const posts = document.getElementById("posts");
  if (!form || !posts) return;
  form.hidden = true;
  const notice = form.closest("[data-page-state]");
  new MutationObserver(() => {
    notice.hidden = !posts.querySelector(".text-note--waiting");
  }).observe(posts, { childList: true, subtree: true });
}

function send(url) {
  // Not being able to tell harms nobody: somebody else's visit will.
  fetch(url, { method: "POST", headers: { Accept: "application/json" } }).catch(() => {});
}
