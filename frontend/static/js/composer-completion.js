/* Completion of names after @ and :, as a list beside the text field. The focus stays in the field;
   the list is its popup (combobox pattern). */
import { apply, selectionOf } from "./composer-text.js";
import { chosen, emojiFor, isInCode, moved, nameAt, withNames } from "./completing.js";

const PAUSE_MS = 150;

export function startCompletion(form, field) {
  const list = form.querySelector("[data-completion]");
  if (list) new Completion(form, field, list);
}

class Completion {
  constructor(form, field, list) {
    Object.assign(this, { form, field, list, name: null, index: -1, items: [] });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", list.id);
    field.addEventListener("input", () => this.#look());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => this.close());
    field.addEventListener("click", () => this.close());
    // The field must not lose the focus by a click.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.#choose([...list.children].indexOf(option));
    });
  }

  get isOpen() {
    return !this.list.hidden;
  }

  close() {
    this.list.hidden = true;
    this.items = [];
    this.field.removeAttribute("aria-activedescendant");
  }

  #look() {
    clearTimeout(this.timer);
    const caret = this.field.selectionStart;
    this.name = isInCode(this.field.value, caret) ? null : nameAt(this.field.value, caret);
    if (!this.name) return this.close();
    this.timer = setTimeout(() => this.#find(this.name), PAUSE_MS);
  }

  async #find(name) {
    const items = name.kind === "mention" ? await this.#members(name.query) : await this.#emoji(name.query);
    if (this.name === name) this.#show(items);
  }

  async #members(query) {
    const thread = this.form.dataset.composer.match(/^reply-(\d+)$/)?.[1] ?? "";
    const asked = new URLSearchParams({ prefix: query, ...(thread && { thread }) });
    try {
      const response = await fetch(`/api/v1/members?${asked}`, { headers: { Accept: "application/json" } });
      if (!response.ok) return [];
      const { items } = await response.json();
      return items.map((each) => ({ words: `@${each.username}`, label: each.name, hint: `@${each.username}` }));
    } catch {
      return [];
    }
  }

  async #emoji(query) {
    const all = await emojiKnown(this.list.dataset.emojiNames);
    return emojiFor(query, all).map(({ emoji, title, names }) => ({
      words: emoji,
      label: emoji,
      hint: title ?? `:${names[0]}:`,
      direction: title && "auto",
    }));
  }

  #show(items) {
    this.items = items;
    if (!items.length) return this.close();
    this.list.replaceChildren(...items.map((item, index) => this.#option(item, index)));
    this.list.hidden = false;
    place(this.list, this.field);
    this.#mark(0);
  }

  #option({ label, hint, direction }, index) {
    const option = document.createElement("li");
    option.className = "completion__option";
    option.id = `${this.list.id}_${index}`;
    option.setAttribute("role", "option");
    const name = document.createElement("bdi");
    name.textContent = label;
    const more = document.createElement("span");
    more.className = "completion__hint";
    more.dir = direction ?? "ltr";
    more.textContent = hint;
    option.append(name, more);
    return option;
  }

  #mark(index) {
    this.index = index;
    [...this.list.children].forEach((each, place) => {
      each.setAttribute("aria-selected", String(place === index));
      if (place === index) {
        this.field.setAttribute("aria-activedescendant", each.id);
        each.scrollIntoView({ block: "nearest" });
      }
    });
  }

  #key(event) {
    if (!this.isOpen || event.isComposing) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) this.#mark(moved(this.index, steps[event.key], this.items.length));
    else if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) this.#choose(this.index);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  #choose(index) {
    const item = this.items[index];
    const caret = this.field.selectionStart;
    const { name } = this;
    this.close();
    if (item) apply(this.field, chosen(name, caret, item.words, selectionOf(this.field).text));
    this.close();
  }
}

let known = null;

/* All emoji, with their names in the language of the interface; fetched when first wanted. */
async function emojiKnown(address) {
  try {
    known ??= Promise.all([import("../vendor/gemoji.js"), namesAt(address)]).then(
      ([{ gemoji }, words]) => withNames(gemoji, words),
    );
    return await known;
  } catch {
    // Offline: asked for again with the next letter.
    known = null;
    return [];
  }
}

/* The names in another language; none for English, whose codes come with the emoji. */
async function namesAt(address) {
  if (!address) return {};
  const response = await fetch(address);
  return response.json();
}

/* Below the line of the caret, within the field. */
function place(list, field) {
  const mirror = document.createElement("div");
  const style = getComputedStyle(field);
  for (const name of ["font", "padding", "letterSpacing", "lineHeight", "direction", "textAlign"]) {
    mirror.style[name] = style[name];
  }
  Object.assign(mirror.style, { position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "anywhere", inlineSize: `${field.clientWidth}px` });
  mirror.textContent = field.value.slice(0, field.selectionStart);
  const caret = document.createElement("span");
  caret.textContent = "\u200b";
  mirror.append(caret);
  field.parentNode.append(mirror);
  const line = parseFloat(style.lineHeight) || 24;
  const top = field.offsetTop + caret.offsetTop - field.scrollTop + line;
  const side = Math.min(caret.offsetLeft, field.clientWidth - list.offsetWidth);
  mirror.remove();
  list.style.top = `${Math.min(top, field.offsetTop + field.offsetHeight)}px`;
  list.style.left = `${Math.max(0, field.offsetLeft + side)}px`;
}
