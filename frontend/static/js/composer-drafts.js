/* Keeps what is typed: at once in this browser, from the second pause on the server. Offline it
   stays here and is sent when the connection is back. */
import { below } from "./editing.js";
import { apply, selectionOf } from "./composer-text.js";
import { hasText, isWorthKeeping, parsed, pauseAfter, placeOf, reconcile, same } from "./drafts.js";
import { fieldsOf, fill } from "./composer-fields.js";
import { forget, keysBeside, PREFIX, read, write } from "./composer-storage.js";

const PAUSE_MS = 1200;
const KEEPALIVE_BYTES = 60_000;

export class DraftKeeper {
  constructor(form) {
    this.form = form;
    this.body = form.querySelector("[data-body]");
    this.status = form.querySelector("[data-draft-status]");
    this.device = form.elements.key?.value ?? crypto.randomUUID();
    this.key = PREFIX + form.dataset.composer;
    this.url = `/api/v1/drafts/${placeOf(form.dataset.composer)}`;
    this.version = Number(form.elements.draft_version?.value || 0);
    // What came back unsent, or from a draft, is not what the page began with.
    this.touched = Boolean(form.querySelector("[data-typed]"));
    this.initial = this.touched || this.version ? {} : fieldsOf(form);
    Object.assign(this, { pauses: 0, failures: 0, dirty: false, saving: null, sent: false });
  }

  start() {
    const local = this.#local();
    if (!this.touched && local && !local.synced) this.#show(local.fields, local.version);
    this.form.addEventListener("input", () => this.changed());
    this.form.addEventListener("change", () => this.changed());
    addEventListener("online", () => this.dirty && this.save());
    addEventListener("pagehide", () => this.flush());
    document.addEventListener("visibilitychange", () => document.hidden && this.flush());
    this.form.querySelector("[data-draft-discard]")?.addEventListener("click", () => this.discard());
    this.#whenNear(() => this.#meet(local));
  }

  /* Something was typed. */
  changed() {
    if (this.filling || this.sent) return;
    this.touched = true;
    this.dirty = true;
    this.#keepHere(false);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.pauses += 1;
      if (this.pauses > 1) this.save();
    }, PAUSE_MS);
  }

  flush() {
    if (this.dirty && !this.sent) this.save({ leaving: true });
  }

  /* The form goes to the server now; what is still under way would come too late. */
  submitted() {
    this.sent = true;
    clearTimeout(this.timer);
    this.saving?.abort();
  }

  resumed() {
    this.sent = false;
  }

  async save({ leaving = false } = {}) {
    if (this.sent || (this.saving && !leaving)) return;
    const fields = fieldsOf(this.form);
    const kept = isWorthKeeping(fields, this.initial) ? fields : {};
    if (!hasText(kept) && !this.version && !this.onServer) return this.#done(fields);
    this.saving = new AbortController();
    if (!leaving) this.#say("saving");
    try {
      const response = await this.#put(kept, leaving);
      await this.#answered(response, fields);
    } catch {
      if (!this.sent) this.#later("offline");
    } finally {
      this.saving = null;
    }
  }

  async discard() {
    this.submitted();
    this.#show({ title: "", body: "", ...this.initial }, 0);
    forget(this.key);
    this.#offerDiscard(false);
    this.#say("");
    await this.#request("DELETE", { keepalive: true }).catch(() => {});
    Object.assign(this, { sent: false, dirty: false, version: 0, onServer: false });
    this.body.focus();
  }

  #put(fields, leaving) {
    const body = JSON.stringify({ fields, version: this.version, device: this.device });
    const keepalive = leaving && new Blob([body]).size < KEEPALIVE_BYTES;
    return this.#request("PUT", { body, keepalive, signal: leaving ? undefined : this.saving.signal });
  }

  #request(method, options = {}) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": tokenOf(this.form) };
    return fetch(this.url, { method, headers, ...options });
  }

  async #answered(response, fields) {
    if ([401, 403].includes(response.status)) return this.#later("signedOut");
    if (!response.ok) return this.#later("refused");
    const answer = await response.json();
    this.failures = 0;
    this.onServer = answer.conflict !== null;
    if (answer.conflict === 0) this.#take(answer.version);
    this.#offer(answer.others);
    this.#done(fields);
  }

  #done(fields) {
    const now = fieldsOf(this.form);
    if (!same(now, fields)) return this.changed();
    this.dirty = false;
    const worth = isWorthKeeping(now, this.initial);
    if (worth) this.#keepHere(true);
    else forget(this.key);
    this.#offerDiscard(worth);
    this.#say(worth ? "saved" : "");
  }

  #later(reason) {
    this.#say(reason);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pauseAfter(this.failures++));
  }

  /* Compare with the server when the form comes into sight. */
  async #meet(local) {
    const items = await this.#fetched();
    const remote = items && (items.find((each) => each.conflict === 0) ?? null);
    const present = fieldsOf(this.form);
    const typed = this.touched || this.dirty;
    const plan = reconcile({ local, remote, present, touched: typed });
    if (plan.show && !same(plan.show, present)) this.#show(plan.show, plan.version);
    if (!typed || !this.version) this.#take(plan.version);
    if (plan.forget) forget(this.key);
    this.onServer = Boolean(remote);
    const others = (items ?? []).filter((each) => each.conflict > 0);
    this.#offer([...others, ...this.#othersHere()]);
    if (plan.show) this.#restored();
    if (plan.save && hasText(fieldsOf(this.form))) this.save();
  }

  async #fetched() {
    try {
      const response = await fetch(this.url, { headers: { Accept: "application/json" } });
      return response.ok ? (await response.json()).items : undefined;
    } catch {
      return undefined;
    }
  }

  #restored() {
    this.#say("restored");
    this.#offerDiscard(true);
    this.form.dispatchEvent(new CustomEvent("composer:restored", { bubbles: true }));
  }

  #show(fields, version) {
    this.filling = true;
    fill(this.form, fields);
    this.filling = false;
    this.#take(version);
  }

  #take(version) {
    this.version = version;
    if (this.form.elements.draft_version) this.form.elements.draft_version.value = version || "";
  }

  #local() {
    try {
      return parsed(read(this.key));
    } catch {
      return null;
    }
  }

  /* What another tab of this browser keeps is put beside, never overwritten. */
  #keepHere(synced) {
    const fields = fieldsOf(this.form);
    const before = this.#local();
    const theirs = before && !before.synced && before.device && before.device !== this.device;
    if (theirs && !same(before.fields, fields)) write(`${this.key}~${before.device}`, before);
    if (isWorthKeeping(fields, this.initial)) {
      write(this.key, { fields, version: this.version, synced, device: this.device });
    } else if (!theirs) forget(this.key);
  }

  #othersHere() {
    return keysBeside(this.key).map((key) => ({ ...parsed(read(key)), key }));
  }

  /* Offer texts that another device or tab wrote at the same place. */
  #offer(others) {
    const list = this.form.querySelector("[data-draft-others]");
    const template = this.form.querySelector("template[data-draft-other]");
    if (!list || !template) return;
    const present = this.body.value;
    const wanted = others.filter((each) => each.fields?.body && each.fields.body !== present);
    list.replaceChildren(...wanted.map((each) => this.#notice(template, each)));
  }

  #notice(template, other) {
    const notice = template.content.firstElementChild.cloneNode(true);
    notice.querySelector("pre").textContent = other.fields.body;
    const settle = (text) => {
      notice.remove();
      if (text) apply(this.body, below(selectionOf(this.body, "end"), text));
      this.#settle(other);
    };
    notice.querySelector("[data-take]").addEventListener("click", () => settle(other.fields.body));
    notice.querySelector("[data-drop]").addEventListener("click", () => settle(""));
    return notice;
  }

  async #settle(other) {
    if (other.key) forget(other.key);
    if (other.conflict === 0) this.#take(other.version);
    if (other.conflict > 0) {
      const headers = { "X-CSRFToken": tokenOf(this.form) };
      await fetch(`${this.url}?conflict=${other.conflict}`, { method: "DELETE", headers }).catch(() => {});
    }
    this.touched = true;
    this.dirty = true;
    this.#keepHere(false);
    this.save();
    this.body.focus();
  }

  #offerDiscard(worth) {
    const button = this.form.querySelector("[data-draft-discard]");
    if (button) button.hidden = !worth;
  }

  #say(word) {
    if (!this.status) return;
    const text = word ? (this.status.dataset[word] ?? "") : "";
    if (this.status.textContent !== text) this.status.textContent = text;
    this.status.dataset.state = word;
  }

  #whenNear(act) {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((each) => each.isIntersecting)) return;
      observer.disconnect();
      act();
    }, { rootMargin: "400px" });
    observer.observe(this.form);
  }
}

/* The token may have been changed by signing in again in another tab. */
export function tokenOf(form) {
  const cookie = document.cookie.split("; ").find((each) => each.startsWith("csrftoken="));
  return cookie ? cookie.slice("csrftoken=".length) : form.elements.csrfmiddlewaretoken.value;
}
