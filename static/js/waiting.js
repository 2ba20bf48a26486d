/**
 * Finds the drafts that a form can show: those that wait for it, and that the server does not have.
 *
 * Where drafts wait is named by what their form is for: "<kind> new", "<kind> new <what it is about>", "<kind> <id>"
 * for a form that changes something. data-records is the address of a list whose server says what it has (sent.js).
 */
import { all, isBlank, isSame } from "./form.js";
import { ownFirst } from "./hold.js";
import { compare, isStored } from "./sent.js";
import { covers } from "./stamps.js";
import { allDrafts, dropDraft } from "./store.js";

/** @typedef {import("./store.js").Draft} Draft */

const STORED = document.body.dataset.stored?.split(" ") ?? [];
const NEW = "new";
const OF_STORED = ["id", "revision", "written_at"]; // what a draft does not take along into a form of its own

/**
 * Resolves to a form's draft, null without one, and to the id of a stored record to which unsent words belong.
 *
 * @param {HTMLFormElement} form
 * @param {string} account
 * @returns {Promise<{ draft: Draft | null, elsewhere: string | null }>}
 */
export async function waiting(form, account) {
  let elsewhere = null;
  for (const draft of ownFirst(await allDrafts(account))) {
    const state = await stateOf(form, draft);
    if (state === "sent") await dropDraft(account, draft);
    else if (state === "elsewhere") elsewhere ??= idOf(draft);
    else if (state === "lost") return { draft: asNew(draft), elsewhere };
    else if (state === "here") return { draft, elsewhere };
  }
  return { draft: null, elsewhere };
}

/**
 * Resolves to what a draft is to a form: here, elsewhere, lost (its own form is gone), sent, or null for nothing.
 *
 * @param {HTMLFormElement} form
 * @param {Draft} draft
 */
async function stateOf(form, draft) {
  const { draft: page, records } = form.dataset;
  if (covers(STORED, draft.stamp)) return "sent";
  const own = `${kindOf(draft)} ${idOf(draft)}`; // the form of its record, once that is stored
  const here = page === draft.page || page === own;
  if (!here && !(records && page === `${kindOf(draft)} ${NEW}` && await isLost(records, draft))) return null;
  if (isBlank(form, draft.value) || (here && isSame(form, draft.value))) return "sent";
  if (draft.page === own && !here) return "lost";
  if (!records || page === own) return "here";
  const state = await compare(records, draft.value).catch(() => "none");
  return { same: "sent", different: "elsewhere", none: "here" }[state];
}

/** @param {Draft} draft */
const kindOf = ({ page }) => page.split(" ")[0];

/** @param {Draft} draft */
const idOf = ({ value }) => all(value, "id")[0];

/**
 * Returns the draft of a record that is gone, to go into one of its own: it must not bring the other back.
 *
 * @param {Draft} draft
 */
const asNew = (draft) => ({ ...draft, value: draft.value.filter(([name]) => !OF_STORED.includes(name)) });

/**
 * Resolves to whether the record is gone that a draft's page is named by.
 *
 * @param {string} records
 * @param {Draft} draft
 */
async function isLost(records, draft) {
  const id = draft.page.split(" ").at(-1) ?? NEW;
  return id !== NEW && !await isStored(records, id).catch(() => true);
}
