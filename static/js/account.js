/**
 * On every page, makes this browser forget the keys of all accounts but the one that is signed in, and sends what waits
 * in its outbox.
 */
import { run } from "./database.js";
import { forgetOthers } from "./phone_key.js";

/** @param {HTMLElement} body */
export default async function start({ dataset: { account = "" } }) {
  forgetOthers(account);
  if (!account || !await count().catch(() => 0)) return;
  const { keepSending } = await import("./sending.js");
  keepSending(account);
}

/** Resolves to how many rows wait in this browser, whose ever they are. */
const count = () => run("outbox", "readonly", (outbox) => outbox.count());
