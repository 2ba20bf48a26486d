/**
 * Says how Journal gets on the home screen of this system by this browser; of all others it is silent. Chromium's do it
 * by a button where they may. Once it is done, nothing is said any more.
 */
import { isOpenedFromThere, remember, remembered } from "./home_screen.js";
import { one } from "./one.js";

/** @typedef {Event & { prompt(): Promise<void> }} Offer what Chromium's browsers send where they may install */

/** @param {HTMLDetailsElement} part */
export default function start(part) {
  const own = browser();
  for (const way of part.querySelectorAll("[data-browser]")) {
    if (/** @type {HTMLElement} */ (way).dataset.browser !== own) way.remove();
  }
  part.hidden = isOpenedFromThere() || remembered() === "there";
  part.open = location.hash === `#${part.id}`;
  addEventListener("beforeinstallprompt", (event) => offer(part, /** @type {Offer} */ (event)));
  addEventListener("appinstalled", () => {
    remember("there");
    part.hidden = true;
  });
}

/**
 * Shows the button in place of the words.
 *
 * @param {HTMLElement} part
 * @param {Offer} event
 */
function offer(part, event) {
  event.preventDefault();
  const button = one(part, "button", HTMLButtonElement);
  const words = /** @type {HTMLElement | null} */ (part.querySelector("[data-browser]"));
  button.onclick = () => event.prompt();
  part.hidden = button.hidden = false;
  if (words) words.hidden = true;
}

/** Returns the name of this browser in templates/accounts/_install.html. */
function browser() {
  const { userAgent, maxTouchPoints } = navigator;
  const has = (/** @type {RegExp} */ words) => words.test(userAgent);
  if (has(/iPhone|iPad|iPod/) || (has(/Macintosh/) && maxTouchPoints > 1)) return "ios";
  if (has(/SamsungBrowser/)) return "samsung";
  if (has(/Android/)) return has(/Firefox/) ? "firefox-android" : "chrome-android";
  if (has(/Edg\//)) return "edge";
  if (has(/Chrome\//)) return "chrome";
  return has(/Macintosh/) && !has(/Firefox/) ? "safari" : "other";
}
