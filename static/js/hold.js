/** Which drafts are open: each tab holds the lock of its own for as long as it lives, and knows them after a reload. */
const OWN = "drafts"; // in the tab's storage: the random ids of the drafts that it held, the latest first
const MOST = 20;
const PATIENCE = 300; // milliseconds that the lock of a page that was just left may take to be free
/** @type {Set<string>} */
const held = new Set();

/**
 * Holds a draft; resolves to whether no other tab does.
 *
 * @param {string} id
 */
export async function hold(id) {
  const free = await isFree(id);
  if (free) sessionStorage.setItem(OWN, [id, ...ownIds().filter((one) => one !== id)].slice(0, MOST).join(" "));
  return free;
}

/**
 * Returns drafts with those first that this tab held.
 *
 * @template {{ id: string }} T
 * @param {T[]} drafts
 * @returns {T[]}
 */
export function ownFirst(drafts) {
  const own = ownIds();
  return [...drafts.filter(({ id }) => own.includes(id)), ...drafts.filter(({ id }) => !own.includes(id))];
}

const ownIds = () => (sessionStorage.getItem(OWN) ?? "").split(" ");

/**
 * @param {string} id
 * @returns {Promise<boolean>}
 */
async function isFree(id) {
  if (!navigator.locks || held.has(id)) return true;
  try {
    await locked(id);
    return true;
  } catch (error) {
    return !(error instanceof DOMException && error.name === "TimeoutError"); // where a browser refuses locks, nobody holds one
  }
}

/**
 * Resolves once this tab has the lock, which it keeps. Rejects when it is not free in time.
 *
 * @param {string} id
 * @returns {Promise<void>}
 */
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
