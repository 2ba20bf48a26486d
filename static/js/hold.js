/** Which drafts are open: each tab holds the lock of its own for as long as it lives. */
const PATIENCE = 300; // milliseconds that the lock of a page that was just left may take to be free
const held = new Set();

/** Holds a draft, once no other tab does; resolves to whether that was at once. */
export function hold(id) {
  if (!navigator.locks || held.has(id)) return Promise.resolve(true);
  return new Promise((resolve) => {
    setTimeout(resolve, PATIENCE, false);
    navigator.locks.request(`draft ${id}`, () => {
      held.add(id);
      resolve(true);
      return new Promise(() => {}); // until the page goes
    }).catch(() => resolve(true)); // where locks are refused, as before there were any
  });
}
