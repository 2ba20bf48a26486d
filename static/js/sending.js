/** Sends what waits whenever that may work: now, when the network or the page is back, and again and again, ever slower. */
import { flush } from "./flush.js";

const SHORTEST = 4_000; // milliseconds
const LONGEST = 300_000;

let account = "";
let pause = SHORTEST;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Promise<void> | undefined} */
let under; // the attempt that is under way
let again = false;

/**
 * Begins, or hurries on where it has begun.
 *
 * @param {string} whose
 */
export function keepSending(whose) {
  if (!account) {
    for (const name of ["online", "pageshow", "focus"]) addEventListener(name, hurry);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && hurry());
  }
  account = whose;
  hurry();
}

function hurry() {
  pause = SHORTEST;
  attempt();
}

function attempt() {
  again = Boolean(under);
  under ??= tryOnce();
}

async function tryOnce() {
  clearTimeout(timer);
  const left = await flush(account).catch(() => true);
  under = undefined;
  if (again) attempt();
  else if (left) later();
}

/** Some pages of some phones would ask at the same moment: each waits for a time of its own. */
function later() {
  timer = setTimeout(attempt, pause * (0.5 + Math.random()));
  pause = Math.min(2 * pause, LONGEST);
}
