/** On the page that says "It is kept": the phone lets go of what the server has, and of nothing that was written since. */
import { allDrafts, dropDraft } from "./store.js";
import { all, kept, same } from "./words.js";

export default async function start({ dataset: { account, id } }) {
  try {
    const waiting = (await allDrafts(account)).filter(({ value }) => all(value, "id")[0] === id);
    const entry = waiting.length ? await kept(id) : null;
    for (const draft of waiting) if (entry && same(draft.value, entry)) await dropDraft(account, draft);
  } catch {
    // No store, or no answer: what waits is looked at again when it comes back.
  }
}
