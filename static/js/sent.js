/** Asks whether the server has what a draft says. */
import { ask } from "./ask.js";
import { digest } from "./digest.js";
import { all } from "./form.js";

/**
 * Resolves to "same" or "different" when an entry is stored under the draft's id, else to "none". Rejects when the
 * server does not reply. values: of the draft.
 */
export async function compare(values) {
  const [id] = all(values, "id");
  const reply = await ask(`/entries/${id}/sent`);
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  const sent = (await reply.json()).digest;
  if (sent === null) return "none";
  return sent === await digest(values) ? "same" : "different";
}
