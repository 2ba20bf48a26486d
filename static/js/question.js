/** Adds the next question to a form in place. Without this script the button sends the form, which comes back with it. */
import { fieldsOf } from "./fields.js";
import { addAnswer } from "./form.js";

/** @param {HTMLButtonElement} button */
export default function start(button) {
  /** @type {string[]} */
  const questions = JSON.parse(button.dataset.questions ?? "[]");
  const form = /** @type {HTMLFormElement} */ (button.form);
  const next = () => questions.find((question) => !isAsked(form, question));
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const question = next();
    if (question) addAnswer(form, nameOf(question), "").focus();
    button.hidden = !next();
  });
}

/** @param {string} question */
const nameOf = (question) => `prompts.${question}`;

/**
 * @param {HTMLFormElement} form
 * @param {string} question
 */
const isAsked = (form, question) => fieldsOf(form).some(({ name }) => name === nameOf(question));
