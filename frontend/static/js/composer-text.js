/* Puts changes into a text field so that the browser's own undo takes them back. */

export function selectionOf(field, where = "") {
  const text = field.value;
  if (where === "end") return { text, start: text.length, end: text.length };
  return { text, start: field.selectionStart, end: field.selectionEnd };
}

/* Do what `editing.js` decided; true where something was done. */
export function apply(field, change) {
  if (!change) return false;
  const { from, to, insert, start, end } = change;
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  // The only way that keeps the undo history; where a browser has it no more, the text counts.
  const done = insert ? document.execCommand("insertText", false, insert) : from === to || document.execCommand("delete");
  if (!done) {
    field.setRangeText(insert, from, to);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  field.setSelectionRange(start, end);
  return true;
}
