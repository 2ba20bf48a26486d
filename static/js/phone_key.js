/**
 * The key that seals an account's drafts: random, kept by the server for this account in this browser, and given while
 * the account is signed in.
 *
 * A page holds it in memory, and stores it nowhere: browsers write a stored key to their disk, be it extractable or
 * not, Chromium and Firefox as it is, and Chromium's files can hold it long after it was deleted. On the disk are the
 * sealed drafts, how many they are and how long, when they were written, and the random ids of the accounts.
 * Sources: Blink, v8_script_value_serializer_for_modules.cc, WriteCryptoKey; Gecko, dom/crypto/CryptoKey.cpp,
 * WriteStructuredClone ("symmetric key as raw"). WebKit seals it (SerializedCryptoKeyWrapMac.mm) on Apple's systems.
 */
import { ask } from "./ask.js";
import { run } from "./database.js";

const pages = new BroadcastChannel("account"); // the open pages of this browser tell each other who is signed in

/** @typedef {{ id: string, key: CryptoKey }} PhoneKey */

/** @type {{ account: string, key: Promise<PhoneKey> } | undefined} */
let held;

pages.addEventListener("message", ({ data }) => forget(data));

/**
 * Resolves to the account's key and its id. Rejects without a network, and when nobody or somebody else is signed in.
 *
 * @param {string} account
 */
export function keyOf(account) {
  if (held?.account === account) return held.key;
  const key = given(account);
  held = { account, key };
  key.catch(() => { if (held?.key === key) held = undefined; });
  return key;
}

/**
 * Makes every open page of this browser forget the keys of all accounts but this one.
 *
 * @param {string} account
 */
export function forgetOthers(account) {
  pages.postMessage(account);
  forget(account);
}

/** @param {string} account */
function forget(account) {
  if (held?.account !== account) held = undefined;
}

/**
 * @param {string} account
 * @returns {Promise<PhoneKey>}
 */
async function given(account) {
  const id = await phoneId(account);
  const reply = await ask("/api/v1/phone-keys", { account, id });
  if (reply.status === 401) forgetOthers("");
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  const raw = Uint8Array.from(atob((await reply.json()).key), (character) => character.charCodeAt(0));
  return { id, key: await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]) };
}

/**
 * Resolves to the id under which the server keeps the key: random, another one for each account, and no secret.
 *
 * @param {string} account
 */
async function phoneId(account) {
  const phone = { account, id: /** @type {string} */ (crypto.randomUUID()) };
  await run("phones", "readwrite", (phones) => {
    const request = phones.get(account);
    request.onsuccess = () => {
      if (request.result) phone.id = request.result.id;
      else phones.put(phone);
    };
  });
  return phone.id;
}
