/* “Understandable?”: sends the answer without leaving the page, and shows what was answered, also
   on posts that arrive live. The posts themselves say nothing about who is looking. */
import { viewer } from "./texts.js";
import { send, tell } from "./told.js";

/* What a button says: of which post, and what. Pure. */
export function answerOf(value) {
  const [, post, said] = /^(\d+)-(yes|no)$/.exec(value) ?? [];
  return post ? { post, understandable: said === "yes" } : null;
}

export function startRating(document) {
  const form = document.getElementById("rate");
  const posts = document.getElementById("posts");
  if (!form || !posts) return;
  const { username, ratings } = viewer(document);
  const said = new Map(Object.entries(ratings ?? {}));
  const dress = () => dressAll(posts, said, username);
  dress();
  document.addEventListener("viewer-grew", () => {
    for (const [text, answer] of Object.entries(viewer(document).ratings ?? {})) {
      if (!said.has(text)) said.set(text, answer);
    }
    dress();
  });
  new MutationObserver(dress).observe(posts, { childList: true, subtree: true });
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const answer = answerOf(button?.value ?? "");
    if (!answer) return;
    event.preventDefault();
    rate(form, button, said, dress, answer);
  });
}

async function rate(form, button, said, dress, { understandable }) {
  const text = textOf(button);
  const before = said.get(text);
  said.set(text, understandable);
  dress();
  const answer = await send(form, new FormData(form, button));
  tell(form.ownerDocument, answer);
  if (answer.ok) return;
  if (before === undefined) said.delete(text);
  else said.set(text, before);
  dress();
}

function textOf(button) {
  return button.closest("[data-post]").querySelector(".text[data-text]").dataset.text;
}

function dressAll(posts, said, username) {
  for (const button of posts.querySelectorAll("button[form=rate]")) {
    const answer = answerOf(button.value);
    const pressed = String(said.get(textOf(button)) === answer?.understandable);
    if (button.getAttribute("aria-pressed") !== pressed) {
      button.setAttribute("aria-pressed", pressed);
    }
  }
  // Nobody judges his own work.
  for (const help of posts.querySelectorAll(".text-help__rate:not([hidden])")) {
    if (help.closest("[data-author]").dataset.author === username) help.hidden = true;
  }
}

startRating(document);
