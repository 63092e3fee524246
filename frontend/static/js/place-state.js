/* Where one is in a long thread, apart from the page: no DOM, no network. */

/* The first of the posts (top and bottom edges in order) that reaches below the line under which
   reading begins; the last one where none does. */
export function readAt(edges, line) {
  return edges.find(({ bottom }) => bottom > line) ?? edges.at(-1) ?? null;
}

/* “Post 812 of 10,000” in the page's words and digits. */
export function label(words, number, last, language) {
  const digits = new Intl.NumberFormat(language);
  return words.replace("{number}", digits.format(number)).replace("{last}", digits.format(last));
}

/* The permanent address of a post on this page; how texts are seen stays as it is. */
export function permanent(location, post) {
  const address = new URL(location);
  const kept = address.searchParams.get("originals");
  address.search = "";
  if (kept) address.searchParams.set("originals", kept);
  address.searchParams.set("post", post);
  address.hash = `post-${post}`;
  return address.toString();
}

/* Whether a visit begins here: whoever comes back or reloads is where they were. */
export function isArrival(type, { hash, search }) {
  return type === "navigate" && !hash && !/[?&](cursor|from|post)=/.test(search);
}
