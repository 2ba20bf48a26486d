/**
 * Stores a writing form on the phone while it is written, and restores it: after a dead battery, an expired sign-in, a
 * lost reply. The draft carries the entry's id, so sending it twice saves it once. It is dropped only when the server
 * has all that it says: when it is found again (waiting.js), or on the page that says "It is kept" (kept.js).
 *
 * Two tabs may each have a draft of one entry: a tab's sessionStorage says which is its own, for a form that comes back.
 */
import { all, fill, isEdited, read } from "./form.js";
import { keyOf } from "./phone_key.js";
import { allDrafts, keepDraft } from "./store.js";
import { waiting } from "./waiting.js";

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
      this.#adopt(await keepDraft(this.#account, this.#row, this.#page, read(this.#form)));
      if (!this.#timer) this.#say(kept);
    } catch {
      this.#say(unable);
    }
  }

  async #find() {
    await keyOf(this.#account); // while there is a network: there may be none at the first letter
    if (!this.#isFresh) {
      const own = sessionStorage.getItem(this.#form.elements.id.value);
      const draft = (await allDrafts(this.#account)).find(({ id }) => id === own);
      if (!draft) return;
      if (!isOpenedAgain()) this.#row = draft;
      else if (!this.#touched) this.#restore(draft); // the form holds what was sent, the draft what was written since
      return;
    }
    const draft = await waiting(this.#account, this.#page);
    if (!draft || this.#touched) return; // what is typed meanwhile stays, and becomes a draft of its own
    const fuller = offering(this.#form, draft.value);
    if (draft.elsewhere) await this.#move(draft);
    else if (fuller) location.replace(fuller);
    else this.#restore(draft);
  }

  async #move({ elsewhere, value, ...row }) {
    await keepDraft(this.#account, row, elsewhere, value);
    location.replace(`/entries/${elsewhere}/edit`);
  }

  #restore(draft) {
    fill(this.#form, draft.value);
    this.#adopt(draft);
    this.#say(this.#form.dataset.found);
  }

  #adopt(row) {
    this.#row = row;
    sessionStorage.setItem(this.#form.elements.id.value, row.id);
  }

  #say(text) {
    const status = this.#form.querySelector("[data-status]");
    status.hidden = !text;
    status.textContent = text;
  }
}

/** Returns the address of the same form with the draft's treatment on offer, null where it is, or cannot be. */
function offering(form, values) {
  const [treatment] = all(values, "treatment_id");
  const address = new URL(location);
  if (!treatment || form.querySelector(`option[value="${treatment}"]`)) return null;
  if (address.searchParams.get("offer") === treatment) return null;
  address.searchParams.set("offer", treatment);
  return address;
}

const isOpenedAgain = () => performance.getEntriesByType("navigation")[0].type !== "navigate";
