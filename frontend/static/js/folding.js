/* Posts of members whom the reader blocks arrive folded up, just as the server folds those of a page
   (parts/blocked_post.html, of which the page holds an empty copy). */
import { viewer } from "./texts.js";

/* What belongs on the page for an article: the article, or the fold that holds it. */
export function folded(document, article) {
  const template = document.getElementById("blocked-post");
  if (!template || !isBlocked(article.dataset.author, viewer(document).blocked)) return article;
  const fold = document.importNode(template.content, true).firstElementChild;
  const { post, number } = article.dataset;
  fold.id = `blocked-${post}`;
  Object.assign(fold.dataset, { post, number });
  const words = fold.querySelector("[data-blocked-name]");
  const name = article.querySelector(".post__author").textContent;
  words.textContent = words.textContent.replace("{}", () => name);
  fold.append(article);
  return fold;
}

/* The fold around an article that stands on the page, else the article. */
export function wholeOf(article) {
  return article.closest(".blocked-post") ?? article;
}

/* A post without an author belongs to nobody who could be blocked. */
export function isBlocked(author, blocked) {
  return Boolean(author) && (blocked ?? []).includes(author);
}
