/**
 * Stores a writing form on the phone while it is written, and restores it: after a dead battery, an expired sign-in, a
 * lost reply. The draft carries the entry's id, so sending it twice saves it once. It is dropped only when the server
 * has all that it says: here when the draft is found again, or on the page that says "It is kept" (kept.js).
 */
import { all, fill, isEdited, read } from "./form.js";
import { compare } from "./sent.js";
import { allDrafts, dropDraft, keepDraft, keyOf } from "./store.js";

const PAUSE = 400; // milliseconds without a key

export default function start(form) {
  return new Draft(form).start();
}

class Draft {
  #form;
  #account;
  #page; // where the draft is to be found again
  #row; // the draft's id in the store, with its stamp once it was read or written
  #timer; // set while a change is not stored yet
  #touched = false;
  #turn = Promise.resolve(); // reads and writes of the store wait for each other

  constructor(form) {
    this.#form = form;
    this.#account = form.dataset.account;
    this.#page = form.dataset.draft;
    this.#row = { id: form.elements.id.value };
  }

  /** Resolves when it is known whether a draft waited for this page. */
  start() {
    const { revision, written_at: writtenAt } = this.#form.elements;
    if (this.#isFresh && !revision.value) writtenAt.value = new Date().toISOString();
    this.#form.addEventListener("input", () => this.#change());
    this.#form.addEventListener("submit", () => this.#flush(this.#row.stamp)); // the draft becomes what is sent
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#flush());
    if (isEdited(this.#form)) this.#change(); // before this script was loaded
    this.#turn = this.#find().catch(() => {}); // without a key, drafts stay where they are
    return this.#turn;
  }

  get #isFresh() {
    return this.#form.dataset.fresh !== undefined;
  }

  #change() {
    this.#touched = true;
    this.#say("");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), PAUSE);
  }

  #flush(anyway) {
    if (this.#timer || anyway) this.#keep();
  }

  #keep() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#turn = this.#turn.then(() => this.#write());
  }

  async #write() {
    const { kept, unable } = this.#form.dataset;
    try {
      this.#row = await keepDraft(this.#account, this.#row, this.#page, read(this.#form));
      if (!this.#timer) this.#say(kept);
    } catch {
      this.#say(unable);
    }
  }

  async #find() {
    await keyOf(this.#account); // while there is a network: there may be none at the first letter
    if (!this.#isFresh) {
      this.#row = (await allDrafts(this.#account)).find(({ id }) => id === this.#row.id) ?? this.#row;
      return;
    }
    const draft = await latest(this.#account, this.#page);
    if (!draft || this.#touched) return; // what is typed meanwhile stays, and becomes a draft of its own
    if (draft.elsewhere) location.replace(draft.elsewhere);
    else this.#restore(draft);
  }

  #restore(draft) {
    this.#row = draft;
    fill(this.#form, draft.value);
    this.#say(this.#form.dataset.found);
  }

  #say(text) {
    const status = this.#form.querySelector("[data-status]");
    status.hidden = !text;
    status.textContent = text;
  }
}

/** The latest draft of a page that the server does not have; one of a stored entry belongs on that entry's page. */
async function latest(account, page) {
  for (const draft of await allDrafts(account)) {
    if (draft.page !== page) continue;
    const [id] = all(draft.value, "id");
    const state = await compare(draft.value).catch(() => "none");
    if (state === "same") await dropDraft(account, draft);
    else if (state === "different" && page !== id) {
      await keepDraft(account, draft, id, draft.value);
      return { elsewhere: `/entries/${id}/edit` };
    } else return draft;
  }
  return null;
}
