/* A sign of life from members, so that lists can say what is new since they were here last. */
const EVERY_MS = 5 * 60_000;
const KEY = "lingora-here";

export function isDue(last, now) {
  return !(now - Number(last) < EVERY_MS);
}

export function startVisit(document, storage = sessionStorage, now = Date.now()) {
  const account = document.querySelector("[data-here-url]");
  if (!account || document.visibilityState !== "visible" || !isDue(storage.getItem(KEY), now)) return;
  storage.setItem(KEY, String(now));
  const body = new FormData(account.querySelector("form"));
  // Not being able to tell harms nobody: the next page tells.
  fetch(account.dataset.hereUrl, { method: "POST", body, keepalive: true }).catch(() => {});
}
