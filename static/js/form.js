/** The fields of a writing form: what they say, as pairs of names and values, and how a draft is put back. */
const PROMPTS = "prompts."; // an answer's field is named by its question: "prompts.What helped?"

export const read = (form) => [...new FormData(form)];

export const all = (values, wanted) => values.filter(([name]) => name === wanted).map(([, value]) => value);

/** Returns whether any field differs from how the page was sent. */
export const isEdited = (form) => [...form.elements].some(differs);

function differs(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "select-one") return field.selectedIndex !== Math.max(0, sentIndex(field));
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

/** Returns the index of the option that the page was sent with, -1 without one: then a browser shows the first. */
const sentIndex = (select) => [...select.options].findIndex((option) => option.defaultSelected);

/** Restores a draft's values; each question that was asked gets its field again. */
export function fill(form, values) {
  for (const answer of form.querySelectorAll(`[name^="${PROMPTS}"]`)) answer.closest(".field").remove();
  for (const element of form.elements) {
    if (!element.name) continue;
    const given = all(values, element.name);
    if (element.type === "checkbox" || element.type === "radio") element.checked = given.includes(element.value);
    else if (given.length) [element.value] = given;
  }
  for (const [name, value] of values) if (name.startsWith(PROMPTS)) addAnswer(form, name, value);
}

function addAnswer(form, name, value) {
  const field = document.createElement("div");
  field.className = "field";
  const label = document.createElement("label");
  const text = document.createElement("textarea");
  text.id = `waiting-${form.querySelectorAll(`[name^="${PROMPTS}"]`).length}`;
  Object.assign(label, { htmlFor: text.id, textContent: name.slice(PROMPTS.length) });
  Object.assign(text, { name, value, className: "text-box short", autocomplete: "off", spellcheck: false });
  field.append(label, text);
  form.querySelector("[data-status]").before(field);
}
