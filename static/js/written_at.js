/** When the words of a form were written: kept in its fields, and shown. */
import { fieldsOf } from "./fields.js";

/** @type {Intl.DateTimeFormatOptions[]} */
const STYLES = [{ weekday: "long", month: "long", day: "numeric" }, { hour: "numeric", minute: "2-digit" }];

/**
 * Returns the fields that hold when the first letter was typed.
 *
 * @param {HTMLFormElement} form
 */
export const dates = (form) => fieldsOf(form).filter((field) => field.matches("[data-first-letter]"));

/** @param {HTMLFormElement} form */
export function dateNow(form) {
  for (const field of dates(form)) field.value = new Date().toISOString();
  showTime(form);
}

/**
 * Shows the time of a form where its page has [data-time-shown], which holds the zone.
 *
 * @param {HTMLFormElement} form
 */
export function showTime(form) {
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
