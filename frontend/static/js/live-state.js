/* What live messages mean, apart from the page: no DOM, no network, no clock. */

export const CLOSED = { signIn: 4401, refused: 4403, missing: 4404 };

/* How long to wait before the next attempt: 1, 2, 4 … 30 seconds, half of it left to chance, so
   that the readers of a server that was restarted do not all come at once. */
export function delay(attempt, chance = Math.random()) {
  const longest = Math.min(1000 * 2 ** attempt, 30_000);
  return longest / 2 + (chance * longest) / 2;
}

/* Where a post with this number belongs among the ones shown (their numbers in order): the index
   before which it stands, or "earlier" or "later" when it is on another page of the thread. */
export function place(shown, number, { first, last }) {
  const index = shown.findIndex((each) => each > number);
  if (index === 0 && !first) return "earlier";
  if (index === -1 && !last) return "later";
  return index === -1 ? shown.length : index;
}

/* Whether a message is news to a page that has seen everything up to `seen`. */
export function isNews(message, seen) {
  return Number.isInteger(message.event) && message.event > seen && message.type !== "hello";
}

export function isRemoval(message) {
  return message.type === "post.removed";
}

export function isPost(message) {
  return message.type.startsWith("post.") && !isRemoval(message);
}

/* What to do when a socket has closed: come again, load the page again first, or stop. */
export function after(code) {
  if (code === CLOSED.refused) return "reload";
  return code === CLOSED.signIn || code === CLOSED.missing ? "stop" : "again";
}

/* The address of a thread's socket. */
export function address(page, { thread, lang, seen }) {
  const scheme = page.protocol === "https:" ? "wss:" : "ws:";
  const asked = new URLSearchParams({ lang, after: String(seen) });
  return `${scheme}//${page.host}/ws/threads/${thread}?${asked}`;
}

/* Who else is writing, of those the server names. */
export function others(names, own) {
  return names.filter((name) => name !== own);
}
