/** The fields of a form: what they say, as pairs of names and values, and how a draft is put back. */
export const PROMPTS = "prompts."; // an answer's field is named by its question: "prompts.What helped?"
const OF_PAGE = "[name=account], [name=draft], [data-of-page]"; // fields that belong to the page, not to its writer
const CHOSEN = ["checkbox", "radio", "select-one"];

/** Returns what a draft holds of a form. */
export const read = (form) => [...new FormData(form)].filter(([name]) => name !== "draft");

export const all = (values, wanted) => values.filter(([name]) => name === wanted).map(([, value]) => value);

/** Returns whether a field is tapped and not typed in, so that one change is the whole of it. */
export const isChosen = (field) => CHOSEN.includes(field.type);

/** Returns whether any field differs from how the page was sent. */
export const isEdited = (form) => [...form.elements].some(differs);

function differs(field) {
  if (field.type === "checkbox" || field.type === "radio") return field.checked !== field.defaultChecked;
  if (field.type === "select-one") return field.selectedIndex !== Math.max(0, sentIndex(field));
  return field.defaultValue !== undefined && field.value !== field.defaultValue;
}

/** Returns the index of the option that the page was sent with, -1 without one: then a browser shows the first. */
const sentIndex = (select) => [...select.options].findIndex((option) => option.defaultSelected);

/** Returns whether a draft says what the form says already. Blank values do not count, nor does what nobody sees. */
export const isSame = (form, values) => said(form, values, ["hidden"]) === said(form, read(form), ["hidden"]);

/** Returns whether a draft holds no word and no choice but those that the form always has. */
export const isBlank = (form, values) => said(form, values, ["hidden", "select-one"]) === said(form, [], []);

/** Returns what the values say in one string. but: the types of fields that do not count. */
function said(form, values, but) {
  const left = [...form.elements].filter(({ type }) => but.includes(type)).map(({ name }) => name);
  return JSON.stringify(values.filter(([name, value]) => !left.includes(name) && value.trim()).sort());
}

/** Returns whether what the form is about was changed elsewhere since a draft was begun. */
export function isOutdated(form, values) {
  const revisions = [...form.elements].filter(({ type, name }) => type === "hidden" && name.endsWith("revision"));
  return revisions.some((field) => all(values, field.name).some((begun) => begun && begun !== field.value));
}

/** Restores a draft's values; each question that was asked gets its field again, and what is folded unfolds. */
export function fill(form, values) {
  for (const answer of form.querySelectorAll(`[name^="${PROMPTS}"]`)) answer.closest(".field").remove();
  const turns = new Map(); // of fields with the same name, the first gets the first value
  for (const element of form.elements) {
    if (!element.name || element.matches(OF_PAGE)) continue;
    const given = all(values, element.name);
    if (element.type === "checkbox" || element.type === "radio") element.checked = given.includes(element.value);
    else if (given.length) element.value = given[takeTurn(turns, element.name)] ?? "";
    if (isFilled(element)) unfold(element);
  }
  for (const [name, value] of values) if (name.startsWith(PROMPTS)) addAnswer(form, name, value);
}

function takeTurn(turns, name) {
  const turn = turns.get(name) ?? 0;
  turns.set(name, turn + 1);
  return turn;
}

const isFilled = ({ type, checked, value }) => (type === "checkbox" || type === "radio" ? checked : value);

function unfold(element) {
  for (let part = element.closest("details"); part; part = part.parentElement.closest("details")) part.open = true;
}

/** Adds the field of a question below the text, and returns it. */
export function addAnswer(form, name, value) {
  const field = document.createElement("div");
  field.className = "field";
  const label = document.createElement("label");
  const text = document.createElement("textarea");
  text.id = `waiting-${form.querySelectorAll(`[name^="${PROMPTS}"]`).length}`;
  Object.assign(label, { htmlFor: text.id, textContent: name.slice(PROMPTS.length) });
  Object.assign(text, { name, value, className: "text-box short", autocomplete: "off", spellcheck: false, dir: "auto" });
  field.append(label, text);
  form.querySelector("[data-answers]").append(field);
  return text;
}
