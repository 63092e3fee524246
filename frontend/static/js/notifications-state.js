/* What messages of the member's socket mean, apart from the page: no DOM, no network, no clock. */

const SHOWN_MAX = 99;

/* The number in the badge; nothing where nothing waits. */
export function badge(unseen) {
  if (unseen <= 0) return "";
  return unseen > SHOWN_MAX ? `${SHOWN_MAX}+` : String(unseen);
}

/* Whether something came that was not there when it was last looked at. */
export function isNews({ newest, unseen }, known) {
  return unseen > 0 && newest > known;
}

/* The address of the member's socket. */
export function address(page) {
  return `${page.protocol === "https:" ? "wss:" : "ws:"}//${page.host}/ws/me`;
}

/* How long to wait until waiting translations are looked for again; null: no more. */
export function nextLook(attempt) {
  const waits = [1500, 2500, 4000, 8000, 15_000];
  return waits[attempt] ?? null;
}
