/** Finds words that wait in this browser for a summary that is gone: no form asks for them any more. */
import { isStored } from "./sent.js";
import { allDrafts } from "./store.js";

const KINDS = ["additions", "piece", "summary"]; // forms that belong to a summary
const TYPED = ["topic", "text", "title"]; // their fields; what is ticked stands in an entry

/**
 * Resolves to whether any do.
 *
 * @param {string} account
 * @param {string} records the address of the list of summaries
 */
export async function hasOrphans(account, records) {
  for (const { page, value } of await allDrafts(account)) {
    const id = summaryOf(page);
    if (id && hasWords(value) && !await isStored(records, id).catch(() => true)) return true;
  }
  return false;
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
const hasWords = (values) => values.some(([name, text]) => TYPED.includes(name) && text.trim());
