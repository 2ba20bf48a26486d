/**
 * Puts what a draft has chosen on offer where the page does not offer it any more, as the server does when asked.
 * data-offer: on the part of a form with a select, its name; the page takes ?offer=<value>. data-stretch: on the part
 * of an entry whose words can be marked, its id; the page takes ?also=<id> for each entry that it is to offer too.
 */
import { ask } from "./ask.js";
import { fieldsOf } from "./fields.js";
import { all } from "./form.js";
import { one } from "./one.js";
import { pageOf } from "./trusted.js";

/**
 * Resolves when it is on offer, or cannot be.
 *
 * @param {HTMLFormElement} form
 * @param {import("./form.js").Pairs} values of the draft
 */
export async function addOption(form, values) {
  const part = form.querySelector("[data-offer]");
  if (!(part instanceof HTMLElement)) return;
  const [wanted] = all(values, part.dataset.offer ?? "");
  if (!wanted || part.querySelector(`option[value="${wanted}"]`)) return;
  const address = new URL(location.href);
  address.searchParams.set("offer", wanted);
  const page = await pageOf(await ask(address));
  const offered = page.querySelector("[data-offer]");
  if (offered) part.replaceChildren(...offered.children);
}

/**
 * Resolves when the entries are on offer of which a draft holds words, or cannot be.
 *
 * @param {HTMLFormElement} form
 * @param {import("./form.js").Pairs} values of the draft
 */
export async function addEntries(form, values) {
  const part = form.querySelector("#sentence");
  const chosen = [...all(values, "sentence"), ...all(values, "words")].map((value) => value.split(/[. ]/, 1)[0]);
  const missing = new Set(chosen.filter((id) => !partOf(form, id)));
  if (!part || !missing.size) return;
  const address = new URL(location.href);
  for (const id of missing) address.searchParams.append("also", id);
  const page = await pageOf(await ask(address));
  for (const id of missing) {
    const entry = partOf(page, id)?.parentElement;
    if (entry) part.append(entry);
  }
}

/**
 * Returns the part of an entry whose words can be marked.
 *
 * @param {ParentNode} root
 * @param {string} id
 */
function partOf(root, id) {
  const parts = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("[data-stretch]")]);
  return parts.find(({ dataset }) => dataset.stretch === id);
}

/**
 * Adds the stretches of entries that a draft holds, where their entries are on the page.
 *
 * @param {HTMLFormElement} form
 * @param {import("./form.js").Pairs} values of the draft
 */
export function addStretches(form, values) {
  for (const value of all(values, "words")) addMissing(form, value);
}

/**
 * Adds a stretch unless it is there.
 *
 * @param {HTMLFormElement} form
 * @param {string} value "<entry> <words>"
 */
function addMissing(form, value) {
  const [id] = value.split(" ", 1);
  const part = partOf(form, id);
  const boxes = fieldsOf(form).filter(({ name }) => name === "words");
  if (part && boxes.every((box) => box.value !== value)) addStretch(part, value.slice(id.length + 1));
}

/**
 * Adds words to what is ticked of their entry, and returns their box.
 *
 * @param {HTMLElement} part the entry's [data-stretch]
 * @param {string} words
 */
export function addStretch(part, words) {
  const choice = document.importNode(one(part, "template", HTMLTemplateElement).content, true);
  const box = one(choice, "input", HTMLInputElement);
  box.value = `${part.dataset.stretch} ${words}`;
  one(choice, "span", HTMLElement).textContent = words;
  one(/** @type {HTMLElement} */ (part.parentElement), ".choices", HTMLElement).append(choice);
  return box;
}
