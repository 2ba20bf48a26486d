/** Copies a read-only field at a tap. Without JavaScript the button stays hidden and the text can be selected. */
import { one } from "./one.js";

/** @param {HTMLElement} element */
export default function copy(element) {
  const [field, button] = [one(element, "textarea", HTMLTextAreaElement), one(element, "button", HTMLButtonElement)];
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done ?? "";
  });
}
