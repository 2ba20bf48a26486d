/**
 * Leads Back to the page that led here, on a page that is kept for when there is no network: the server, which does that
 * otherwise, made it before anybody opened it.
 */
/** @param {HTMLAnchorElement} back */
export default function start(back) {
  const page = ownPage(new URLSearchParams(location.search).get("from") ?? document.referrer);
  if (!page) return;
  back.href = page;
  for (const from of document.getElementsByName("from")) /** @type {HTMLInputElement} */ (from).value = page;
}

/**
 * Returns the path and query of another page of ours, null if an address leads to none.
 *
 * @param {string} address
 */
function ownPage(address) {
  if (!URL.canParse(address, location.href)) return null;
  const { origin, pathname, search } = new URL(address, location.href);
  return address && origin === location.origin && pathname !== location.pathname ? pathname + search : null;
}
