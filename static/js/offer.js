/** Offers words that wait, where they cannot be put into the form unasked. */
import { fieldsOf } from "./fields.js";
import { PROMPTS } from "./form.js";
import { one } from "./one.js";

const OPENING = 120; // characters

/**
 * Shows how a draft begins, with a button; taking it calls `take`.
 *
 * @param {HTMLFormElement} form
 * @param {import("./store.js").Draft} draft
 * @param {() => unknown} take
 */
export function offerDraft(form, { value }, take) {
  const offer = form.querySelector("[data-waiting]");
  if (!(offer instanceof HTMLElement)) return;
  const words = value.filter(([name]) => isSeen(form, name)).map(([, text]) => text.trim()).filter(Boolean).join(" ");
  one(offer, "q", HTMLElement).textContent = words.length > OPENING ? `${words.slice(0, OPENING)}...` : words;
  one(offer, "button", HTMLButtonElement).onclick = () => {
    offer.hidden = true;
    take();
  };
  offer.hidden = false;
}

/**
 * Shows a link to the form of a stored record to which unsent words belong.
 *
 * @param {HTMLFormElement} form
 * @param {string} id
 */
export function pointTo(form, id) {
  const pointer = one(form, "[data-elsewhere]", HTMLElement);
  one(pointer, "a", HTMLAnchorElement).href = `${form.dataset.records}/${id}/edit`;
  pointer.hidden = false;
}

/**
 * Returns whether a name is that of a text: one that is typed, not tapped and not hidden.
 *
 * @param {HTMLFormElement} form
 * @param {string} name
 */
function isSeen(form, name) {
  const field = fieldsOf(form).find((found) => found.name === name); // others may have the same name
  return field ? ["text", "textarea"].includes(field.type) : name.startsWith(PROMPTS);
}
