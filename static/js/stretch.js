/**
 * Lets any stretch of an entry be chosen by marking it: the button below the entry's words adds it to what is ticked.
 * The words are taken from the one text node of their paragraph, so that they are the entry's, letter for letter.
 */
import { addStretch } from "./offered.js";
import { one } from "./one.js";

/** @param {HTMLElement} entry */
export default function start(entry) {
  const part = one(entry, "[data-stretch]", HTMLElement);
  const button = one(part, "button", HTMLButtonElement);
  part.hidden = false;
  document.addEventListener("selectionchange", () => { button.disabled = !marked(part); });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the mark stays while it is pressed
  button.addEventListener("click", () => add(part, marked(part)));
}

/**
 * Returns the words that are marked in one paragraph of a part, "" without any.
 *
 * @param {HTMLElement} part
 */
function marked(part) {
  const selection = getSelection();
  if (!selection?.rangeCount) return "";
  const { startContainer: node, endContainer, startOffset, endOffset } = selection.getRangeAt(0);
  if (!(node instanceof Text) || node !== endContainer || !part.contains(node)) return "";
  return node.parentElement?.matches(".prose") ? node.data.slice(startOffset, endOffset).trim() : "";
}

/**
 * @param {HTMLElement} part
 * @param {string} words
 */
function add(part, words) {
  if (!words) return;
  const box = addStretch(part, words);
  getSelection()?.removeAllRanges();
  box.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft holds it
}
