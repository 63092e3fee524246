/* Loads earlier and later posts into the open page, in place of its pager. What is read, focused
   or arriving live stays where it is; where loading fails, the pager's link is still there. */
import { merged, missing } from "./endless-state.js";

const AHEAD = "800px 0px";
const ROUNDS = 3;

class Endless {
  constructor(document) {
    this.document = document;
    this.posts = document.getElementById("posts");
    this.busy = new Set();
    this.observer = new IntersectionObserver(
      (entries) => entries.forEach((each) => each.isIntersecting && this.load(each.target)),
      { rootMargin: AHEAD },
    );
  }

  start() {
    const [earlier, later] = ["earlier-posts", "later-posts"].map((id) => this.document.getElementById(id));
    this.observer.observe(later);
    // Whoever opens a thread in its middle wants to see that place first.
    addEventListener("scroll", () => this.observer.observe(earlier), { once: true, passive: true });
    for (const nav of [earlier, later]) nav.addEventListener("click", (event) => this.#pressed(event, nav));
  }

  #pressed(event, nav) {
    const link = event.target.closest?.("a[rel]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.load(nav, { focus: true });
  }

  async load(nav, { focus = false } = {}) {
    const link = nav.querySelector("a[rel]");
    if (!link || this.busy.has(nav)) return;
    this.busy.add(nav);
    link.setAttribute("aria-busy", "true");
    const loaded = await this.#fetch(link.href);
    this.busy.delete(nav);
    link.removeAttribute("aria-busy");
    if (!loaded) {
      if (focus) location.assign(link.href);
      return;
    }
    const fresh = this.#take(nav, loaded);
    if (focus) focusOn(link.rel === "prev" ? fresh.at(-1) : fresh[0]);
    this.#again(nav);
  }

  /* A stretch, with what was announced live while it was on its way. */
  async #fetch(address) {
    for (let round = 0; round < ROUNDS; round += 1) {
      const loaded = await page(address);
      const last = loaded?.getElementById("posts");
      if (!last || !missing(last.dataset, this.posts.dataset, numbers(last))) return loaded;
    }
    return page(address);
  }

  #take(nav, loaded) {
    const earlier = nav.id === "earlier-posts";
    const stretch = loaded.getElementById("posts");
    const fresh = [...stretch.querySelectorAll(":scope > [data-number]")].filter(
      (post) => !this.document.getElementById(post.id),
    );
    this.#learn(loaded);
    this.#steadily(() => (earlier ? this.posts.prepend(...fresh) : this.posts.append(...fresh)));
    const end = earlier ? "first" : "last";
    this.posts.dataset[end] = stretch.dataset[end];
    nav.replaceChildren(...loaded.getElementById(nav.id).childNodes);
    return fresh;
  }

  /* What the page knows of its viewer grows with its posts. */
  #learn(loaded) {
    const [mine, other] = [this.document, loaded].map((each) => each.getElementById("viewer"));
    if (!mine || !other) return;
    mine.textContent = JSON.stringify(merged(JSON.parse(mine.textContent), JSON.parse(other.textContent)));
    this.document.dispatchEvent(new CustomEvent("viewer-grew"));
  }

  #steadily(change) {
    const anchor = this.posts.querySelector(":scope > [data-number]");
    const before = anchor?.getBoundingClientRect().top;
    change();
    const moved = anchor ? anchor.getBoundingClientRect().top - before : 0;
    if (moved) scrollBy({ top: moved, behavior: "instant" });
  }

  /* Ask again whether its end is near: observers tell of changes only. */
  #again(nav) {
    this.observer.unobserve(nav);
    if (nav.querySelector("a[rel]")) this.observer.observe(nav);
  }
}

async function page(address) {
  try {
    const response = await fetch(address, { headers: { Accept: "text/html" } });
    if (!response.ok) return null;
    const loaded = new DOMParser().parseFromString(await response.text(), "text/html");
    return loaded.getElementById("posts") ? loaded : null;
  } catch {
    return null;
  }
}

function numbers(posts) {
  return [...posts.querySelectorAll(":scope > [data-number]")].map((post) => Number(post.dataset.number));
}

function focusOn(post) {
  if (!post) return;
  post.tabIndex = -1;
  post.focus({ preventScroll: true });
}

if (document.getElementById("later-posts") && document.getElementById("posts")) new Endless(document).start();
