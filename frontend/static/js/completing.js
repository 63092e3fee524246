/* What is being named at the caret, and what fits it. Pure. */

const MENTION = /(?:^|[^\w.+/@-])@([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,39}|)$/u;
const EMOJI = /(?:^|[^\p{L}\p{N}:]):([a-z0-9_+-]{2,30})$/iu;
const MOST = 8;

/* {kind, from, query} of the name that ends at the caret; null where there is none. */
export function nameAt(text, caret) {
  const line = text.slice(Math.max(0, caret - 60), caret);
  const mention = line.match(MENTION);
  if (mention) return { kind: "mention", from: caret - mention[1].length - 1, query: mention[1] };
  const emoji = line.match(EMOJI);
  if (emoji) return { kind: "emoji", from: caret - emoji[1].length - 1, query: emoji[1].toLowerCase() };
  return null;
}

/* True within code, where names mean nothing. */
export function isInCode(text, caret) {
  const before = text.slice(0, caret);
  if ((before.match(/^\s{0,3}(?:`{3,}|~{3,})/gm) ?? []).length % 2) return true;
  const line = before.slice(before.lastIndexOf("\n") + 1);
  return (line.match(/`/g) ?? []).length % 2 === 1;
}

/* The emoji whose names fit best: beginning with the query, then holding it, then tagged so. */
export function emojiFor(query, all) {
  const rank = ({ names, tags }) => {
    if (names.includes(query)) return 0;
    if (names.some((name) => name.startsWith(query))) return 1;
    if (tags.some((tag) => tag.startsWith(query))) return 2;
    return names.some((name) => name.includes(query)) ? 3 : 4;
  };
  const found = all.map((each) => [rank(each), each]).filter(([place]) => place < 4);
  return found.sort(([one], [other]) => one - other).slice(0, MOST).map(([, each]) => each);
}

/* The change that puts a choice in the place of what was typed (see editing.js). */
export function chosen({ from }, caret, words, text) {
  const blank = /^\s/.test(text.slice(caret)) ? "" : " ";
  const insert = words + blank;
  return { from, to: caret, insert, start: from + insert.length, end: from + insert.length };
}

/* The index after moving by `step` in a list that has no ends. */
export function moved(index, step, length) {
  return length ? (index + step + length) % length : -1;
}
