/**
 * Goes on with a search that has found nothing yet, until something is found or nothing is left. It stops when somebody
 * leaves the page, or types; then the link goes on at a tap, as it does without JavaScript. What is shown changes once,
 * at the end, and the address becomes that of what is shown: nothing moves under a finger, and Back returns to it.
 */
export default async function start(found) {
  const stop = new AbortController();
  addEventListener("pagehide", () => stop.abort(), { once: true });
  document.querySelector("[role=search]").addEventListener("input", () => stop.abort(), { once: true });
  say(found.dataset.looking);
  try {
    await searchOn(found, stop.signal);
  } catch {
    say(stop.signal.aborted ? "" : found.dataset.unable);
  }
}

async function searchOn(found, signal) {
  const link = onward(found);
  for (;;) {
    const next = await load(link.href, signal);
    if (!onward(next)) return show(found, next, link.href);
    link.href = onward(next).href;
  }
}

/** Resolves to what the page at an address found. Rejects when there is no such page now, or `signal` says to stop. */
async function load(address, signal) {
  const reply = await fetch(address, { redirect: "error", signal });
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  return new DOMParser().parseFromString(await reply.text(), "text/html").getElementById("found");
}

function show(found, next, address) {
  history.replaceState(null, "", address);
  found.replaceChildren(...next.childNodes);
  say(next.dataset.said);
}

/** Returns the link that leads on, null where this is what the search found in the end. */
const onward = (found) => (found.dataset.module ? found.querySelector("a") : null);

function say(words) {
  const status = document.querySelector("[data-status]");
  status.textContent = words;
  status.hidden = !words;
}
