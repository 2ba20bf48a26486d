/**
 * Stamps, "<writer>.<number>", say which page wrote a draft, and how often it had written by then. A form is sent with
 * those of its draft; a form that comes back carries them, and goes on writing under the same name.
 */
const FIELD = "draft"; // the hidden input in which a form carries them

export class Stamps {
  /** @type {string[]} */
  #sent;
  /** @type {string} */
  #writer;
  /** @type {number} */
  #number;

  /** @param {string} text what the form carries, "" for one that was not sent */
  constructor(text) {
    this.#sent = text.split(" ").filter(Boolean);
    [this.#writer, this.#number] = parts(this.#sent.at(-1) ?? `${crypto.randomUUID()}.0`);
  }

  get #last() {
    return `${this.#writer}.${this.#number}`;
  }

  next() {
    this.#number += 1;
    return this.#last;
  }

  /**
   * Returns what the form is sent with.
   *
   * @param {string} [read] the stamp of the draft as it was last read or written
   */
  sending(read) {
    return read ? `${read} ${this.#last}` : this.#last;
  }

  /**
   * Returns whether a draft is that of the form that came back.
   *
   * @param {import("./store.js").Place} draft
   */
  areOf({ stamp }) {
    return this.#sent.some((one) => parts(one)[0] === parts(stamp)[0]);
  }

  /**
   * Returns whether a draft holds nothing that was written after the form was sent.
   *
   * @param {import("./store.js").Place} draft
   */
  cover({ stamp }) {
    return covers(this.#sent, stamp);
  }

  /**
   * Goes on after a stamp that this writer gave.
   *
   * @param {string} stamp
   */
  follow(stamp) {
    const [writer, number] = parts(stamp);
    if (writer === this.#writer) this.#number = Math.max(this.#number, number);
  }
}

/**
 * Returns whether a draft was stored by the same writer as one of the stamps, and no later.
 *
 * @param {string[]} stamps
 * @param {string} stamp of the draft
 */
export function covers(stamps, stamp) {
  const [writer, number] = parts(stamp);
  return stamps.map(parts).some(([by, last]) => by === writer && number <= last);
}

/**
 * Returns whether two stamps were given by the same form, also when it came back or was opened anew with its draft.
 *
 * @param {string} one
 * @param {string} other
 */
export const isOfSameForm = (one, other) => parts(one)[0] === parts(other)[0];

/**
 * @param {string} stamp
 * @returns {[writer: string, number: number]}
 */
function parts(stamp) {
  const [writer, number] = stamp.split(".");
  return [writer, Number(number)];
}

/** @param {unknown} target which may be a form that carries stamps */
export const hasStamps = (target) => target instanceof HTMLFormElement && FIELD in target.elements;

/** @param {string} stamps for every form of the page: the button of one may send another, such as "Leave out" */
export function nameStamps(stamps) {
  for (const field of document.getElementsByName(FIELD)) if (field instanceof HTMLInputElement) field.value = stamps;
}
