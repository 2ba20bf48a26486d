/** Sends one record, and judges the answer: only our own server, saying that it has these very words, is believed. */
import { digest } from "./digest.js";

/**
 * What became of words: the server has them; it refuses them; their writer has to sign in first; nobody knows. goes: for
 * the last, whether other words may still be sent now.
 * @typedef {{ state: "kept", revision: string } | { state: "refused", status: number } | { state: "signed out" }
 *   | { state: "waiting", goes: boolean }} Outcome
 */

const PATIENCE = 20_000; // milliseconds that one request may take
const REFUSED = [400, 404, 412, 413, 415, 422];
const FAULT = 500; // of these words, perhaps; other statuses above it are of the whole server
const PROBLEM = "application/problem+json";
/** @type {Outcome} */
const STOPPED = { state: "waiting", goes: false };

/**
 * @param {{ account: string, id: string, records: string, revision: string }} letter
 * @param {import("./form.js").Pairs} value
 * @returns {Promise<Outcome>}
 */
export async function send({ account, id, records, revision }, value) {
  const headers = new Headers({ Accept: "application/json", "X-Account": account });
  if (revision) headers.set("If-Match", `"${revision}"`);
  const [body, signal] = [new URLSearchParams(value), AbortSignal.timeout(PATIENCE)];
  try {
    const reply = await fetch(`${records}/${id}`, { method: "PUT", headers, body, redirect: "error", signal });
    const said = await reply.text(); // all of it, or it is no answer
    return reply.ok ? await kept(reply, said, id, value) : refused(reply);
  } catch {
    return STOPPED;
  }
}

/**
 * @param {Response} reply
 * @param {string} said
 * @param {string} id
 * @param {import("./form.js").Pairs} value
 * @returns {Promise<Outcome>}
 */
async function kept(reply, said, id, value) {
  const stored = reply.headers.get("Form-Digest");
  if (!stored || !isOf(reply, "application/json")) return STOPPED;
  const record = JSON.parse(said);
  if (record.id !== id) return STOPPED;
  if (stored !== await digest(value)) return { state: "refused", status: reply.status };
  return { state: "kept", revision: String(record.revision) };
}

/**
 * @param {Response} reply
 * @returns {Outcome}
 */
function refused(reply) {
  const { status } = reply;
  if (!isOf(reply, PROBLEM)) return STOPPED;
  if (status === 401 || status === 403) return { state: "signed out" };
  if (REFUSED.includes(status)) return { state: "refused", status };
  return { state: "waiting", goes: status === FAULT };
}

/**
 * @param {Response} reply
 * @param {string} type
 */
const isOf = (reply, type) => reply.headers.get("Content-Type")?.split(";")[0] === type;
