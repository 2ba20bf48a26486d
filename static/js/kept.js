/** On the page that says "It is kept": the server has these words, so the phone lets its draft go. */
import { dropDraft } from "./store.js";

export default function start({ dataset: { account, id } }) {
  return dropDraft(account, id);
}
