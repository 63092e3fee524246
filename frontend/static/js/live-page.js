/* Brings fragments onto the open page without disturbing whoever reads: focus, selection, typed
   text and what stands at the top of the window stay. */
import { Idiomorph } from "../vendor/idiomorph.esm.js";
import { folded, wholeOf } from "./folding.js";
import { place } from "./live-state.js";
import { tellTimes } from "./times.js";

const ARRIVED = "post--arrived";
const ARRIVED_MS = 1500;

export class Page {
  constructor(document) {
    this.document = document;
    this.posts = document.getElementById("posts");
    this.header = document.getElementById("thread-header");
    this.waiting = new Map();
    document.addEventListener("selectionchange", () => this.#catchUp());
  }

  get ends() {
    const { first, last } = this.posts.dataset;
    return { first: first !== "no", last: last !== "no" };
  }

  article(id) {
    return this.document.getElementById(`post-${id}`);
  }

  /* Show a post as it is now. What became of it: "new", "changed", "earlier" or "later". */
  show(id, html) {
    const fresh = this.#parse(html).firstElementChild;
    const present = this.article(id);
    if (present && this.#isSelected(present)) {
      this.waiting.set(id, html);
      return "changed";
    }
    return this.#steadily(() => (present ? this.#change(present, fresh) : this.#insert(fresh)));
  }

  remove(id) {
    this.waiting.delete(id);
    const article = this.article(id);
    if (!article) return;
    this.#steadily(() => {
      const whole = wholeOf(article);
      if (whole.contains(this.document.activeElement)) this.#focusBeside(whole);
      whole.remove();
      for (const link of this.posts.querySelectorAll(`a.post__reply-to[href$="#post-${id}"]`)) {
        link.remove();
      }
    });
  }

  showHeader(html) {
    this.#morph(this.header, html, "innerHTML");
    tellTimes(this.header, this.#language());
  }

  /* Bring the whole thread up to date from a page that was loaded anew. */
  replaceBy(loaded) {
    this.#steadily(() => {
      for (const id of ["thread-header", "earlier-posts", "posts", "later-posts"]) {
        const fresh = loaded.getElementById(id);
        if (fresh) this.#morph(this.document.getElementById(id), fresh, "outerHTML", true);
      }
      tellTimes(this.posts, this.#language());
    });
  }

  /* Take everything away: the reader may not see it any more. */
  empty() {
    this.posts.replaceChildren();
  }

  #parse(html) {
    const template = this.document.createElement("template");
    template.innerHTML = html;
    return template.content;
  }

  #change(present, fresh) {
    this.#morph(present, fresh, "outerHTML");
    tellTimes(present, this.#language());
    return "changed";
  }

  #insert(fresh) {
    const shown = [...this.posts.querySelectorAll(":scope > [data-number]")];
    const numbers = shown.map((each) => Number(each.dataset.number));
    const where = place(numbers, Number(fresh.dataset.number), this.ends);
    if (where === "later") this.posts.dataset.beyond = fresh.dataset.number;
    if (typeof where === "string") return where;
    this.posts.insertBefore(folded(this.document, fresh), shown[where] ?? null);
    fresh.classList.add(ARRIVED);
    setTimeout(() => fresh.classList.remove(ARRIVED), ARRIVED_MS);
    return "new";
  }

  /* Personal parts (controls) belong to the page, unless a whole page comes. */
  #morph(present, fresh, morphStyle, whole = false) {
    Idiomorph.morph(present, fresh, {
      morphStyle,
      ignoreActiveValue: true,
      callbacks: {
        beforeNodeMorphed: (old) => whole || !old.matches?.("[data-actions-for]"),
      },
    });
  }

  /* Keep in place what stands at the top of the window, whatever changes above it. */
  #steadily(change) {
    const anchor = [...this.posts.children].find(
      (each) => each.getBoundingClientRect().bottom > 0,
    );
    const before = anchor?.getBoundingClientRect().top;
    const outcome = change();
    if (anchor?.isConnected && before < 0) {
      scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
    }
    return outcome;
  }

  #isSelected(article) {
    const selection = this.document.getSelection();
    return Boolean(selection && !selection.isCollapsed && selection.containsNode(article, true));
  }

  /* What waited for the end of a selection. */
  #catchUp() {
    for (const [id, html] of this.waiting) {
      const article = this.article(id);
      if (article && this.#isSelected(article)) continue;
      this.waiting.delete(id);
      this.show(id, html);
    }
  }

  #focusBeside(article) {
    const next = article.nextElementSibling ?? article.previousElementSibling ?? this.posts;
    next.tabIndex = -1;
    next.focus({ preventScroll: true });
  }

  #language() {
    const root = this.document.documentElement;
    return root.dataset.interface || root.lang;
  }
}
