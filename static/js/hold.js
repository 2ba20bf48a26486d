/** Which drafts are open: each tab holds the lock of its own for as long as it lives. */
const PATIENCE = 300; // milliseconds that the lock of a page that was just left may take to be free
const held = new Set();

/** Holds a draft; resolves to whether no other tab does. */
export async function hold(id) {
  if (!navigator.locks || held.has(id)) return true;
  try {
    await locked(id);
    return true;
  } catch ({ name }) {
    return name !== "TimeoutError"; // where a browser refuses locks, nobody holds one
  }
}

/** Resolves once this tab has the lock, which it keeps. Rejects when it is not free in time. */
function locked(id) {
  return new Promise((resolve, reject) => {
    const taken = () => {
      held.add(id);
      resolve();
      return new Promise(() => {}); // until the page goes
    };
    navigator.locks.request(`draft ${id}`, { signal: AbortSignal.timeout(PATIENCE) }, taken).catch(reject);
  });
}
