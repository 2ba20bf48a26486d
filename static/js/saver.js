/** Takes a form's Save into its own hands, where the form goes through the outbox (save.js). */
import { isBlank, read } from "./form.js";

const BEGINNINGS = ["focusin", "input"]; // of writing; before them, nothing is loaded that only writers need

export class Saver {
  #form;
  /** @type {Promise<typeof import("./save.js")> | undefined} */
  #module;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
    const load = () => this.#load().catch(() => {}); // it is asked for again
    if (form.dataset.outbox) for (const name of BEGINNINGS) form.addEventListener(name, load);
  }

  /**
   * Returns whether it takes what is sent. A form that says nothing is sent as it is, to hear what is missing; so is one
   * whose button asks for something else, which has a name.
   *
   * @param {SubmitEvent} event
   */
  takes(event) {
    const form = this.#form;
    const takes = event.target === form && form.dataset.outbox && !event.submitter?.getAttribute("name");
    if (!takes || isBlank(form, read(form))) return false;
    event.preventDefault();
    return true;
  }

  /**
   * Saves the form, as browsers do where the module did not come or is not of this page's version.
   *
   * @param {{ id: string, stamp?: string }} draft where its words wait now
   * @param {string} stamp with which they are a draft again
   */
  async save(draft, stamp) {
    try {
      const { save } = await this.#load();
      await save(this.#form, draft, stamp);
    } catch {
      this.#form.submit();
    }
  }

  #load() {
    this.#module ??= import("./save.js").catch((error) => {
      this.#module = undefined;
      throw error;
    });
    return this.#module;
  }
}
