/** Whether the server has what a draft says. */
import { digest } from "./digest.js";
import { all } from "./form.js";

/** "same" or "different" where an entry is stored under the draft's id, "none" where none is. Throws when there is no reply. */
export async function compare(values) {
  const [id] = all(values, "id");
  const reply = await fetch(`/entries/${id}/sent`, { headers: { Accept: "application/json" }, redirect: "error" });
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  const sent = (await reply.json()).digest;
  if (sent === null) return "none";
  return sent === await digest(values) ? "same" : "different";
}
