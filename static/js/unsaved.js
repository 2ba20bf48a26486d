/** Lists the words that wait for a summary that is gone, each to be copied or let go. data-records: the summaries. */
import copy from "./copy.js";
import { one } from "./one.js";
import { orphans } from "./orphans.js";
import { dropDraft } from "./store.js";

const account = document.body.dataset.account ?? "";

/** @param {HTMLElement} section */
export default async function start(section) {
  try {
    for (const orphan of await orphans(account, section.dataset.records ?? "")) list(section, orphan);
    if (location.hash === `#${section.id}`) section.scrollIntoView(); // it was hidden when the page was opened
  } catch {
    // This browser stores nothing for us, or its key cannot be had now: the words stay where they are.
  }
}

/**
 * @param {HTMLElement} section
 * @param {import("./orphans.js").Orphan} orphan
 */
function list(section, { draft, words }) {
  const part = document.importNode(one(section, "template", HTMLTemplateElement).content, true);
  const field = one(part, "div", HTMLElement);
  one(field, "textarea", HTMLTextAreaElement).value = words;
  one(field, "[data-drop]", HTMLButtonElement).addEventListener("click", async () => {
    await dropDraft(account, draft);
    field.remove();
    section.hidden = !section.querySelector(".field");
  });
  copy(field);
  one(section, ".stack", HTMLElement).append(part);
  section.hidden = false;
}
