/**
 * Stamps, "<writer>.<number>", say which page wrote a draft, and how often it had written by then. A form is sent with
 * those of its draft; a form that comes back carries them, and goes on writing under the same name.
 */
export class Stamps {
  #sent;
  #writer;
  #number;

  /** text: what the form carries, "" for one that was not sent. */
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

  /** Returns what the form is sent with. read: the stamp of the draft as it was last read or written. */
  sending(read) {
    return read ? `${read} ${this.#last}` : this.#last;
  }

  /** Returns whether a draft is that of the form that came back. */
  areOf({ stamp }) {
    return this.#sent.some((one) => parts(one)[0] === parts(stamp)[0]);
  }

  /** Returns whether a draft holds nothing that was written after the form was sent. */
  cover({ stamp }) {
    return covers(this.#sent, stamp);
  }

  /** Goes on after a stamp that this writer gave. */
  follow(stamp) {
    const [writer, number] = parts(stamp);
    if (writer === this.#writer) this.#number = Math.max(this.#number, number);
  }
}

/** Returns whether a draft was stored by the same writer as one of the stamps, and no later. */
export function covers(stamps, stamp) {
  const [writer, number] = parts(stamp);
  return stamps.map(parts).some(([by, last]) => by === writer && number <= last);
}

function parts(stamp) {
  const [writer, number] = stamp.split(".");
  return [writer, Number(number)];
}
