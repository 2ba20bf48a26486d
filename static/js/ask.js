/** Asks the server for JSON. Rejects when it does not reply in time, so that nobody who types waits for it. */
const PATIENCE = 3000; // milliseconds

export function ask(address) {
  const signal = AbortSignal.timeout(PATIENCE);
  return fetch(address, { headers: { Accept: "application/json" }, redirect: "error", signal });
}
