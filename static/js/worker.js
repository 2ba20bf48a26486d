/**
 * Starts the service worker once the page is drawn, and tells it the country of which help shows the numbers: of the
 * last page that knew one, when there is no network. data-country: that country, empty where it is not known.
 */
import { registerWorker } from "./trusted.js";

/** @param {HTMLElement} html */
export default function start({ dataset }) {
  if (!("serviceWorker" in navigator)) return; // such as in some private windows
  const begin = () => whenIdle(() => register(dataset.country ?? ""));
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin, { once: true });
}

/** @param {() => void} work */
function whenIdle(work) {
  if ("requestIdleCallback" in window) requestIdleCallback(work);
  else setTimeout(work);
}

/** @param {string} country */
async function register(country) {
  try {
    await registerWorker();
  } catch {
    return; // there is no network, or the browser does not want to
  }
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ country });
}
