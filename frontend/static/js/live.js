/* Keeps an open thread up to date: connects, comes back after interruptions, and says what is new. */
import { CLOSED, address, after, delay, isNews, isPost, isRemoval, others } from "./live-state.js";
import { Page } from "./live-page.js";
import { viewer } from "./texts.js";

const PING_MS = 30_000;
const SILENCE_MS = 75_000;
const WRITING_MS = 3_000;
const FAR_PX = 240;

class Live {
  constructor(document) {
    this.document = document;
    this.page = new Page(document);
    this.parts = document.getElementById("live");
    this.bar = this.parts.querySelector("[data-live-bar]");
    this.presence = document.querySelector("[data-live-presence]");
    this.status = this.parts.querySelector("[data-live-status]");
    const { thread, lang, event } = this.page.posts.dataset;
    this.asked = { thread, lang, seen: Number(event) };
    this.own = viewer(document).name;
    this.attempt = 0;
    this.unseen = new Set();
    this.wroteAt = 0;
  }

  start() {
    this.connect();
    setInterval(() => this.beat(), PING_MS);
    const soon = () => this.document.visibilityState === "visible" && this.hurry();
    addEventListener("online", soon);
    this.document.addEventListener("visibilitychange", soon);
    this.document.addEventListener("input", (event) => {
      if (event.target.closest?.("#reply")) this.tellWriting();
    });
    this.bar.querySelector("button").addEventListener("click", () => this.goToNews());
    addEventListener("scroll", () => this.markSeen(), { passive: true });
  }

  connect() {
    this.timer = null;
    this.socket = new WebSocket(address(location, this.asked));
    this.socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    this.socket.addEventListener("close", (event) => this.closed(event.code));
    this.heardAt = Date.now();
  }

  hear(message) {
    this.heardAt = Date.now();
    if (message.type === "hello") {
      this.attempt = 0;
      this.parts.dataset.state = "on";
    } else if (message.type === "resync") {
      setTimeout(() => this.resync(), delay(0));
    } else if (message.type === "presence") {
      this.showPresence(message);
    } else if (isNews(message, this.asked.seen)) {
      this.asked.seen = message.event;
      this.apply(message);
    }
  }

  apply(message) {
    if (isRemoval(message)) {
      this.page.remove(message.post);
      this.unseen.delete(message.post);
      this.showNews();
    } else if (isPost(message)) {
      const outcome = this.page.show(message.post, message.html);
      if (outcome === "new" || outcome === "later") this.announce(message.post, outcome);
    } else if (message.type === "thread.updated") {
      this.page.showHeader(message.html);
    }
    if (message.header) this.page.showHeader(message.header);
  }

  announce(id, outcome) {
    const article = this.page.article(id);
    const near = article && article.getBoundingClientRect().top < innerHeight + FAR_PX;
    if (outcome === "new") this.status.textContent = this.say("arrived");
    if (!near) this.unseen.add(id);
    this.showNews();
  }

  showNews() {
    this.bar.hidden = this.unseen.size === 0;
    this.bar.querySelector("button").textContent = this.say("news", this.unseen.size);
    this.bar.querySelector("button").disabled = this.bar.hidden;
  }

  goToNews() {
    const [id] = this.unseen;
    const article = this.page.article(id);
    if (!article) {
      location.assign(`${location.pathname}?post=${id}#post-${id}`);
      return;
    }
    article.tabIndex = -1;
    article.focus({ preventScroll: true });
    article.scrollIntoView({ block: "center" });
  }

  markSeen() {
    if (!this.unseen.size) return;
    for (const id of this.unseen) {
      const article = this.page.article(id);
      if (article && article.getBoundingClientRect().top < innerHeight) this.unseen.delete(id);
    }
    this.showNews();
  }

  showPresence({ readers, writing }) {
    if (!this.presence) return;
    const names = others(writing, this.own);
    const parts = [
      readers > 1 ? this.say("readers", readers) : "",
      names.length ? this.say("writing", names.join(", ")) : "",
    ];
    this.presence.textContent = parts.filter(Boolean).join(" · ");
  }

  tellWriting() {
    if (Date.now() - this.wroteAt < WRITING_MS) return;
    this.wroteAt = Date.now();
    this.send({ type: "writing" });
  }

  /* A sentence of the page's language with its one gap filled. */
  say(name, value = "") {
    return this.parts.dataset[name].replace("{}", value);
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  /* A connection can be dead without anybody having closed it. */
  beat() {
    if (Date.now() - this.heardAt > SILENCE_MS) this.socket.close();
    else this.send({ type: "ping" });
  }

  closed(code) {
    this.parts.dataset.state = "off";
    const next = after(code);
    if (next === "reload") this.resync().then((there) => there && this.again());
    else if (next === "again") this.again();
    else if (code === CLOSED.missing) this.gone();
  }

  again() {
    this.timer = setTimeout(() => this.connect(), delay(this.attempt));
    this.attempt += 1;
  }

  hurry() {
    if (!this.timer) return;
    clearTimeout(this.timer);
    this.connect();
  }

  /* Load the page anew. False where there is none for this reader any more. */
  async resync() {
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const loaded = new DOMParser().parseFromString(await response.text(), "text/html");
      const posts = loaded.getElementById("posts");
      if (response.ok && posts) {
        this.page.replaceBy(loaded);
        this.follow(posts.dataset, response.url);
        return true;
      }
      if (response.status < 500) {
        this.gone();
        return false;
      }
    } catch {
      // Offline: the next connection catches up.
    }
    return true;
  }

  /* The thread as it was loaded: another one where this one was merged into it. */
  follow({ thread, event }, url) {
    const seen = Number(event);
    if (thread === this.asked.thread) {
      this.asked.seen = Math.max(this.asked.seen, seen);
      return;
    }
    this.asked = { ...this.asked, thread, seen };
    history.replaceState(history.state, "", url);
    if (this.socket.readyState === WebSocket.OPEN) this.socket.close();
  }

  gone() {
    this.page.empty();
    this.status.textContent = this.say("gone");
    this.parts.dataset.state = "gone";
  }
}

const posts = document.getElementById("posts");
if (posts && document.getElementById("live") && "WebSocket" in globalThis) new Live(document).start();
