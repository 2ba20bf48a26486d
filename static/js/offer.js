/** Offers words that wait, where they cannot be put into the form unasked. */
import { PROMPTS } from "./form.js";

const OPENING = 120; // characters

/** Shows how a draft begins, with a button; taking it calls `take`. */
export function offerDraft(form, { value }, take) {
  const offer = form.querySelector("[data-waiting]");
  if (!offer) return;
  const words = value.filter(([name]) => isSeen(form, name)).map(([, text]) => text.trim()).filter(Boolean).join(" ");
  offer.querySelector("q").textContent = words.length > OPENING ? `${words.slice(0, OPENING)}...` : words;
  offer.querySelector("button").onclick = () => {
    offer.hidden = true;
    take();
  };
  offer.hidden = false;
}

/** Shows a link to the form of a stored record to which unsent words belong. */
export function pointTo(form, id) {
  const pointer = form.querySelector("[data-elsewhere]");
  pointer.querySelector("a").href = `${form.dataset.records}/${id}/edit`;
  pointer.hidden = false;
}

/** Returns whether a name is that of a text: one that is typed, not tapped and not hidden. */
function isSeen(form, name) {
  const field = [...form.elements].find((one) => one.name === name); // others may have the same name
  return field ? ["text", "textarea"].includes(field.type) : name.startsWith(PROMPTS);
}
