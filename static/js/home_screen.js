/**
 * Whether this browser should still say how to put Journal on the home screen. It remembers one word: "wrote" once an
 * entry was saved in it, "never" once somebody does not want to hear of it, "there" once it was done.
 */
const NAME = "home screen";

/** @param {"wrote" | "never" | "there"} word */
export function remember(word) {
  try {
    localStorage.setItem(NAME, word);
  } catch {
    // This browser stores nothing for us.
  }
}

export function remembered() {
  try {
    return localStorage.getItem(NAME);
  } catch {
    return null;
  }
}

/** Returns whether this page was opened from the home screen. */
export const isOpenedFromThere = () =>
  matchMedia("(display-mode: standalone)").matches || "standalone" in navigator && navigator.standalone === true; // iOS
