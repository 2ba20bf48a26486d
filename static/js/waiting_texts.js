/** Everything that waits in this browser for an account: the outbox, and drafts that have words in them. */
import { all } from "./form.js";
import { open, remove, rowsOf } from "./outbox.js";
import { keyOf } from "./phone_key.js";
import { allDrafts, dropDraft } from "./store.js";

/**
 * number: its place in the outbox, none for a draft. at: when it was written, in milliseconds.
 * @typedef {{ state: "waiting" | "refused" | "draft" | "locked", number?: number, at: number, page: string, id: string,
 *   isChange: boolean, words: string, remove: () => Promise<unknown> }} Waiting
 */

const WORDS = /^(body|prompts\..*|intention|noticed|setting|topic|text|title|purpose)$/;
const CHOICES = /^(feelings|mood|answer)$/; // said where there are no words

/**
 * Resolves to what waits, the latest first. Rejects where the key cannot be had.
 *
 * @param {string} account
 * @returns {Promise<Waiting[]>}
 */
export async function waitingTexts(account) {
  if (!account) return [];
  const found = [...await inOutbox(account), ...await inDrafts(account)];
  return found.sort((a, b) => b.at - a.at);
}

/**
 * @param {string} account
 * @returns {Promise<Waiting[]>}
 */
async function inOutbox(account) {
  const rows = await rowsOf(account);
  if (rows.length) await keyOf(account);
  return Promise.all(rows.map(async (row) => {
    const { number, at, id } = row;
    const content = await open(row).catch(() => undefined); // by a key that is gone: nobody can read it
    const state = /** @type {"waiting" | "locked"} */ (content ? "waiting" : "locked");
    const words = wordsOf(content?.value ?? []);
    return { state, number, at, page: content?.page ?? "", id, isChange: false, words, remove: () => remove(number) };
  }));
}

/**
 * @param {string} account
 * @returns {Promise<Waiting[]>}
 */
async function inDrafts(account) {
  const drafts = await allDrafts(account);
  return drafts.map((draft) => {
    const { at, page, value, refused } = draft;
    const [[id = ""], [revision]] = [all(value, "id"), all(value, "revision")];
    const state = /** @type {"refused" | "draft"} */ (refused ? "refused" : "draft");
    const isChange = Boolean(revision) || refused === 412;
    return { state, at, page, id, isChange, words: wordsOf(value), remove: () => dropDraft(account, draft) };
  }).filter(({ words }) => words);
}

/** @param {import("./form.js").Pairs} values */
function wordsOf(values) {
  const said = /** @param {RegExp} names */ (names) =>
    values.filter(([name, text]) => names.test(name) && text.trim()).map(([, text]) => text);
  return (said(WORDS).length ? said(WORDS) : said(CHOICES)).join("\n\n");
}

/**
 * Returns the address of the form on which a draft is gone on with, "" where there is none of its own.
 *
 * @param {DOMStringMap} lists the address of the list of each kind
 * @param {Waiting} text
 */
export function addressOf(lists, { number, page, id, isChange }) {
  const [kind, place, about] = page.split(" ");
  const list = lists[kind];
  if (number || !list) return "";
  if (isChange || place !== "new") return `${list}/${id}/edit`;
  return about ? `${list}/new?about=${about}` : `${list}/new`;
}
