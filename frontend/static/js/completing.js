/* What is being named at the caret, and what fits it. Pure. */

const MENTION = /(?:^|[^\w.+/@-])@([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,39}|)$/u;
/* Where one character is a word, one is enough. */
const EMOJI = /(?:^|[^\p{L}\p{N}:]):([\p{L}\p{M}\p{N}_+-]{2,30}|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}])$/iu;
/* Accents, and the points that Hebrew and Arabic are mostly written without. */
const MARKS = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]/g;
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

/* The emoji with their names in another language: `words` has by emoji its name, then keywords.
   `called` is the same, made ready to be compared. */
export function withNames(all, words) {
  return all.map((each) => {
    const [title, ...keywords] = words[each.emoji] ?? [];
    return title ? { ...each, title, called: [title, ...keywords].map(plain) } : each;
  });
}

/* As people type it in haste: without capitals and accents. */
function plain(words) {
  return words.normalize("NFKD").replace(MARKS, "").normalize("NFC").toLowerCase();
}

/* The emoji whose names fit best: called so, beginning so, tagged so, then holding it; by the
   English codes as by the names in another language. */
export function emojiFor(query, all) {
  const wanted = plain(query).replaceAll("_", " ");
  const rank = ({ names, tags, called: [title = "", ...keywords] = [] }) => {
    if (names.includes(query) || title === wanted) return 0;
    if ([title, ...names].some((name) => name.startsWith(wanted) || name.startsWith(query))) return 1;
    if (title.split(" ").includes(wanted)) return 1;
    if ([...tags, ...keywords, ...title.split(" ")].some((tag) => tag.startsWith(wanted))) return 2;
    return title.includes(wanted) || names.some((name) => name.includes(query)) ? 3 : 4;
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
