/**
 * Lists what waits on this phone for the account that is signed in, each with its age, to be read, copied, gone on with
 * or deleted. Words that the server takes meanwhile stay on the page, and say so.
 */
import copy from "./copy.js";
import { one } from "./one.js";
import { listen } from "./outcomes.js";
import { addressOf, waitingTexts } from "./waiting_texts.js";

/** @typedef {import("./waiting_texts.js").Waiting} Waiting */

const UNITS = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([["day", 86_400], ["hour", 3600], ["minute", 60]]);
const account = document.body.dataset.account ?? "";

/** @param {HTMLElement} section */
export default async function start(section) {
  listen(({ number, outcome }) => {
    const shown = section.querySelector(`[data-number="${number}"]`);
    if (outcome.state === "kept" && shown instanceof HTMLElement) say(section, shown, "kept");
    if (outcome.state === "refused") fill(section);
  });
  await fill(section);
}

/** @param {HTMLElement} section */
async function fill(section) {
  const texts = await waitingTexts(account).catch(() => undefined);
  for (const shown of section.querySelectorAll(".field")) shown.remove();
  for (const text of texts ?? []) add(section, text);
  show(section, "[data-none]", Boolean(account) && texts?.length === 0);
  show(section, "[data-closed]", !texts || !account);
  show(section, "[data-signed-out]", !account);
}

/**
 * @param {HTMLElement} section
 * @param {Waiting} text
 */
function add(section, text) {
  const part = document.importNode(one(section, "template", HTMLTemplateElement).content, true);
  const field = one(part, "div", HTMLElement);
  if (text.number) field.dataset.number = String(text.number);
  say(section, field, text.state);
  one(field, "[data-age]", HTMLElement).textContent = age(text.at);
  one(field, "textarea", HTMLTextAreaElement).value = text.words;
  const [link, address] = [one(field, "a", HTMLAnchorElement), addressOf(section.dataset, text)];
  link.hidden = !address;
  link.href = address;
  letGo(one(field, "[data-delete]", HTMLButtonElement), async () => {
    await text.remove();
    await fill(section);
  });
  copy(field);
  section.append(part);
}

/**
 * @param {HTMLElement} section
 * @param {HTMLElement} field
 * @param {string} state
 */
function say(section, field, state) {
  one(field, "[data-state]", HTMLElement).textContent = section.dataset[state] ?? "";
  if (state === "kept") one(field, "[data-delete]", HTMLButtonElement).hidden = true;
}

/**
 * Asks once more before words are deleted that are nowhere else.
 *
 * @param {HTMLButtonElement} button
 * @param {() => void} act
 */
function letGo(button, act) {
  button.addEventListener("click", () => {
    if (button.dataset.asked !== undefined) return act();
    button.dataset.asked = "";
    button.textContent = button.dataset.sure ?? "";
  });
}

/**
 * @param {HTMLElement} section
 * @param {string} selector
 * @param {boolean} shown
 */
function show(section, selector, shown) {
  one(section, selector, HTMLElement).hidden = !shown;
}

/**
 * Returns how long ago something was, such as "2 hours ago".
 *
 * @param {number} at
 */
function age(at) {
  const seconds = Math.max(0, (Date.now() - at) / 1000);
  const [unit, size] = UNITS.find(([, one]) => seconds >= one) ?? ["minute", 60];
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang, { numeric: "auto" });
  return words.format(-Math.floor(seconds / size), unit);
}
