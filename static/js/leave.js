/**
 * Signs out: first makes this browser forget the key, so that drafts stay sealed until the same person signs in, then
 * asks the server. Without a network that is not possible, and the page says so.
 */
import { one } from "./one.js";
import { forgetOthers } from "./phone_key.js";

const PATIENCE = 8000; // milliseconds

/** @param {HTMLFormElement} form */
export default function start(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const [button, unreached] = [one(form, "button", HTMLButtonElement), one(form, "[role=alert]", HTMLElement)];
    button.disabled = unreached.hidden = true;
    forgetOthers("");
    try {
      location.assign(await signOut(form));
    } catch {
      button.disabled = unreached.hidden = false;
      button.scrollIntoView({ block: "nearest" }); // with what is said above it: a small phone shows neither
    }
  });
}

/**
 * Resolves to the page that follows. Rejects when the server could not be reached, or did not sign out.
 *
 * @param {HTMLFormElement} form
 */
async function signOut(form) {
  const reply = await fetch(form.action, { method: "POST", signal: AbortSignal.timeout(PATIENCE) });
  if (!reply.ok) throw new Error(`the server replied ${reply.status}`);
  return reply.url;
}
