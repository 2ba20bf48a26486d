/** Finds the draft that a page shows: the latest one that waits there and that the server does not have. */
import { all } from "./form.js";
import { compare, isStored } from "./sent.js";
import { allDrafts, dropDraft } from "./store.js";

const NEW = "new"; // the page of a new entry that is about no other; "new <id>" is about one
const OF_ENTRY = ["id", "revision", "written_at"]; // of one that is stored
const NOT_TYPED = ["account", "id", "revision", "about_id", "time_point", "written_at", "treatment_id"];

/**
 * Resolves to a draft, null without one. elsewhere: the id of its entry, where that is stored and has a page of its own.
 *
 * A new form also shows a draft whose own page cannot be reached any more.
 */
export async function waiting(account, page) {
  for (const draft of await allDrafts(account)) {
    if (draft.page !== page && !(page === NEW && await isLost(draft))) continue;
    const [id] = all(draft.value, "id");
    const state = await compare(draft.value).catch(() => "none");
    if (state === "same" || isBlank(draft.value)) await dropDraft(account, draft);
    else if (page === NEW && draft.page === id) return asNew(draft);
    else return state === "different" && page !== id ? { ...draft, elsewhere: id } : draft;
  }
  return null;
}

/** Returns whether nothing was written: such a draft would only put its own time on what is written next. */
const isBlank = (values) => values.every(([name, value]) => NOT_TYPED.includes(name) || !value.trim());

/** Returns the draft of an entry that is gone, to go into one of its own: it must not bring the other back. */
const asNew = (draft) => ({ ...draft, value: draft.value.filter(([name]) => !OF_ENTRY.includes(name)) });

/** Resolves to whether the entry is gone that a draft's page belongs to. */
async function isLost(draft) {
  const id = draft.page.split(" ").at(-1);
  return id !== NEW && !await isStored(id).catch(() => true);
}
