/**
 * Opens the pages of KEPT where there is no network, and says that there is none where another page was asked for.
 *
 * It keeps only what everybody may see, fetched without cookies; nothing that the server shows to somebody who is signed
 * in is ever kept. It answers navigations by GET and the files of KEPT; everything else, such as forms that are sent and
 * the API, goes past it. journal/web/offline.py puts the list KEPT before this script.
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

const CACHE = `journal ${KEPT.version}`;
const PHONE = "journal phone"; // stays from one version to the next
const COUNTRY = "/country";
const MARK = "Journal-Offline"; // journal/web/offline.py sends it with the pages of the list
const PATIENCE = 3500; // milliseconds
const SECOND_PATIENCE = 30_000; // where somebody asks again, since a slow network is a network
const NO_SERVER = [502, 504]; // what a proxy says for a server that does not answer; Journal itself never does

/** Addresses that took too long. @type {Set<string>} */
const late = new Set();

worker.addEventListener("install", (event) => event.waitUntil(keepAll()));
worker.addEventListener("activate", (event) => event.waitUntil(begin()));
worker.addEventListener("message", (event) => event.waitUntil(hear(event.data)));
worker.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  if (request.mode === "navigate") {
    // Where a browser cannot ask by itself (Safari before 15.4), a page that another site led to would seem to be ours.
    if (worker.registration.navigationPreload) event.respondWith(openPage(event));
  } else if (new URL(request.url).pathname in KEPT.files) event.respondWith(openFile(request));
});

/** Fetches the list, one after the other, and keeps it. Rejects where one of it is not what the list says. */
async function keepAll() {
  const cache = await caches.open(CACHE);
  for (const [address, integrity] of Object.entries(KEPT.files)) {
    await cache.put(address, await fetched(address, { integrity }));
  }
  for (const address of KEPT.pages) {
    const reply = await fetched(address, { headers: { [MARK]: "1" } });
    // A captive portal replies with a page of its own, and a server that is being updated with that of another version.
    if (reply.headers.get(MARK) !== KEPT.version) throw new Error(`${address} is not of this version`);
    await cache.put(address, reply);
  }
}

/**
 * @param {string} address
 * @param {RequestInit} more
 */
async function fetched(address, more) {
  const reply = await fetch(address, {
    cache: "reload", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer", ...more,
  });
  if (!reply.ok) throw new Error(`${address} was answered with ${reply.status}`);
  return reply;
}

/**
 * Drops what earlier versions kept, and lets the browser itself ask for pages: while this worker starts, and with headers
 * of its own, which tell the server where a request comes from and whether it is loaded ahead.
 */
async function begin() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name !== CACHE && name !== PHONE).map((name) => caches.delete(name)));
  await worker.registration.navigationPreload?.enable();
}

/**
 * Does what a page asks for. country: whose numbers it showed, or would show. use: take over from the version before.
 *
 * @param {{ country?: string, use?: boolean }} asked
 */
async function hear({ country, use }) {
  if (use) await worker.skipWaiting();
  if (country) await (await caches.open(PHONE)).put(COUNTRY, new Response(country));
  if (!await isWhole()) await keepAll(); // a browser may drop what it holds
}

async function isWhole() {
  const held = await (await caches.open(CACHE)).keys();
  return held.length === KEPT.pages.length + Object.keys(KEPT.files).length;
}

/**
 * Resolves to the server's page, else to what is kept for the address, else to the page that says there is no network.
 *
 * @param {FetchEvent} event
 */
async function openPage({ request, preloadResponse }) {
  const network = Promise.resolve(preloadResponse).then((reply) => reply ?? fetch(request));
  const own = await kept(request.url);
  try {
    const reply = await inTime(network, !own && late.delete(request.url) ? SECOND_PATIENCE : PATIENCE, request.url);
    if (own ? reply.headers.has(MARK) : !NO_SERVER.includes(reply.status)) return reply;
  } catch {
    // No network, or one that does not answer.
  }
  return own ?? await find("/offline") ?? network;
}

/**
 * Resolves to the page that is kept for an address: that of the country that it names, else of the last one told.
 *
 * @param {string} address
 */
async function kept(address) {
  const { pathname, searchParams } = new URL(address);
  if (!KEPT.pages.includes(pathname)) return undefined;
  const country = searchParams.get("country") || await toldCountry();
  return await find(`${pathname}?country=${encodeURIComponent(country)}`) ?? await find(pathname);
}

async function toldCountry() {
  const told = await (await caches.open(PHONE)).match(COUNTRY);
  return told ? told.text() : "";
}

/** @param {Request} request */
const openFile = async (request) => await find(request.url) ?? fetch(request);

/** @param {string} address */
const find = async (address) => (await caches.open(CACHE)).match(address, { ignoreVary: true });

/**
 * Resolves to what the network brings within a time. Rejects when it is over.
 *
 * @param {Promise<Response>} network
 * @param {number} patience
 * @param {string} address
 * @returns {Promise<Response>}
 */
function inTime(network, patience, address) {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      late.add(address);
      reject(new Error("too late"));
    }, patience);
    network.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
