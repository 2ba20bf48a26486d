/** Finds words that wait in this browser for a summary that is gone: no form asks for them any more. */
import { isStored } from "./sent.js";
import { allDrafts } from "./store.js";

const KINDS = ["additions", "piece", "summary"]; // forms that belong to a summary
const TYPED = ["topic", "text", "title"]; // their fields; what is ticked stands in an entry

/** @typedef {{ draft: import("./store.js").Draft, words: string }} Orphan */

/**
 * @param {string} account
 * @param {string} records the address of the list of summaries
 */
export async function orphans(account, records) {
  /** @type {Orphan[]} */
  const found = [];
  for (const draft of await allDrafts(account)) {
    const [id, words] = [summaryOf(draft.page), wordsOf(draft.value)];
    if (id && words && !await isStored(records, id).catch(() => true)) found.push({ draft, words });
  }
  return found;
}

/**
 * Returns the id of the summary that a form belongs to: "<kind> new <id> ..." or "<kind> <id> ...".
 *
 * @param {string} page
 */
function summaryOf(page) {
  const [kind, first, second] = page.split(" ");
  return KINDS.includes(kind) && (first === "new" ? second : first);
}

/** @param {import("./form.js").Pairs} values */
const wordsOf = (values) =>
  values.filter(([name]) => TYPED.includes(name)).map(([, text]) => text.trim()).filter(Boolean).join("\n\n");
