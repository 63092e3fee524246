/* Completes names of tags while somebody types them. Without it they are typed wholly. */
import { notChosen, typedName, withName } from "./tags-text.js";

const PAUSE_MS = 200;

class TagsField {
  constructor(field) {
    this.field = field;
    this.input = field.querySelector("input");
    this.list = field.querySelector("[role=listbox]");
    this.selected = -1;
    this.asked = 0;
    for (const [name, value] of Object.entries({
      role: "combobox",
      "aria-expanded": "false",
      "aria-autocomplete": "list",
      "aria-controls": this.list.id,
    })) this.input.setAttribute(name, value);
    this.input.addEventListener("input", () => this.later());
    this.input.addEventListener("focus", () => this.later());
    this.input.addEventListener("blur", () => this.close());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.list.addEventListener("pointerdown", (event) => {
      const option = event.target.closest("[role=option]");
      event.preventDefault(); // The field keeps the focus.
      if (option) this.choose(option);
    });
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(), PAUSE_MS);
  }

  get category() {
    return this.field.dataset.category ?? this.input.form.elements.category?.value ?? "";
  }

  async ask() {
    const number = ++this.asked;
    const query = new URLSearchParams({ category: this.category, q: typedName(this.input.value) });
    try {
      const response = await fetch(`${this.field.dataset.tagsUrl}?${query}`);
      const items = response.ok ? (await response.json()).items : [];
      // An answer that was overtaken by a newer question is dropped.
      if (number === this.asked && document.activeElement === this.input) this.show(items);
    } catch {
      this.close(); // Offline: names are typed wholly.
    }
  }

  show(items) {
    const left = notChosen(items, this.input.value);
    this.list.replaceChildren(...left.map((item, place) => this.option(item, place)));
    this.select(-1);
    this.list.hidden = left.length === 0;
    this.input.setAttribute("aria-expanded", String(left.length > 0));
  }

  option({ name, lang, dir }, place) {
    const option = document.createElement("li");
    Object.assign(option, { id: `${this.list.id}_${place}`, textContent: name, lang, dir });
    option.setAttribute("role", "option");
    return option;
  }

  select(place) {
    this.selected = place;
    [...this.list.children].forEach((option, each) => {
      option.setAttribute("aria-selected", String(each === place));
    });
    const option = this.list.children[place];
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  choose(option) {
    this.input.value = withName(this.input.value, option.textContent);
    this.input.dispatchEvent(new Event("input", { bubbles: true }));
    this.close();
  }

  close() {
    clearTimeout(this.timer);
    this.asked += 1;
    this.list.hidden = true;
    this.select(-1);
    this.input.setAttribute("aria-expanded", "false");
  }

  press(event) {
    const count = this.list.children.length;
    if (this.list.hidden || !count) return;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      const from = this.selected < 0 && steps[event.key] < 0 ? 0 : this.selected;
      this.select((from + steps[event.key] + count) % count);
    } else if (event.key === "Enter" && this.selected >= 0) this.choose(this.list.children[this.selected]);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
  }
}

document.querySelectorAll("[data-tags-url]").forEach((field) => new TagsField(field));
