/**
 * Lets any stretch of an entry be chosen by marking it: the button below the entry's words adds it to what is ticked.
 * The words are taken from the one text node of their paragraph, so that they are the entry's, letter for letter.
 */
import { addStretch } from "./offered.js";

export default function start(entry) {
  const part = entry.querySelector("[data-stretch]");
  const button = part.querySelector("button");
  part.hidden = false;
  document.addEventListener("selectionchange", () => { button.disabled = !marked(part); });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the mark stays while it is pressed
  button.addEventListener("click", () => add(part, marked(part)));
}

/** Returns the words that are marked in one paragraph of a part, "" without any. */
function marked(part) {
  const selection = getSelection();
  if (!selection.rangeCount) return "";
  const { startContainer: node, endContainer, startOffset, endOffset } = selection.getRangeAt(0);
  const inside = node === endContainer && node.nodeType === Node.TEXT_NODE && part.contains(node);
  return inside && node.parentElement.matches(".prose") ? node.data.slice(startOffset, endOffset).trim() : "";
}

function add(part, words) {
  if (!words) return;
  const box = addStretch(part, words);
  getSelection().removeAllRanges();
  box.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft holds it
}
