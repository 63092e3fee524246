/* Files that are chosen, pasted or dropped: sent at once, a placeholder in the text meanwhile. */
import { apply, selectionOf } from "./composer-text.js";
import { tokenOf } from "./composer-drafts.js";
import { exchange } from "./editing.js";

const URL_OF_UPLOADS = "/api/v1/uploads";

export function startFiles(form, field) {
  const input = form.querySelector("[data-files]");
  const files = new Files(form, field, input);
  input.addEventListener("change", () => {
    files.send([...input.files]);
    input.value = "";
  });
  const carries = (event) => event.dataTransfer?.types.includes("Files");
  const box = field.closest(".composer__box");
  field.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    box.dataset.drop = "";
  });
  field.addEventListener("dragleave", () => delete box.dataset.drop);
  field.addEventListener("drop", (event) => {
    delete box.dataset.drop;
    if (!carries(event)) return;
    event.preventDefault();
    files.send([...event.dataTransfer.files]);
  });
  return files;
}

/* The placeholder of a file; it must not be anywhere in the text already. Pure. */
export function placeholderFor(name, number, words) {
  const plain = name.replace(/[[\]()\\`*_<>\n]/g, " ").slice(0, 60);
  return `![${words.replace("%(name)s", plain)}](#${number})`;
}

/* Markdown of an uploaded picture with another text for those who cannot see it. Pure. */
export function described(markdown, words) {
  const text = words.replace(/\s+/g, " ").replace(/([\\[\]`*_<>])/g, "\\$1").trim();
  return markdown.replace(/^!\[(?:[^\]\\]|\\.)*\]/, () => `![${text}]`);
}

class Files {
  #number = 0;

  constructor(form, field, input) {
    Object.assign(this, { form, field, input, asking: Promise.resolve() });
  }

  choose() {
    this.input.click();
  }

  async send(files) {
    await Promise.all(files.map((file) => this.#sendOne(file)));
  }

  async #sendOne(file) {
    const placeholder = placeholderFor(file.name, `uploading-${Date.now()}-${(this.#number += 1)}`, this.input.dataset.uploading);
    this.#insert(placeholder);
    try {
      const upload = await this.#post(file);
      if (!this.#replace(placeholder, upload.markdown)) return;
      if (upload.kind === "image") this.asking = this.asking.then(() => this.#describe(upload));
    } catch (error) {
      this.#replace(placeholder, "");
      this.#tell(`${this.input.dataset.failed.replace("%(name)s", file.name)} ${error.message}`);
    }
  }

  async #post(file) {
    const body = new FormData();
    body.append("file", file);
    const headers = { "X-CSRFToken": tokenOf(this.form), Accept: "application/json" };
    const language = document.documentElement.dataset.interface;
    if (language) headers["Accept-Language"] = language;
    const response = await fetch(URL_OF_UPLOADS, { method: "POST", body, headers }).catch(() => {
      throw new Error(this.input.dataset.offline);
    });
    if (response.ok) return response.json();
    throw new Error(await reason(response, this.input.dataset));
  }

  #insert(words) {
    const { text, start, end } = selectionOf(this.field);
    const insert = (start && text[start - 1] !== "\n" ? "\n" : "") + words + "\n";
    apply(this.field, { from: start, to: end, insert, start: start + insert.length, end: start + insert.length });
  }

  #replace(old, fresh) {
    return apply(this.field, exchange(selectionOf(this.field), old, fresh));
  }

  /* Ask what a picture shows; without an answer the file's name stays. */
  #describe(upload) {
    const dialog = this.form.querySelector("[data-alt]");
    const text = dialog.querySelector("[data-alt-text]");
    dialog.querySelector("[data-alt-picture]").src = upload.thumbnail_url || upload.url;
    text.value = "";
    return new Promise((resolve) => {
      const done = () => {
        const words = text.value;
        text.value = "";
        // While the dialog is open the text behind it cannot be changed.
        dialog.close();
        if (words.trim()) this.#replace(upload.markdown, described(upload.markdown, words));
      };
      const onEnter = (event) => {
        if (event.key !== "Enter") return;
        // The form around the dialog must not be sent.
        event.preventDefault();
        done();
      };
      const button = dialog.querySelector("[data-alt-done]");
      button.addEventListener("click", done);
      text.addEventListener("keydown", onEnter);
      dialog.addEventListener("close", () => {
        button.removeEventListener("click", done);
        text.removeEventListener("keydown", onEnter);
        this.field.focus();
        resolve();
      }, { once: true });
      dialog.showModal();
      text.focus();
    });
  }

  #tell(words) {
    const status = this.form.querySelector("[data-draft-status]");
    if (status) status.textContent = words;
  }
}

async function reason(response, words) {
  if (response.status === 413) return words.tooLarge;
  try {
    const { error } = await response.json();
    return Object.values(error.fields)[0] ?? error.message;
  } catch {
    return "";
  }
}
