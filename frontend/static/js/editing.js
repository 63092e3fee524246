/* What the editor does to a text. Pure: each takes {text, start, end} (the selection) and answers
   {from, to, insert, start, end}: replace text[from:to] by `insert`, then select [start, end]; null
   where nothing is to be done. */

const FENCE = "```";
const ITEM = /^(\s*(?:>\s?)*)([-*+] \[[ xX]\] |[-*+] |(\d{1,9})([.)]) |)(.*)$/s;

/* Put marks around the selection, or take them away again. */
export function wrap({ text, start, end }, mark, word) {
  const length = mark.length;
  const chosen = text.slice(start, end);
  if (isMarked(text.slice(0, start), text.slice(end), mark)) {
    return { from: start - length, to: end + length, insert: chosen, start: start - length, end: end - length };
  }
  if (chosen.length > 2 * length && chosen.startsWith(mark) && chosen.endsWith(mark)) {
    const inner = chosen.slice(length, -length);
    return { from: start, to: end, insert: inner, start, end: start + inner.length };
  }
  // Marks beside a blank would not count as marks.
  const before = chosen.match(/^\s*/)[0];
  const core = chosen.trim() || word;
  const after = chosen.trim() ? chosen.match(/\s*$/)[0] : "";
  const first = start + before.length + length;
  return {
    from: start,
    to: end,
    insert: before + mark + core + mark + after,
    start: first,
    end: first + core.length,
  };
}

/* `*` beside the selection marks emphasis only where it is not half of `**`. */
function isMarked(before, after, mark) {
  if (!before.endsWith(mark) || !after.startsWith(mark)) return false;
  const sign = mark[0];
  const left = before.length - before.replace(new RegExp(`\\${sign}+$`), "").length;
  const right = after.length - after.replace(new RegExp(`^\\${sign}+`), "").length;
  return left === right && (left === mark.length || left === 3);
}

const ADDRESS = /^(https?:\/\/|mailto:)\S+$/;

/* A link: an address that is selected becomes its target, words become its text. */
export function link({ text, start, end }, word) {
  const chosen = text.slice(start, end).trim();
  const isAddress = ADDRESS.test(chosen);
  const label = isAddress || !chosen ? word : chosen;
  const address = isAddress ? chosen : "https://";
  const insert = `[${label}](${address})`;
  const wordAt = [start + 1, start + 1 + label.length];
  const addressAt = [start + label.length + 3, start + label.length + 3 + address.length];
  const [first, last] = isAddress || !chosen ? wordAt : addressAt;
  return { from: start, to: end, insert, start: first, end: last };
}

/* An address pasted onto selected words makes a link of them; null for anything else. */
export function linkByPaste({ text, start, end }, pasted) {
  const chosen = text.slice(start, end);
  if (!chosen.trim() || /[\n[\]]/.test(chosen) || !ADDRESS.test(pasted.trim())) return null;
  if (ADDRESS.test(chosen.trim())) return null;
  const insert = `[${chosen}](${pasted.trim()})`;
  return { from: start, to: end, insert, start: start + insert.length, end: start + insert.length };
}

const PREFIXES = {
  quote: { sign: () => "> ", is: /^> ?/ },
  bullets: { sign: () => "- ", is: /^[-*+] (?!\[[ xX]\] )/ },
  numbers: { sign: (index) => `${index + 1}. `, is: /^\d{1,9}[.)] / },
  tasks: { sign: () => "- [ ] ", is: /^[-*+] \[[ xX]\] / },
  heading: { sign: () => "## ", is: /^#{1,6} / },
};
const ANY_LIST = /^(?:[-*+] \[[ xX]\] |[-*+] |\d{1,9}[.)] )/;

/* Begin every line of the selection with a sign, or take the sign away from all of them. */
export function prefix({ text, start, end }, kind) {
  const from = text.lastIndexOf("\n", start - 1) + 1;
  // A selection that ends at the beginning of a line does not mean that line.
  const last = end > start && text[end - 1] === "\n" ? end - 1 : end;
  const stop = text.indexOf("\n", last);
  const to = stop < 0 ? text.length : stop;
  const { sign, is } = PREFIXES[kind];
  const lines = text.slice(from, to).split("\n");
  const written = lines.filter((line) => line.trim());
  const remove = written.length > 0 && written.every((line) => is.test(line));
  let number = 0;
  const changed = lines.map((line) => {
    if (remove) return line.replace(is, "");
    if (!line.trim() && lines.length > 1 && kind !== "quote") return line;
    const bare = kind === "quote" || kind === "heading" ? line.replace(kind === "heading" ? is : /^/, "") : line.replace(ANY_LIST, "");
    return sign(number++) + bare;
  });
  const insert = changed.join("\n");
  const caret = from + insert.length;
  return { from, to, insert, start: start === end ? caret : from, end: caret };
}

/* A block of code around the selected lines, on lines of its own. */
export function block({ text, start, end }) {
  const chosen = text.slice(start, end).replace(/^\n+|\n+$/g, "");
  const longest = Math.max(2, ...[...chosen.matchAll(/`{3,}/g)].map((each) => each[0].length));
  const fence = longest > 2 ? "`".repeat(longest + 1) : FENCE;
  const opening = `${apart(text.slice(0, start))}${fence}\n`;
  const closing = `\n${fence}${text.slice(end).startsWith("\n") ? "" : "\n"}`;
  const first = start + opening.length;
  return { from: start, to: end, insert: opening + chosen + closing, start: first, end: first + chosen.length };
}

/* A table of two columns, with the first heading selected. */
export function table({ text, start, end }, word) {
  const row = (...cells) => `| ${cells.join(" | ")} |\n`;
  const opening = apart(text.slice(0, start), 2);
  const rule = "-".repeat(3);
  const insert = `${opening}${row(`${word} 1`, `${word} 2`)}${row(rule, rule)}${row("   ", "   ")}`;
  const first = start + opening.length + 2;
  return { from: start, to: end, insert, start: first, end: first + word.length + 2 };
}

/* Something that stands by itself, below what is there. */
export function below({ text, end }, words) {
  const insert = `${apart(text.slice(0, end), 2)}${words}`;
  return { from: end, to: end, insert, start: end + insert.length, end: end + insert.length };
}

/* The line ends that are missing after `before` so that `lines` of them stand there. */
function apart(before, lines = 1) {
  if (!before) return "";
  const present = before.length - before.replace(/\n+$/, "").length;
  return "\n".repeat(Math.max(0, lines - present));
}

/* Enter in a list goes on with it; Enter in an empty item ends it. null: an ordinary line end. */
export function onEnter({ text, start, end }) {
  if (start !== end || insideFence(text.slice(0, start))) return null;
  const from = text.lastIndexOf("\n", start - 1) + 1;
  const line = text.slice(from, start);
  const [, quote, item, number, sign, rest] = line.match(ITEM);
  if (!item && !quote.includes(">")) return null;
  const stop = text.indexOf("\n", start);
  if (!rest.trim() && !text.slice(start, stop < 0 ? undefined : stop).trim()) {
    const left = item ? quote : "";
    return { from, to: start, insert: left, start: from + left.length, end: from + left.length };
  }
  const next = number ? `${Number(number) + 1}${sign} ` : item.replace(/\[[xX]\]/, "[ ]");
  const insert = `\n${quote}${next}`;
  return { from: start, to: start, insert, start: start + insert.length, end: start + insert.length };
}

function insideFence(before) {
  return (before.match(/^\s{0,3}(?:`{3,}|~{3,})/gm) ?? []).length % 2 === 1;
}

/* Replace one piece of text (a placeholder) by another, wherever it stands now; null where it was
   deleted. The selection stays on the characters where it was. */
export function exchange({ text, start, end }, old, fresh) {
  const from = text.indexOf(old);
  if (from < 0) return null;
  const to = from + old.length;
  const moved = (at) => (at <= from ? at : at >= to ? at + fresh.length - old.length : from + fresh.length);
  return { from, to, insert: fresh, start: moved(start), end: moved(end) };
}
