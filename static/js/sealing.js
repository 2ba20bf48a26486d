/** Seals what waits in this browser under its account's key, bound to its account and its id by AES-GCM. */
import { keyOf } from "./phone_key.js";

/**
 * What is stored of a sealed value. sealed_by: the id of the key, which the server keeps.
 * @typedef {{ iv: BufferSource, sealed: ArrayBuffer, sealed_by: { key: string } }} Sealed
 */

const NONCE_BYTES = 12;

/**
 * @param {string} account
 * @param {string} id
 * @param {unknown} value
 * @returns {Promise<Sealed>}
 */
export async function seal(account, id, value) {
  const { id: by, key } = await keyOf(account);
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, sealed: await crypto.subtle.encrypt(bound(account, id, iv), key, plain), sealed_by: { key: by } };
}

/**
 * Resolves to the value. Rejects when it was sealed by another key or for another place, and where no key can be had.
 *
 * @param {{ account: string, id: string, iv: BufferSource, sealed: ArrayBuffer }} row
 */
export async function unseal({ account, id, iv, sealed }) {
  const { key } = await keyOf(account);
  const plain = await crypto.subtle.decrypt(bound(account, id, iv), key, sealed);
  return JSON.parse(new TextDecoder().decode(plain));
}

/**
 * @param {string} account
 * @param {string} id
 * @param {BufferSource} iv
 */
function bound(account, id, iv) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${account} ${id}`) };
}
