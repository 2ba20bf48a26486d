/** The fields of a writing form: whether somebody typed into them, and how a draft is put back. */
import { all } from "./words.js";

export const isEdited = (form) => [...form.querySelectorAll("textarea")].some((field) => field.value !== field.defaultValue);

/** Puts a draft's values back, in their order; each question that was asked gets its field again. */
export function fill(form, values) {
  for (const asked of form.querySelectorAll("[name=prompt]")) asked.closest(".field").remove();
  all(values, "prompt").forEach((question, index) => addAnswer(form, question, all(values, "answer")[index] ?? ""));
  for (const element of form.elements) {
    if (["prompt", "answer", ""].includes(element.name)) continue;
    const given = all(values, element.name);
    if (element.type === "checkbox" || element.type === "radio") element.checked = given.includes(element.value);
    else if (given.length) [element.value] = given;
  }
}

function addAnswer(form, question, answer) {
  const field = document.createElement("div");
  field.className = "field";
  const label = document.createElement("label");
  const asked = document.createElement("input");
  const text = document.createElement("textarea");
  text.id = `waiting-${form.querySelectorAll("[name=answer]").length}`;
  Object.assign(label, { htmlFor: text.id, textContent: question });
  Object.assign(asked, { type: "hidden", name: "prompt", value: question });
  Object.assign(text, { name: "answer", value: answer, className: "words short", autocomplete: "off", spellcheck: false });
  field.append(label, asked, text);
  form.querySelector("[data-status]").before(field);
}
