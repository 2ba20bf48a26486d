/** Adds the next question to a form in place. Without this script the button sends the form, which comes back with it. */
import { addAnswer } from "./form.js";

export default function start(button) {
  const questions = JSON.parse(button.dataset.questions);
  const next = () => questions.find((question) => !isAsked(button.form, question));
  button.addEventListener("click", (event) => {
    event.preventDefault();
    const question = next();
    if (question) addAnswer(button.form, nameOf(question), "").focus();
    button.hidden = !next();
  });
}

const nameOf = (question) => `prompts.${question}`;

const isAsked = (form, question) => [...form.elements].some(({ name }) => name === nameOf(question));
