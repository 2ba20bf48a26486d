/**
 * Stores a form in the browser while it is filled in, and restores it: after a dead battery, an expired sign-in, a lost
 * reply. The form is sent with the stamps of its draft; the page after the one that stored it names them, and the draft
 * is dropped (stored.js). A form that comes back carries them too, and so knows its draft again.
 *
 * A draft is put into a form that nobody touched. Over what was typed, over what was changed elsewhere, or while another
 * tab writes it, it is only offered (offer.js), and nothing here ever leaves the page.
 */
import { asField, fill, isChosen, isEdited, isOutdated, read } from "./form.js";
import { hold } from "./hold.js";
import { offerDraft, pointTo } from "./offer.js";
import { addEntries, addOption, addStretches } from "./offered.js";
import { one } from "./one.js";
import { keyOf } from "./phone_key.js";
import { Saver } from "./saver.js";
import { hasStamps, nameStamps, Stamps } from "./stamps.js";
import { say } from "./status.js";
import { allDrafts, keepDraft } from "./store.js";
import { waiting } from "./waiting.js";
import { FirstLetter } from "./written_at.js";

const PAUSE = 400; // milliseconds without a key

/** @param {HTMLFormElement} form */
export default (form) => new Draft(form).start();

class Draft {
  #form;
  #account;
  #stamps;
  /** @type {{ id: string, stamp?: string }} */
  #row = { id: crypto.randomUUID() }; // the draft's place in the store, with its stamp once it was read or written
  #timer = 0; // set while a change is not stored yet
  #saver;
  #first;
  #touched = false;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve(); // reads and writes of the store wait for each other

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    this.#saver = new Saver(form);
    this.#first = new FirstLetter(form);
    this.#account = one(form, "[name=account]", HTMLInputElement).value;
    this.#stamps = new Stamps(one(form, "[name=draft]", HTMLInputElement).value);
  }

  /** Resolves when it is known whether a draft waited for this form. */
  start() {
    this.#form.addEventListener("input", ({ target }) => this.#change(isChosen(asField(target)) ? 0 : PAUSE));
    document.addEventListener("submit", (event) => hasStamps(event.target) && this.#send(event)); // "Leave out" too
    addEventListener("visibilitychange", () => document.visibilityState === "hidden" && this.#flush());
    if (isEdited(this.#form)) this.#change(PAUSE); // before this script was loaded
    this.#turn = this.#find().catch(() => {}); // without a key, drafts stay where they are
    return this.#turn;
  }

  /** @param {number} pause */
  #change(pause) {
    this.#touched = true;
    this.#first.date();
    say("");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#keep(), pause);
  }

  #flush() {
    if (this.#timer) this.#keep();
  }

  /** @param {SubmitEvent} event whose forms name the stamps that the server's reply will cover */
  #send(event) {
    const { stamp } = this.#row;
    this.#flush();
    nameStamps(this.#stamps.sending(stamp));
    if (!this.#saver.takes(event)) return;
    this.#turn = this.#turn.then(() => this.#saver.save(this.#row, this.#stamps.sending()));
  }

  #keep() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const stamp = this.#stamps.next();
    const written = this.#turn.then(() => this.#write(stamp));
    this.#turn = written;
    return written;
  }

  /** @param {string} stamp */
  async #write(stamp) {
    const { draft: page = "", kept = "", unable = "" } = this.#form.dataset;
    try {
      this.#row = await keepDraft(this.#account, this.#row, stamp, page, read(this.#form));
      hold(this.#row.id);
      if (!this.#timer) say(kept);
      return true;
    } catch {
      say(unable);
      return false;
    }
  }

  async #find() {
    await keyOf(this.#account); // while there is a network: there may be none at the first letter
    if (this.#form.dataset.fresh === undefined) return this.#findAgain();
    const { draft, elsewhere } = await waiting(this.#form, this.#account);
    if (elsewhere) pointTo(this.#form, elsewhere);
    if (!draft) return;
    for (const add of [addOption, addEntries]) await add(this.#form, draft.value).catch(() => {});
    const free = await hold(draft.id); // no other tab writes it
    if (this.#touched || !free || isOutdated(this.#form, draft.value)) this.#offer(draft);
    else this.#restore(draft);
  }

  /** Finds the draft of a form that came back: it holds what the form holds, or what was written since. */
  async #findAgain() {
    const draft = (await allDrafts(this.#account)).find((one) => this.#stamps.areOf(one));
    if (!draft) return;
    if (this.#stamps.cover(draft)) this.#adopt(draft);
    else if (this.#touched) this.#offer(draft);
    else this.#restore(draft);
  }

  /** @param {import("./store.js").Draft} draft */
  #offer(draft) {
    offerDraft(this.#form, draft, async () => {
      if (this.#touched && !await this.#keep()) return; // what is typed waits in its turn
      this.#stamps = new Stamps(""); // and its stamps are not sent with what is shown now
      this.#restore(draft);
    });
  }

  /** @param {import("./store.js").Draft} draft */
  #restore(draft) {
    addStretches(this.#form, draft.value);
    fill(this.#form, draft.value);
    this.#first.restore(draft.value);
    this.#adopt(draft);
    say(this.#form.dataset.found ?? "");
  }

  /** @param {import("./store.js").Draft} draft */
  #adopt({ id, stamp }) {
    this.#row = { id, stamp };
    hold(id);
    this.#stamps.follow(stamp);
  }
}
