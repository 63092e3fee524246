/* Votes, “solved for me too” and polls without leaving the page. The posts say nothing about who
   is looking, so what he pressed is put onto them again after every live change. */
import { NOTHING, deedOf, faces, pressed } from "./voting-state.js";
import { viewer } from "./texts.js";
import { send, tell } from "./told.js";

class Voting {
  constructor(document) {
    this.document = document;
    this.form = document.getElementById("mark");
    this.posts = document.getElementById("posts");
    this.dialog = document.getElementById("not-useful");
    const { username, marks } = viewer(document);
    this.username = username;
    this.marks = new Map(Object.entries(marks ?? {}));
  }

  start() {
    this.dress();
    new MutationObserver(() => this.dress()).observe(this.posts, { childList: true, subtree: true });
    this.form.addEventListener("submit", (event) => {
      const said = deedOf(event.submitter?.value ?? "");
      if (!said || !this.#canDo(said)) return;
      event.preventDefault();
      this.#act(said);
    });
  }

  /* A poll's new counts come with the live connection; without one the page is loaded again. */
  #canDo({ deed }) {
    const polls = deed === "poll" || deed === "no-poll";
    return !polls || this.document.getElementById("live")?.dataset.state === "on";
  }

  async #act({ post, deed }) {
    const reason = deed === "down" ? await this.#askReason() : "";
    if (reason === null) return;
    const body = new FormData(this.form);
    body.set("mark", `${post}-${deed}`);
    body.set("reason", reason);
    const options = body.getAll(`poll-${post}`).map(Number);
    const before = this.marks.get(post) ?? NOTHING;
    this.#know(post, pressed(before, deed, options));
    const answer = await send(this.form, body);
    if (answer.ok) this.#count(post, answer);
    else this.#know(post, before);
    tell(this.document, answer);
  }

  /* The reason chosen; null where the question was closed without one. */
  #askReason() {
    this.dialog.returnValue = "";
    this.dialog.showModal();
    return new Promise((resolve) => {
      const done = () => {
        const chosen = this.dialog.querySelector("input[name=reason]:checked");
        resolve(this.dialog.returnValue === "send" && chosen ? chosen.value : null);
      };
      this.dialog.addEventListener("close", done, { once: true });
    });
  }

  #know(post, mark) {
    this.marks.set(post, mark);
    this.dress();
  }

  #count(post, { score, confirmations }) {
    const votes = this.posts.querySelector(`.votes[data-votes="${post}"]`);
    if (!votes || score === undefined) return;
    show(votes.querySelector(".votes__score"), "score", score);
    show(votes.querySelector(".votes__confirmed"), "confirmed", confirmations);
  }

  /* What the server wrote about a post that this page does not know yet is believed. */
  dress() {
    for (const votes of this.posts.querySelectorAll(".votes[data-votes]")) this.#dressVotes(votes);
    for (const poll of this.posts.querySelectorAll("[data-poll]")) this.#dressPoll(poll);
  }

  #dressVotes(votes) {
    const { votes: post } = votes.dataset;
    if (votes.closest("[data-author]").dataset.author === this.username) set(votes, "own", "");
    if (!this.marks.has(post)) this.marks.set(post, read(votes));
    const wanted = faces(this.marks.get(post));
    for (const button of votes.querySelectorAll("[data-deed]")) {
      const face = wanted[button.dataset.deed];
      const value = `${post}-${face.deed}`;
      if (button.value !== value) button.value = value;
      const state = String(face.pressed);
      if (button.getAttribute("aria-pressed") !== state) button.setAttribute("aria-pressed", state);
    }
  }

  #dressPoll(poll) {
    const mine = this.marks.get(poll.dataset.poll)?.options ?? [];
    if (mine.length) set(poll, "voted", "");
    else delete poll.dataset.voted;
    for (const option of poll.querySelectorAll("[data-option]")) {
      const chosen = mine.includes(Number(option.dataset.option));
      if (option.classList.contains("poll__option--mine") === chosen) continue;
      option.classList.toggle("poll__option--mine", chosen);
      const input = option.querySelector("input");
      if (input) input.checked = chosen;
    }
  }
}

function set(element, name, value) {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

function show(element, name, value) {
  if (!element) return;
  element.dataset[name] = value;
  element.querySelector("[data-count]").textContent = value;
}

function read(votes) {
  const options = [...votes.closest("[data-post]").querySelectorAll(".poll__option--mine")];
  return {
    vote: Number(votes.dataset.vote),
    confirmed: votes.querySelector("[data-deed=too]")?.getAttribute("aria-pressed") === "true",
    options: options.map((option) => Number(option.dataset.option)),
  };
}

if (document.getElementById("mark") && document.getElementById("posts")) {
  new Voting(document).start();
}
