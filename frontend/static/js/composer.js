/* Writing: drafts, formatting, completion, files, quotations; Ctrl+Enter sends. Without any of
   this the form is an ordinary one. */
import { DraftKeeper, tokenOf } from "./composer-drafts.js";
import { startEditor } from "./composer-editor.js";
import { startQuoting } from "./composer-quoting.js";
import { forget, keys, PREFIX } from "./composer-storage.js";

const SENT_COOKIE = "sent";
const SUBMITTING = "lingora:submitting";
const SENT = "lingora:sent";

/* Whether a kept text belongs to the composer that the server names; edits have a revision more. */
export function isOf(key, composer) {
  return key === PREFIX + composer || key.startsWith(`${PREFIX}${composer}-`);
}

export function startComposers(document) {
  forgetSent(document);
  const keepers = [...document.querySelectorAll("form[data-composer]")].map(startComposer);
  addEventListener("pageshow", () => {
    forgetSent(document);
    keepers.forEach(cameBack);
  });
  startQuoting(document);
}

function startComposer(form) {
  const keeper = new DraftKeeper(form);
  for (const button of form.querySelectorAll("[data-without-script]")) button.hidden = true;
  startEditor(form);
  keeper.start();
  form.querySelector("a.button--quiet")?.addEventListener("click", () => keeper.discard());
  form.addEventListener("submit", (event) => submitting(form, keeper, event.submitter));
  form.addEventListener("composer:restored", () => showAnswered(form));
  keeper.body.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector("button.button--primary[type=submit]"));
    }
  });
  return keeper;
}

function submitting(form, keeper, submitter) {
  form.elements.csrfmiddlewaretoken.value = tokenOf(form);
  if (submitter?.name === "preview") return;
  keeper.submitted();
  remember(SUBMITTING, { composer: form.dataset.composer, body: keeper.body.value });
  // A second click while the first is under way changes nothing; the server knows, too.
  form.querySelectorAll("button[type=submit]").forEach((button) => {
    setTimeout(() => (button.disabled = true));
  });
}

/* Back to a form by the browser's button: what was sent stands in the thread, not here. */
function cameBack(keeper) {
  const { form, body } = keeper;
  form.querySelectorAll("button[type=submit]").forEach((button) => (button.disabled = false));
  keeper.resumed();
  const sent = recall(SENT);
  if (!sent || !isOf(PREFIX + form.dataset.composer, sent.composer) || !body.value) return;
  if (body.value.trim() !== sent.body.trim() || form.elements.revision) return;
  body.value = "";
  if (form.elements.title) form.elements.title.value = "";
  form.elements.key.value = crypto.randomUUID();
  keeper.device = form.elements.key.value;
}

/* The server names the composer whose text it has taken, on whatever page comes next. */
function forgetSent(document) {
  const cookies = document.cookie.split("; ").map((cookie) => cookie.split("="));
  const composer = new Map(cookies).get(SENT_COOKIE);
  if (!composer) return;
  document.cookie = `${SENT_COOKIE}=; path=/; max-age=0; samesite=lax`;
  keys().filter((key) => isOf(key, composer)).forEach(forget);
  const last = recall(SUBMITTING);
  if (last && isOf(PREFIX + last.composer, composer)) remember(SENT, last);
}

/* Whom a restored reply answers. */
function showAnswered(form) {
  const note = form.querySelector("[data-replying]");
  const id = form.elements.reply_to?.value;
  const link = id && document.querySelector(`a[data-reply-to="${CSS.escape(id)}"]`);
  if (!note || !link) return;
  note.querySelector("[data-replying-name]").textContent = link.dataset.replyName;
  note.hidden = false;
}

function remember(key, value) {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Then the browser's Back shows what was sent once more.
  }
}

function recall(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}
