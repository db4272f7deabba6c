// The service worker: files named by their content from the cache, pages from the network first. Every page names the files
// of its own build, so what is kept of two builds never mixes. `build.py` writes `false` here if mkdocs.yml switches it off.
const ON = true;

const FILES = "gongji-files"; // never change: their names hold a hash of their content
const PAGES = "gongji-pages";
const LISTS = "gongji-lists"; // what the two newest builds are made of
const PATIENCE = 4000; // milliseconds until a kept page is shown on a network that does not answer

const worker = /** @type {any} */ (self);
const named = (/** @type {string} */ url) => /[.-][0-9a-f]{8,}[./]/.test(new URL(url).pathname);

worker.addEventListener("install", () => {
  if (!ON) worker.skipWaiting(); // pages that are open lose nothing but the cache
});

worker.addEventListener("activate", (/** @type {any} */ event) => {
  if (!ON) event.waitUntil(leave());
});

worker.addEventListener("fetch", (/** @type {any} */ event) => {
  const { request } = event;
  if (!ON || request.method !== "GET" || new URL(request.url).origin !== location.origin) return;
  event.respondWith(named(request.url) ? file(request) : page(request));
});

worker.addEventListener("message", (/** @type {any} */ event) => {
  if (ON && event.data.keep) event.waitUntil(keep(event.data.keep));
});

/**
 * Keeps what a page needs without the network, and forgets what neither its build nor the one before is made of.
 * @param {{ build: string, page: string, marks: string[], files: string[] }} wanted  what tells the build, the page's address,
 *   words that the page of this build holds, addresses of files
 */
async function keep({ build, page, marks, files }) {
  const lists = await caches.open(LISTS);
  /** @type {[string, string[]][]} */
  const known = (await (await lists.match("lists"))?.json()) ?? [];
  const before = known.find(([name]) => name === build)?.[1] ?? [];
  const list = [...new Set([...before, ...files])];
  const newest = [[build, list], ...known.filter(([name]) => name !== build)].slice(0, 2);
  await put(LISTS, "lists", new Response(JSON.stringify(newest)));
  if (!before.length) {
    const wanted = new Set(newest.flatMap(([, urls]) => urls));
    const kept = await caches.open(FILES);
    for (const { url } of await kept.keys()) if (!wanted.has(url)) await kept.delete(url);
    await caches.delete(PAGES); // they are of another build
  }
  for (const url of files) {
    if (await caches.match(url, { cacheName: named(url) ? FILES : PAGES })) continue;
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) await put(named(url) ? FILES : PAGES, url, response);
  }
  const fresh = await fetch(page).catch(() => undefined);
  const text = fresh?.ok ? await fresh.clone().text() : "";
  if (fresh && marks.every((mark) => text.includes(mark))) await put(PAGES, page, fresh); // not if it has been replaced meanwhile
}

async function leave() {
  for (const name of [FILES, PAGES, LISTS]) await caches.delete(name);
  await worker.registration.unregister();
}

/**
 * A file of a build: as kept, else as the server has it. A request past the caches replaces what is kept.
 * @param {Request} request
 */
async function file(request) {
  const kept = request.cache === "reload" ? undefined : await caches.match(request.url, { cacheName: FILES });
  if (kept) return kept;
  const response = await fetch(request);
  if (response.ok) await put(FILES, request.url, response.clone());
  return response;
}

/**
 * A page or another file without a hash: as the server has it, as kept where there is no answer.
 * @param {Request} request
 */
async function page(request) {
  const url = request.url.replace(/[?#].*/, "");
  const fetched = fetch(request).then(async (response) => {
    if (response.ok && !response.redirected) await put(PAGES, url, response.clone());
    return response;
  });
  fetched.catch(() => {}); // told below, or by the browser
  const kept = await caches.match(url, { cacheName: PAGES });
  if (!kept) return fetched;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  return Promise.race([fetched.catch(() => kept), late]);
}

/**
 * @param {string} cache
 * @param {string} url
 * @param {Response} response
 */
async function put(cache, url, response) {
  try {
    await (await caches.open(cache)).put(url, response);
  } catch (error) {
    console.warn(error); // no room: then it comes from the network again
  }
}
