/** Asks whether the server has a record, and what a draft says. records: the address of their list. */
import { ask } from "./ask.js";
import { digest } from "./digest.js";
import { all } from "./form.js";

/**
 * Resolves to "same" or "different" when a record is stored under the draft's id, else to "none". Rejects when the
 * server does not reply.
 *
 * @param {string} records
 * @param {import("./form.js").Pairs} values of the draft
 * @returns {Promise<"same" | "different" | "none">}
 */
export async function compare(records, values) {
  const [id] = all(values, "id");
  const sent = await sentDigest(records, id);
  if (sent === null) return "none";
  return sent === await digest(values) ? "same" : "different";
}

/**
 * Resolves to whether a record is stored under an id. Rejects when the server does not reply.
 *
 * @param {string} records
 * @param {string} id
 */
export const isStored = async (records, id) => await sentDigest(records, id) !== null;

/**
 * @param {string} records
 * @param {string} id
 * @returns {Promise<string | null>}
 */
async function sentDigest(records, id) {
  const reply = await ask(`${records}/${id}/sent`);
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  return (await reply.json()).digest;
}
