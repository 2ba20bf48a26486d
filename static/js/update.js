/**
 * Offers a new version of what this phone keeps, once it is there. It takes over at a tap, and this page loads anew; a
 * form in another tab is left alone.
 */
import { one } from "./one.js";

/** @param {HTMLElement} offer */
export default async function start(offer) {
  const registration = await navigator.serviceWorker?.getRegistration();
  if (!registration) return;
  const show = () => { offer.hidden = !(registration.waiting && registration.active); };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", show));
  registration.installing?.addEventListener("statechange", show);
  one(offer, "button", HTMLButtonElement).addEventListener("click", () => use(registration.waiting));
  show();
}

/** @param {ServiceWorker | null} version null where another tab took it */
function use(version) {
  if (!version) return location.reload();
  version.addEventListener("statechange", () => version.state === "activated" && location.reload());
  version.postMessage({ use: true });
}
