/** What a form says, as pairs of names and values, and how a draft is put back. */
import { fieldsOf, isBox } from "./fields.js";
import { one } from "./one.js";

export { asField, isChosen, isEdited } from "./fields.js";

export const PROMPTS = "prompts."; // an answer's field is named by its question: "prompts.What helped?"
const OF_PAGE = "[name=account], [name=draft], [data-of-page]"; // fields that belong to the page, not to its writer

/** @typedef {[name: string, value: string][]} Pairs */

/**
 * Returns what a draft holds of a form.
 *
 * @param {HTMLFormElement} form
 */
export function read(form) {
  const pairs = /** @type {Pairs} */ ([...new FormData(form)]); // no form of ours sends a file
  return pairs.filter(([name]) => name !== "draft");
}

/**
 * @param {Pairs} values
 * @param {string} wanted
 */
export const all = (values, wanted) => values.filter(([name]) => name === wanted).map(([, value]) => value);

/**
 * Returns whether a draft says what the form says already. Blank values do not count, nor does what nobody sees.
 *
 * @param {HTMLFormElement} form
 * @param {Pairs} values
 */
export const isSame = (form, values) => said(form, values, ["hidden"]) === said(form, read(form), ["hidden"]);

/**
 * Returns whether a draft holds no word and no choice but those that the form always has.
 *
 * @param {HTMLFormElement} form
 * @param {Pairs} values
 */
export const isBlank = (form, values) => said(form, values, ["hidden", "select-one"]) === said(form, [], []);

/**
 * Returns what the values say in one string.
 *
 * @param {HTMLFormElement} form
 * @param {Pairs} values
 * @param {string[]} but the types of fields that do not count
 */
function said(form, values, but) {
  const left = fieldsOf(form).filter(({ type }) => but.includes(type)).map(({ name }) => name);
  return JSON.stringify(values.filter(([name, value]) => !left.includes(name) && value.trim()).sort());
}

/**
 * Returns whether what the form is about was changed elsewhere since a draft was begun.
 *
 * @param {HTMLFormElement} form
 * @param {Pairs} values
 */
export function isOutdated(form, values) {
  const revisions = fieldsOf(form).filter(({ type, name }) => type === "hidden" && name.endsWith("revision"));
  return revisions.some((field) => all(values, field.name).some((begun) => begun && begun !== field.value));
}

/**
 * Restores a draft's values; each question that was asked gets its field again, and what is folded unfolds.
 *
 * @param {HTMLFormElement} form
 * @param {Pairs} values
 */
export function fill(form, values) {
  for (const answer of form.querySelectorAll(`[name^="${PROMPTS}"]`)) answer.closest(".field")?.remove();
  /** @type {Map<string, number>} */
  const turns = new Map(); // of fields with the same name, the first gets the first value
  for (const field of fieldsOf(form)) {
    if (!field.name || field.matches(OF_PAGE)) continue;
    const given = all(values, field.name);
    if (isBox(field)) field.checked = given.includes(field.value);
    else if (given.length) field.value = given[takeTurn(turns, field.name)] ?? "";
    if (isBox(field) ? field.checked : field.value) unfold(field);
  }
  for (const [name, value] of values) if (name.startsWith(PROMPTS)) addAnswer(form, name, value);
}

/**
 * @param {Map<string, number>} turns
 * @param {string} name
 */
function takeTurn(turns, name) {
  const turn = turns.get(name) ?? 0;
  turns.set(name, turn + 1);
  return turn;
}

/** @param {Element} field */
function unfold(field) {
  for (let part = field.closest("details"); part; part = part.parentElement?.closest("details") ?? null) part.open = true;
}

/**
 * Adds the field of a question below the text, and returns it.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 * @param {string} value
 */
export function addAnswer(form, name, value) {
  const field = document.createElement("div");
  field.className = "field";
  const label = document.createElement("label");
  const text = document.createElement("textarea");
  text.id = `waiting-${form.querySelectorAll(`[name^="${PROMPTS}"]`).length}`;
  Object.assign(label, { htmlFor: text.id, textContent: name.slice(PROMPTS.length) });
  Object.assign(text, { name, value, className: "text-box short", autocomplete: "off", spellcheck: false, dir: "auto" });
  field.append(label, text);
  one(form, "[data-answers]", HTMLElement).append(field);
  return text;
}
