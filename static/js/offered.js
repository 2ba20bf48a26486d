/**
 * Puts what a draft has chosen on offer where the page does not offer it any more, as the server does when asked.
 * data-offer: on the part of a form with a select, its name; the page takes ?offer=<value>. data-stretch: on the part
 * of an entry whose words can be marked, its id; the page takes ?also=<id> for each entry that it is to offer too.
 */
import { ask } from "./ask.js";
import { all } from "./form.js";
import { pageOf } from "./trusted.js";

/** Resolves when it is on offer, or cannot be. values: of the draft. */
export async function addOption(form, values) {
  const part = form.querySelector("[data-offer]");
  const [wanted] = part ? all(values, part.dataset.offer) : [];
  if (!wanted || part.querySelector(`option[value="${wanted}"]`)) return;
  const address = new URL(location);
  address.searchParams.set("offer", wanted);
  const page = await pageOf(await ask(address));
  const offered = page.querySelector("[data-offer]");
  if (offered) part.replaceChildren(...offered.children);
}

/** Resolves when the entries are on offer of which a draft holds words, or cannot be. values: of the draft. */
export async function addEntries(form, values) {
  const part = form.querySelector("#sentence");
  const chosen = [...all(values, "sentence"), ...all(values, "words")].map((value) => value.split(/[. ]/, 1)[0]);
  const missing = new Set(chosen.filter((id) => !partOf(form, id)));
  if (!part || !missing.size) return;
  const address = new URL(location);
  for (const id of missing) address.searchParams.append("also", id);
  const page = await pageOf(await ask(address));
  for (const id of missing) {
    const entry = partOf(page, id)?.parentElement;
    if (entry) part.append(entry);
  }
}

/** Returns the part of an entry whose words can be marked. */
const partOf = (root, id) => [...root.querySelectorAll("[data-stretch]")].find(({ dataset }) => dataset.stretch === id);

/** Adds the stretches of entries that a draft holds, where their entries are on the page. values: of the draft. */
export function addStretches(form, values) {
  for (const value of all(values, "words")) addMissing(form, value);
}

/** Adds a stretch unless it is there. value: "<entry> <words>". */
function addMissing(form, value) {
  const [id] = value.split(" ", 1);
  const part = partOf(form, id);
  const boxes = [...form.elements].filter(({ name }) => name === "words");
  if (part && boxes.every((box) => box.value !== value)) addStretch(part, value.slice(id.length + 1));
}

/** Adds words to what is ticked of their entry, and returns their box. part: the entry's [data-stretch]. */
export function addStretch(part, words) {
  const choice = part.querySelector("template").content.firstElementChild.cloneNode(true);
  const box = choice.querySelector("input");
  box.value = `${part.dataset.stretch} ${words}`;
  choice.querySelector("span").textContent = words;
  part.parentElement.querySelector(".choices").append(choice);
  return box;
}
