/** Copies a read-only field at a tap. Without JavaScript the button stays hidden and the text can be selected. */
export default function copy(element) {
  const [field, button] = [element.querySelector("textarea"), element.querySelector("button")];
  field.addEventListener("focus", () => field.select());
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.done;
  });
}
