/** Opens the page that was asked for when the server replies again: looks as soon as there is a network, and now and then. */
const FIRST = 5000, LONGEST = 60_000, PATIENCE = 8000; // milliseconds
const MARK = "Journal-Offline"; // journal/web/offline.py: what replies is our own server

export default function start() {
  addEventListener("online", tryAgain);
  wait(FIRST);
}

/** @param {number} pause */
function wait(pause) {
  setTimeout(async () => {
    if (!document.hidden) await tryAgain();
    wait(Math.min(pause * 2, LONGEST));
  }, pause);
}

async function tryAgain() {
  if (!await replies()) return;
  if (location.pathname === "/offline") location.replace("/");
  else location.reload();
}

/** Resolves to whether our server replies. */
async function replies() {
  try {
    const signal = AbortSignal.timeout(PATIENCE);
    const reply = await fetch("/offline", { method: "HEAD", cache: "no-store", credentials: "omit", signal });
    return reply.headers.has(MARK);
  } catch {
    return false;
  }
}
