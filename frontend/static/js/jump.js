/* Ways through a long thread: opens at what is unread, keeps address and slider where one reads,
   and goes to a number without leaving the page where it is there already. */
import { isArrival, label, permanent, readAt } from "./place-state.js";

const ADDRESS_MS = 400;
const UNDER_TOPBAR_PX = 96;

class Jump {
  constructor(document, parts) {
    this.document = document;
    this.parts = parts;
    this.posts = document.getElementById("posts");
    this.slide = parts.querySelector("input[type=range]");
    this.language = document.documentElement.dataset.interface;
    this.at = null;
  }

  start() {
    addEventListener("scroll", () => this.#follow(), { passive: true });
    this.slide.addEventListener("input", () => this.#sliding());
    this.slide.addEventListener("pointerup", () => this.slide.form.requestSubmit());
    this.parts.addEventListener("submit", (event) => {
      const number = event.target.elements.number?.value;
      if (number && this.#goTo(Number(number))) event.preventDefault();
    });
    this.#sliding();
  }

  #follow() {
    this.frame ??= requestAnimationFrame(() => {
      this.frame = null;
      this.#settle();
    });
  }

  #settle() {
    const edges = [...this.posts.querySelectorAll(":scope > [data-number]")].map((post) => ({
      post,
      bottom: post.getBoundingClientRect().bottom,
    }));
    const found = readAt(edges, UNDER_TOPBAR_PX)?.post;
    if (!found || found === this.at) return;
    this.at = found;
    this.#tell(Number(found.dataset.number));
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#keepAddress(found), ADDRESS_MS);
  }

  #keepAddress(post) {
    if (post.isConnected) history.replaceState(history.state, "", permanent(location, post.dataset.post));
  }

  #tell(number) {
    const { label: words, last } = this.parts.dataset;
    const highest = Math.max(Number(last), number);
    this.slide.max = highest;
    this.parts.dataset.last = highest;
    this.parts.querySelector("[data-jump-label]").textContent = label(words, number, highest, this.language);
    if (this.document.activeElement === this.slide) return;
    this.slide.value = number;
    this.#sliding();
  }

  #sliding() {
    const { label: words, last } = this.parts.dataset;
    const number = Number(this.slide.value);
    this.slide.setAttribute("aria-valuetext", label(words, number, Number(last), this.language));
    this.parts.querySelector("[data-jump-output]").textContent = label("{number}", number, 0, this.language);
  }

  /* False where the post is on another page of the thread. */
  #goTo(number) {
    const post = this.posts.querySelector(`:scope > [data-number="${number}"]`);
    if (!post) return false;
    this.parts.open = false;
    show(post);
    return true;
  }
}

function show(post) {
  post.tabIndex = -1;
  post.focus({ preventScroll: true });
  post.scrollIntoView({ block: "start", behavior: "instant" });
}

/* A member arrives at what is new, or at the end of what he has read wholly. */
function arrive(document, parts) {
  const [visit] = performance.getEntriesByType("navigation");
  if (!isArrival(visit?.type, location)) return;
  const marker = document.getElementById("first-unread");
  const last = parts?.dataset.openAt && document.getElementById(`post-${parts.dataset.openAt}`);
  const place = marker ?? (document.querySelector("#earlier-posts a") && last);
  place?.scrollIntoView({ block: "start", behavior: "instant" });
}

const parts = document.getElementById("jump");
arrive(document, parts);
if (parts) new Jump(document, parts).start();
