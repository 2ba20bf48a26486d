/** On the page that says "It is kept": drops the drafts that the server has, and none that was changed since. */
import { all } from "./form.js";
import { compare } from "./sent.js";
import { allDrafts, dropDraft } from "./store.js";

export default async function start({ dataset: { account, id } }) {
  try {
    for (const draft of await allDrafts(account)) {
      if (all(draft.value, "id")[0] === id && await compare(draft.value) === "same") await dropDraft(account, draft);
    }
  } catch {
    // No store, or no reply: the draft is looked at again when it comes back.
  }
}
