/* Tells the server how far a member has really read, every few seconds and when the page goes.
   The form it sends is the button that does the same without a script. */
import { Progress, isInView } from "./read-progress.js";

const DWELL_MS = 700;
const BATCH_MS = 3_000;
const AGAIN_MS = 30_000;
const STEPS = [0, 0.25, 0.5, 0.75, 1];

class Tracker {
  constructor(document, form, posts) {
    this.document = document;
    this.form = form;
    this.posts = posts;
    this.progress = new Progress(Number(form.dataset.seen));
    this.dwelling = new Map();
    this.timer = null;
    this.observer = new IntersectionObserver((entries) => this.#look(entries), {
      threshold: STEPS,
    });
  }

  start() {
    this.form.hidden = true;
    this.#observe();
    new MutationObserver(() => this.#observe()).observe(this.posts, { childList: true });
    this.document.addEventListener("visibilitychange", () => {
      if (this.document.visibilityState === "hidden") this.tell();
    });
    addEventListener("pagehide", () => this.tell());
  }

  #observe() {
    for (const post of this.posts.querySelectorAll(":scope > [data-number]")) {
      this.observer.observe(post);
    }
  }

  #look(entries) {
    for (const entry of entries) {
      const inView = isInView({
        height: entry.boundingClientRect.height,
        visible: entry.intersectionRect.height,
        window: innerHeight,
      });
      if (!inView) this.#leave(entry.target);
      else if (!this.dwelling.has(entry.target)) this.#dwell(entry.target);
    }
  }

  #dwell(post) {
    const timer = setTimeout(() => {
      if (this.document.visibilityState !== "visible") return;
      if (this.progress.see(Number(post.dataset.number))) this.#soon(BATCH_MS);
    }, DWELL_MS);
    this.dwelling.set(post, timer);
  }

  #leave(post) {
    clearTimeout(this.dwelling.get(post));
    this.dwelling.delete(post);
  }

  #soon(wait) {
    this.timer ??= setTimeout(() => this.tell(), wait);
  }

  async tell() {
    clearTimeout(this.timer);
    this.timer = null;
    const before = this.progress.told;
    const number = this.progress.take();
    if (number === null) return;
    const body = new FormData(this.form);
    body.set("number", number);
    const headers = { Accept: "application/json" };
    try {
      const answer = await fetch(this.form.action, { method: "POST", body, headers, keepalive: true });
      if (answer.ok || answer.status < 429) return;
    } catch {
      // Offline: told later.
    }
    this.progress.fail(number, before);
    this.#soon(AGAIN_MS);
  }
}

const form = document.querySelector("form[data-seen]");
const posts = document.getElementById("posts");
if (form && posts) new Tracker(document, form, posts).start();
