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
  };
  document.addEventListener("visibilitychange", tell);
  tell();
  const form = document.querySelector("[data-read-form]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    form.querySelector("button").disabled = true;
    send(form.action);
  });
}

function send(url) {
  // Not being able to tell harms nobody: somebody else's visit will.
  fetch(url, { method: "POST", headers: { Accept: "application/json" } }).catch(() => {});
}
