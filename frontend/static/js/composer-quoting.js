/* Quoting: a button beside a selection in a post, and "Quote" among a post's actions. The words
   are those the reader sees, with their language; the server finds what they mean (forum/quoting.py). */
import { apply, selectionOf } from "./composer-text.js";
import { below } from "./editing.js";
import { markdownOf } from "./html-to-markdown.js";

/* A quotation in Markdown; the server knows it by its first line. Pure. */
export function quotation({ author, number, thread, post, language }, markdown) {
  const name = author ? `@${author.replace(/([\\`*_[\]<>~|])/g, "\\$1")}, ` : "";
  const head = `[${name}#${number}](/t/${thread}/?post=${post}&shown=${language}#post-${post})`;
  const lines = [head, "", ...markdown.split("\n")];
  return `${lines.map((line) => `> ${line}`.trimEnd()).join("\n")}\n\n`;
}

export function startQuoting(document) {
  const posts = document.getElementById("posts");
  const field = document.querySelector("#reply form[data-composer] [data-body]");
  if (!posts || !field) return;
  const quote = (article, words) => {
    const markdown = markdownOf(words.content);
    if (!markdown) return;
    const about = aboutOf(article, posts.dataset.thread, words.language);
    apply(field, below(selectionOf(field, "end"), quotation(about, markdown)));
    field.scrollIntoView({ block: "center" });
  };
  posts.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-quote]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const article = link.closest("[data-post]");
    const words = wholeOf(article);
    if (!words) return;
    event.preventDefault();
    quote(article, words);
  });
  startButton(document, posts, quote);
}

function aboutOf(article, thread, language) {
  const { author, number, post } = article.dataset;
  return { author, number, post, thread, language };
}

/* What is seen of a post: its translation or its original, without what it quotes itself. */
function wholeOf(article) {
  const sides = [...article.querySelectorAll(".text .prose")];
  const seen = sides.find((each) => each.offsetParent !== null);
  if (!seen) return null;
  const content = seen.cloneNode(true);
  content.querySelectorAll("blockquote, details").forEach((each) => each.remove());
  return { content, language: seen.closest("[lang]").lang };
}

/* The selection where it lies within one side of one post; null elsewhere. */
function selectedIn(posts, selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const side = elementOf(range.commonAncestorContainer)?.closest(".prose");
  if (!side || !posts.contains(side) || !selection.toString().trim()) return null;
  const language = elementOf(range.commonAncestorContainer).closest("[lang]").lang;
  const content = range.cloneContents();
  return { article: side.closest("[data-post]"), range, words: { content, language } };
}

function elementOf(node) {
  return node.nodeType === 1 ? node : node.parentElement;
}

function startButton(document, posts, quote) {
  const template = document.querySelector("template[data-quote-button]");
  if (!template) return;
  const button = template.content.firstElementChild.cloneNode(true);
  button.hidden = true;
  document.body.append(button);
  let found = null;
  const look = () => {
    found = selectedIn(posts, document.getSelection());
    button.hidden = !found;
    if (found) place(button, found.range);
  };
  document.addEventListener("selectionchange", look);
  addEventListener("scroll", () => found && place(button, found.range), { passive: true });
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!found) return;
    const { article, words } = found;
    document.getSelection().removeAllRanges();
    quote(article, words);
  });
  document.addEventListener("keydown", (event) => {
    // "q" as in other forums; nobody types it while a selection stands in a post.
    if (event.key !== "q" || event.ctrlKey || event.metaKey || event.altKey || !found) return;
    if (event.target.closest("input, textarea, select, [contenteditable]")) return;
    event.preventDefault();
    button.click();
  });
}

/* Below the end of the selection: above it, phones show their own menu. */
function place(button, range) {
  const box = range.getBoundingClientRect();
  const edge = document.documentElement.clientWidth - button.offsetWidth - 8;
  button.style.top = `${box.bottom + 8}px`;
  button.style.left = `${Math.max(8, Math.min(box.left, edge))}px`;
}
