/* A pointer that rests on a name, or the focus, shows who that is. The name stays a plain link. */
import { cardPlace } from "./member-card-place.js";
import { tellTimes } from "./times.js";

const REST_MS = 350;
const LEAVE_MS = 250;
const NAMES = "a.post__author, a[data-member-card]";
const known = new Map();

class Cards {
  constructor(document) {
    this.document = document;
    this.card = document.createElement("div");
    this.card.className = "member-card";
    this.card.id = "member-card";
    this.card.popover = "manual";
    this.name = null;
  }

  start() {
    this.document.body.append(this.card);
    const over = (event) => this.#over(event);
    this.document.addEventListener("pointerover", (event) => event.pointerType === "mouse" && over(event));
    this.document.addEventListener("focusin", over);
    this.document.addEventListener("keydown", (event) => event.key === "Escape" && this.#hide());
    addEventListener("scroll", () => this.#hide(), { passive: true });
  }

  #over({ target }) {
    const name = target.closest?.(NAMES);
    clearTimeout(this.timer);
    if (name && name !== this.name) this.timer = setTimeout(() => this.#show(name), REST_MS);
    else if (!name && this.name && !this.card.contains(target)) {
      this.timer = setTimeout(() => this.#hide(), LEAVE_MS);
    }
  }

  async #show(name) {
    const html = await fragment(name.href);
    if (!html || !name.isConnected || !name.matches(":hover, :focus")) return;
    this.#hide();
    this.name = name;
    this.card.innerHTML = html;
    name.setAttribute("aria-describedby", this.card.id);
    this.card.showPopover();
    tellTimes(this.card, this.document.documentElement.dataset.interface);
    this.#place(name);
  }

  #place(name) {
    const { top, left } = cardPlace(
      name.getBoundingClientRect(),
      this.card.getBoundingClientRect(),
      { width: this.document.documentElement.clientWidth, height: innerHeight },
      getComputedStyle(this.document.body).direction === "rtl",
    );
    this.card.style.top = `${top}px`;
    this.card.style.left = `${left}px`;
  }

  #hide() {
    if (!this.name) return;
    this.name.removeAttribute("aria-describedby");
    this.name = null;
    this.card.hidePopover();
  }
}

async function fragment(address) {
  const url = new URL("card", address).href;
  if (!known.has(url)) {
    const asked = fetch(url).then((answer) => (answer.ok ? answer.text() : ""));
    known.set(url, asked.catch(() => ""));
  }
  return known.get(url);
}

export function startMemberCards(document) {
  if ("popover" in HTMLElement.prototype) new Cards(document).start();
}
