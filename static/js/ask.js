/** Asks the server for JSON. Rejects when it does not reply in time, so that nobody who types waits for it. */
const PATIENCE = 3000; // milliseconds

/**
 * @param {string | URL} address
 * @param {object} [body] what is sent as JSON by POST; without it, this is a GET
 */
export function ask(address, body) {
  const signal = AbortSignal.timeout(PATIENCE);
  const headers = new Headers({ Accept: "application/json" });
  if (!body) return fetch(address, { headers, redirect: "error", signal });
  headers.set("Content-Type", "application/json");
  return fetch(address, { method: "POST", headers, body: JSON.stringify(body), redirect: "error", signal });
}
