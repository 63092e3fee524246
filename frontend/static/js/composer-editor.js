/* The formatting buttons and keys of a text field. What they do is in editing.js. */
import { apply, selectionOf } from "./composer-text.js";
import { startCompletion } from "./composer-completion.js";
import { startFiles } from "./composer-uploads.js";
import { block, link, linkByPaste, onEnter, prefix, table, wrap } from "./editing.js";
import { markdownOf } from "./html-to-markdown.js";

const KEYS = {
  b: "bold",
  i: "italic",
  k: "link",
  e: "code",
  "shift+KeyX": "strike",
  "shift+KeyE": "block",
  "shift+KeyL": "tasks",
  "shift+Digit7": "numbers",
  "shift+Digit8": "bullets",
  "shift+Digit9": "quote",
  "alt+Digit2": "heading",
};

export function startEditor(form) {
  const field = form.querySelector("[data-body]");
  const toolbar = form.querySelector("[data-toolbar]");
  if (!toolbar) return;
  startCompletion(form, field);
  const files = startFiles(form, field);
  const act = (tool) => run(tool, { form, field, files, words: toolbar.dataset });
  startToolbar(toolbar, field, act);
  field.addEventListener("keydown", (event) => onKey(event, field, toolbar, act));
  field.addEventListener("paste", (event) => onPaste(event, field, files));
  form.querySelectorAll("dialog [data-close]").forEach((button) => {
    button.addEventListener("click", () => button.closest("dialog").close());
  });
}

const CHANGES = {
  bold: (at, words) => wrap(at, "**", words.wordBold),
  italic: (at, words) => wrap(at, "*", words.wordItalic),
  strike: (at, words) => wrap(at, "~~", words.wordStrike),
  code: (at, words) => wrap(at, "`", words.wordCode),
  link: (at, words) => link(at, words.wordLink),
  table: (at, words) => table(at, words.wordColumn),
  block,
  ...Object.fromEntries(
    ["quote", "bullets", "numbers", "tasks", "heading"].map((kind) => [kind, (at) => prefix(at, kind)]),
  ),
};

function run(tool, { form, field, files, words }) {
  if (tool === "help") return form.querySelector("[data-help]").showModal();
  if (tool === "image") return files.choose();
  if (tool === "emoji") return type(field, ":smi");
  if (tool === "mention") return type(field, "@");
  return apply(field, CHANGES[tool](selectionOf(field), words));
}

/* As if it had been typed, so that completion offers what fits. */
function type(field, sign) {
  const { text, start, end } = selectionOf(field);
  const insert = (start && /\S/.test(text[start - 1]) ? " " : "") + sign;
  apply(field, { from: start, to: end, insert, start: start + insert.length, end: start + insert.length });
}

/* One stop for the Tab key; arrows, Home and End go from button to button. */
function startToolbar(toolbar, field, act) {
  toolbar.hidden = false;
  const buttons = [...toolbar.querySelectorAll("button")];
  const focus = (button) => {
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
    button.focus();
  };
  buttons.forEach((button, index) => (button.tabIndex = index ? -1 : 0));
  toolbar.addEventListener("mousedown", (event) => event.preventDefault());
  toolbar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) act(button.dataset.tool);
  });
  toolbar.addEventListener("keydown", (event) => {
    const forwards = getComputedStyle(toolbar).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const backwards = forwards === "ArrowRight" ? "ArrowLeft" : "ArrowRight";
    const at = buttons.indexOf(document.activeElement);
    const next = { [forwards]: at + 1, [backwards]: at - 1, Home: 0, End: -1 }[event.key];
    if (event.key === "Escape") field.focus();
    else if (next !== undefined) focus(buttons.at(next % buttons.length));
    else return;
    event.preventDefault();
  });
}

function onKey(event, field, toolbar, act) {
  if (event.isComposing || event.defaultPrevented) return;
  if (event.altKey && event.key === "F10") {
    event.preventDefault();
    toolbar.querySelector("button[tabindex='0']").focus();
    return;
  }
  const tool = toolOf(event);
  if (tool) {
    event.preventDefault();
    act(tool);
  } else if (event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey && !event.altKey) {
    if (apply(field, onEnter(selectionOf(field)))) event.preventDefault();
  }
}

/* The tool that a combination of keys stands for. By place where Shift changes the sign. */
export function toolOf({ ctrlKey, metaKey, shiftKey, altKey, key, code }) {
  if (ctrlKey === metaKey) return undefined;
  if (altKey) return shiftKey ? undefined : KEYS[`alt+${code}`];
  return shiftKey ? KEYS[`shift+${code}`] : KEYS[key.toLowerCase()];
}

function onPaste(event, field, files) {
  const data = event.clipboardData;
  const html = data.getData("text/html");
  const plain = data.getData("text/plain");
  if (data.files.length && !plain) {
    event.preventDefault();
    return files.send([...data.files]);
  }
  const at = selectionOf(field);
  const change = linkByPaste(at, plain) ?? fromHtml(at, html, plain);
  if (apply(field, change)) event.preventDefault();
}

/* Markdown of what was copied from a page, where that says more than its text. */
function fromHtml({ start, end }, html, plain) {
  if (!html) return null;
  const markdown = markdownOf(new DOMParser().parseFromString(html, "text/html").body);
  if (!markdown || markdown.trim() === plain.trim()) return null;
  return { from: start, to: end, insert: markdown, start: start + markdown.length, end: start + markdown.length };
}
