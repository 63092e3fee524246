/* The bell: how much is new, live, and a panel with the newest; the same on the page of all. */
import { CLOSED, delay } from "./live-state.js";
import { address, badge, isNews, nextLook } from "./notifications-state.js";
import { tellTimes } from "./times.js";

const PING_MS = 30_000;

export function startNotifications(document) {
  const place = document.querySelector("[data-bell]");
  if (place && "WebSocket" in globalThis) new Bell(document, place).start();
}

class Bell {
  constructor(document, place) {
    this.document = document;
    this.place = place;
    this.link = place.querySelector("a");
    this.panel = place.querySelector("[data-bell-panel]");
    this.list = document.querySelector("[data-notes]");
    this.known = Number(this.list?.dataset.newest ?? 0);
    this.attempt = 0;
    this.told = false;
  }

  start() {
    this.link.setAttribute("aria-expanded", "false");
    this.link.addEventListener("click", (event) => this.press(event));
    this.document.addEventListener("click", (event) => {
      if (!this.place.contains(event.target)) this.close();
    });
    this.document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.panel.hidden) this.close(true);
    });
    this.document.addEventListener("click", (event) => this.opened(event));
    if (this.list && this.known) this.see(this.known);
    this.connect();
    setInterval(() => this.send({ type: "ping" }), PING_MS);
  }

  connect() {
    this.socket = new WebSocket(address(location));
    this.socket.addEventListener("message", (event) => this.hear(JSON.parse(event.data)));
    this.socket.addEventListener("close", (event) => {
      this.place.dataset.state = "off";
      if (event.code === CLOSED.signIn) return;
      setTimeout(() => this.connect(), delay(this.attempt));
      this.attempt += 1;
    });
  }

  send(message) {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(message));
  }

  hear(message) {
    if (message.type === "hello") {
      this.attempt = 0;
      this.place.dataset.state = "on";
    }
    if (message.type !== "notifications") return;
    this.count(message.unseen);
    const news = isNews(message, this.known);
    this.known = Math.max(this.known, message.newest);
    if (!news) return;
    if (this.told) this.place.querySelector("[data-bell-status]").textContent = this.place.dataset.news;
    this.told = true;
    if (!this.panel.hidden) this.fill();
    if (this.list && !this.list.hasAttribute("data-older")) this.renew();
  }

  count(unseen) {
    const count = this.place.querySelector("[data-bell-count]");
    count.hidden = unseen <= 0;
    count.querySelector("[data-bell-number]").textContent = badge(unseen);
  }

  press(event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (!this.panel.hidden) {
      this.close();
      return;
    }
    for (const menu of this.document.querySelectorAll("details.menu[open]")) menu.open = false;
    this.panel.hidden = false;
    this.link.setAttribute("aria-expanded", "true");
    this.fill();
    this.panel.focus({ preventScroll: true });
  }

  close(back = false) {
    this.panel.hidden = true;
    this.link.setAttribute("aria-expanded", "false");
    if (back) this.link.focus();
  }

  /* Show the newest; what is not translated yet is looked for again, for a while. */
  async fill(attempt = 0) {
    try {
      const response = await fetch(this.place.dataset.latest, { headers: { Accept: "text/html" } });
      if (!response.ok) throw new Error(response.statusText);
      this.panel.innerHTML = await response.text();
    } catch {
      this.panel.textContent = this.place.dataset.failed;
      return;
    }
    tellTimes(this.panel, this.document.documentElement.dataset.interface);
    this.see(Number(this.panel.firstElementChild.dataset.newest));
    const wait = this.panel.querySelector("[data-waiting]") ? nextLook(attempt) : null;
    if (wait) setTimeout(() => this.panel.hidden || this.fill(attempt + 1), wait);
  }

  /* Load the list of the page anew. */
  async renew() {
    try {
      const response = await fetch(location.href, { headers: { Accept: "text/html" } });
      const loaded = new DOMParser().parseFromString(await response.text(), "text/html");
      const fresh = loaded.querySelector("[data-notes]");
      if (!response.ok || !fresh) return;
      this.list.replaceChildren(...fresh.childNodes);
      tellTimes(this.list, this.document.documentElement.dataset.interface);
      this.see(Number(fresh.dataset.newest));
    } catch {
      // Offline: the next message brings it.
    }
  }

  see(until) {
    if (until) this.post(this.place.dataset.seen, { until });
  }

  /* A line that is opened is read; the page it leads to need not know. */
  opened(event) {
    const line = event.target.closest?.("[data-note-link]")?.closest("[data-note]");
    if (!line) return;
    line.classList.remove("note--unread");
    this.post(this.place.dataset.read, { id: line.dataset.note });
  }

  post(url, fields) {
    const token = this.document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    const body = new URLSearchParams({ csrfmiddlewaretoken: token, ...fields });
    // Not being able to tell harms nobody: it stays unread.
    fetch(url, { method: "POST", body, keepalive: true, headers: { Accept: "application/json" } })
      .catch(() => {});
  }
}
