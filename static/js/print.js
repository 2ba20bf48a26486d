/** Prints the page at a tap. Without JavaScript the button stays hidden, and the browser's own menu prints. */
/** @param {HTMLButtonElement} button */
export default function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
