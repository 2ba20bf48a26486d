/** Asks whether the server has an entry, and what a draft says. */
import { ask } from "./ask.js";
import { digest } from "./digest.js";
import { all } from "./form.js";

/**
 * Resolves to "same" or "different" when an entry is stored under the draft's id, else to "none". Rejects when the
 * server does not reply. values: of the draft.
 */
export async function compare(values) {
  const [id] = all(values, "id");
  const sent = await sentDigest(id);
  if (sent === null) return "none";
  return sent === await digest(values) ? "same" : "different";
}

/** Resolves to whether an entry is stored under an id. Rejects when the server does not reply. */
export const isStored = async (id) => await sentDigest(id) !== null;

async function sentDigest(id) {
  const reply = await ask(`/entries/${id}/sent`);
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  return (await reply.json()).digest;
}
