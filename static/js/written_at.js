/** When the words of a form were written: kept in its fields, and shown. */
import { fieldsOf } from "./fields.js";
import { all } from "./form.js";

/** @type {Intl.DateTimeFormatOptions[]} */
const STYLES = [{ weekday: "long", month: "long", day: "numeric" }, { hour: "numeric", minute: "2-digit" }];

/** The moment when the first letter of a form was typed. */
export class FirstLetter {
  #form;
  #dated = false;

  /** @param {HTMLFormElement} form */
  constructor(form) {
    this.#form = form;
  }

  get #fields() {
    return fieldsOf(this.#form).filter((field) => field.matches("[data-first-letter]"));
  }

  /** Writes down that it is typed now, unless it was before. */
  date() {
    if (!this.#dated) for (const field of this.#fields) field.value = new Date().toISOString();
    this.#dated = true;
    showTime(this.#form);
  }

  /**
   * Takes the moment from a draft that was put into the form; without one, it is now.
   *
   * @param {import("./form.js").Pairs} values of the draft
   */
  restore(values) {
    this.#dated = this.#fields.every(({ name }) => all(values, name).length);
    this.date();
  }
}

/**
 * Shows the time of a form where its page has [data-time-shown], which holds the zone.
 *
 * @param {HTMLFormElement} form
 */
function showTime(form) {
  const shown = document.querySelector("[data-time-shown]");
  const written = new Date(fieldsOf(form).find(({ name }) => name === "written_at")?.value ?? "");
  if (!(shown instanceof HTMLElement) || Number.isNaN(written.getTime())) return;
  const { timeShown: timeZone } = shown.dataset;
  const said = STYLES.map((style) => written.toLocaleString(locale(), { ...style, timeZone }));
  shown.textContent = said.join(", ").replaceAll(/([^,]) /g, "$1\u00a0"); // as the server says it
}

/** Returns the page's language with the dates and the clock of the browser's region. */
function locale() {
  const { region } = new Intl.Locale(navigator.language).maximize();
  return new Intl.Locale(document.documentElement.lang, { region });
}
