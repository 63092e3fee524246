/* Keeps posts without leaving the page; which ones are kept, the viewer's data say, so that posts
   that arrive live look right, too. */
import { viewer } from "./texts.js";

export function startBookmarks(document) {
  const form = document.getElementById("bookmark");
  const posts = document.getElementById("posts");
  if (!form || !posts) return;
  const kept = new Set();
  const dress = () => dressAll(posts, kept);
  const learn = () => {
    for (const post of viewer(document).bookmarks ?? []) kept.add(String(post));
    dress();
  };
  learn();
  document.addEventListener("viewer-grew", learn);
  new MutationObserver(dress).observe(posts, { childList: true, subtree: true });
  form.addEventListener("submit", (event) => {
    if (!event.submitter) return;
    event.preventDefault();
    toggle(form, event.submitter, kept, dress);
  });
}

async function toggle(form, button, kept, dress) {
  const post = button.value;
  const keeps = !kept.has(post);
  const body = new FormData(form, button);
  if (!keeps) body.set("remove", "1");
  flip(kept, post, keeps);
  dress();
  const headers = { Accept: "application/json" };
  const taken = await fetch(form.action, { method: "POST", body, headers }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!taken) flip(kept, post, !keeps);
  dress();
}

function flip(kept, post, keeps) {
  if (keeps) kept.add(post);
  else kept.delete(post);
}

function dressAll(posts, kept) {
  for (const button of posts.querySelectorAll("button[form=bookmark]")) {
    const pressed = String(kept.has(button.value));
    if (button.getAttribute("aria-pressed") !== pressed) button.setAttribute("aria-pressed", pressed);
  }
}

startBookmarks(document);
