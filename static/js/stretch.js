/**
 * Lets any stretch of an entry be chosen by marking it: the button below the entry's words adds it to what is ticked.
 * The words are taken from the one text node of their paragraph, so that they are the entry's, letter for letter.
 */
export default function start(entry) {
  const part = entry.querySelector("[data-stretch]");
  const button = part.querySelector("button");
  part.hidden = false;
  document.addEventListener("selectionchange", () => { button.disabled = !marked(part); });
  button.addEventListener("pointerdown", (event) => event.preventDefault()); // the mark stays while it is pressed
  button.addEventListener("click", () => add(entry, part, marked(part)));
}

/** Returns the words that are marked in one paragraph of a part, "" without any. */
function marked(part) {
  const selection = getSelection();
  if (!selection.rangeCount) return "";
  const { startContainer: node, endContainer, startOffset, endOffset } = selection.getRangeAt(0);
  const inside = node === endContainer && node.nodeType === Node.TEXT_NODE && part.contains(node);
  return inside && node.parentElement.matches(".prose") ? node.data.slice(startOffset, endOffset).trim() : "";
}

function add(entry, part, words) {
  if (!words) return;
  const choice = part.querySelector("template").content.firstElementChild.cloneNode(true);
  const box = choice.querySelector("input");
  box.value = `${part.dataset.stretch} ${words}`;
  choice.querySelector("span").textContent = words;
  entry.querySelector(".choices").append(choice);
  getSelection().removeAllRanges();
  box.dispatchEvent(new Event("input", { bubbles: true })); // so that the draft holds it
}
