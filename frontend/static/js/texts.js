/* Original or translation: one text, or all of a page. A choice outlives live changes. */
const chosen = new Map();
let pageView = null;

export function viewOf(text, kept, choices, page) {
  const { text: id, originalLang, uncertain } = text;
  if (choices.has(id)) return choices.get(id);
  if (page === "original" || kept.some((code) => serves(originalLang, code))) return "original";
  return uncertain === undefined ? "shown" : "both";
}

/* As core.languages.serves: a general form serves its regions and the other way round. */
export function serves(have, wanted) {
  return have === wanted || have.startsWith(`${wanted}-`) || wanted.startsWith(`${have}-`);
}

export function viewer(document) {
  const element = document.getElementById("viewer");
  return element ? JSON.parse(element.textContent) : { name: null, kept: [] };
}

/* Put the visitor's choices onto texts that arrived from the live layer. */
export function dress(root, kept) {
  for (const text of root.querySelectorAll(".text[data-text]")) {
    if (!text.querySelector(".text__original")) continue;
    const view = viewOf(text.dataset, kept, chosen, pageView);
    if (text.dataset.view !== view) text.dataset.view = view;
  }
  letScroll(root);
}

/* What is wider than the page can be scrolled with the keyboard, too. */
function letScroll(root) {
  for (const block of root.querySelectorAll(".prose pre, .prose table")) {
    if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
  }
}

export function startTexts(document) {
  const { kept } = viewer(document);
  const address = new URLSearchParams(location.search);
  if (address.get("originals") === "1") pageView = "original";
  for (const id of address.getAll("original")) chosen.set(id, "original");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-see]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const text = link.closest(".text[data-text]");
    event.preventDefault();
    chosen.set(text.dataset.text, link.dataset.see);
    text.dataset.view = link.dataset.see;
    focusTwin(text, link);
  });
  letScroll(document);
  for (const id of ["posts", "thread-header"]) {
    const place = document.getElementById(id);
    if (!place) continue;
    const observer = new MutationObserver(() => dress(place, kept));
    observer.observe(place, { childList: true, subtree: true });
  }
}

/* The link that was pressed is hidden now: keep the focus where it was. */
function focusTwin(text, link) {
  const twin = [...text.querySelectorAll("a[data-see]")].find((each) => each !== link);
  twin?.focus({ preventScroll: true });
}
