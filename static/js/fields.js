/** The fields of a form: of what kind they are, and whether they were changed. */
const CHOSEN = ["checkbox", "radio", "select-one"];

/** @typedef {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} Field */

/** @param {unknown} target of an event in a form */
export const asField = (target) => /** @type {Field} */ (target);

/**
 * Returns the fields of a form.
 *
 * @param {HTMLFormElement} form
 */
export const fieldsOf = (form) => /** @type {Field[]} */ ([...form.elements].filter((one) => "value" in one));

/**
 * Returns whether a field is tapped and not typed in, so that one change is the whole of it.
 *
 * @param {Field} field
 */
export const isChosen = (field) => CHOSEN.includes(field.type);

/**
 * Returns whether any field differs from how the page was sent.
 *
 * @param {HTMLFormElement} form
 */
export const isEdited = (form) => fieldsOf(form).some(differs);

/** @param {Field} field */
function differs(field) {
  if (field instanceof HTMLSelectElement) return field.selectedIndex !== Math.max(0, sentIndex(field));
  if (isBox(field)) return field.checked !== field.defaultChecked;
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

/**
 * Returns whether a field is ticked or not.
 *
 * @param {Field} field
 * @returns {field is HTMLInputElement}
 */
export const isBox = (field) => field.type === "checkbox" || field.type === "radio";

/**
 * Returns the index of the option that the page was sent with, -1 without one: then a browser shows the first.
 *
 * @param {HTMLSelectElement} select
 */
const sentIndex = (select) => [...select.options].findIndex((option) => option.defaultSelected);
