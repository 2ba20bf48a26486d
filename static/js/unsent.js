/**
 * Shows, on Today, a link to words that wait in this browser: to the form of an entry that was begun or changed, and not
 * sent, or to the page that lists them all (data-list), where some are for a summary that is gone (data-summaries).
 */
import { all } from "./form.js";
import { hasOrphans } from "./orphans.js";
import { listen } from "./outcomes.js";
import { rowsOf } from "./outbox.js";
import { compare } from "./sent.js";
import { covers } from "./stamps.js";
import { allDrafts } from "./store.js";

/** @typedef {import("./store.js").Draft} Draft */

const { account = "", stored = "" } = document.body.dataset;
const KIND = "entry";

/** @param {HTMLAnchorElement} link */
export default async function start(link) {
  listen(() => show(link)); // what waits is sent while this page is open
  await show(link);
}

/** @param {HTMLAnchorElement} link */
async function show(link) {
  try {
    const { records = "", summaries = "", list = "" } = link.dataset;
    const isListed = await hasPosted() || await hasOrphans(account, summaries);
    const address = isListed ? list : await firstOf(records);
    link.href = address ?? "";
    link.hidden = !address;
  } catch {
    // This browser stores nothing for us, or its key cannot be had now: the words stay where they are.
  }
}

/** Resolves to whether words were saved here and are not on the server: on their way, or sent back. */
async function hasPosted() {
  return (await rowsOf(account)).length > 0 || (await allDrafts(account)).some(({ refused }) => refused);
}

/**
 * Resolves to the address of the form of the latest words that are not sent, null without any.
 *
 * @param {string} records
 */
async function firstOf(records) {
  for (const draft of await allDrafts(account)) {
    if (!isEntry(draft) || covers(stored.split(" ").filter(Boolean), draft.stamp) || !hasWords(draft)) continue;
    const state = await compare(records, draft.value).catch(() => "none");
    if (state !== "same") return addressOf(records, draft, state);
  }
  return null;
}

/** @param {Draft} draft */
const isEntry = ({ page }) => page.split(" ")[0] === KIND;

/** @param {Draft} draft */
const hasWords = ({ value }) => value.some(([name, text]) => /^(body$|prompts\.)/.test(name) && text.trim());

/**
 * Returns where a draft is found again: on the form of its entry, once that is stored, or on one for a new entry.
 *
 * @param {string} records
 * @param {Draft} draft
 * @param {string} state
 */
function addressOf(records, { page, value }, state) {
  const [, , about] = page.split(" ");
  if (state === "different") return `${records}/${all(value, "id")[0]}/edit`;
  return about ? `${records}/new?about=${about}` : `${records}/new`;
}
