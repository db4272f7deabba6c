// Runs the rules engine: loads Pyodide and the calculator from this site only, then answers calls.
//   in   {id, call, text}                      call: a function of calculator.browser; text: JSON
//   out  {type: "progress", loaded, total}     bytes, while loading
//        {type: "ready"} or {type: "failed", message}
//        {id, text} or {id, error}

/** @typedef {{ pyodide: string, calculator: string, policies: string, lock: object, bytes: Record<string, number> }} Runtime */
/** @typedef {Record<string, (text: string) => string>} Browser */

const page = /** @type {Worker} */ (/** @type {unknown} */ (self));
const base = new URL("../pyodide/", import.meta.url);
const fetchOnce = self.fetch.bind(self);

/**
 * @param {string} name
 * @param {RequestInit} [options]
 */
async function fetched(name, options) {
  const response = await fetchOnce(new URL(name, base), options);
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
}

/**
 * Reports the bytes that have come in. Reads a copy, so that the original can still be compiled while it streams.
 * @param {Record<string, number>} bytes
 */
function counter(bytes) {
  const total = Object.values(bytes).reduce((sum, size) => sum + size, 0);
  let loaded = 0;
  const add = (/** @type {number} */ size) => {
    loaded += size;
    page.postMessage({ type: "progress", loaded, total });
  };
  /** @param {Response} response */
  const watch = async (response) => {
    const reader = response.clone().body?.getReader();
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) add(part.value.length);
  };
  return { add, watch };
}

/** @returns {Promise<Browser>} */
async function boot() {
  /** @type {Runtime} */
  const runtime = await (await fetched("runtime.json", { cache: "no-cache" })).json();
  const { add, watch } = counter(runtime.bytes);
  const folder = `${runtime.pyodide}/`;

  // All downloads start together; Pyodide then finds its own under way.
  /** @type {Map<string, Promise<Response>>} */
  const early = new Map();
  const begin = (/** @type {string} */ name) => {
    const response = fetched(name);
    response.then(watch).catch(() => {}); // whoever awaits the response reports the failure
    early.set(new URL(name, base).href, response);
    return response;
  };
  const parts = [`${folder}pyodide.asm.wasm`, `${folder}python_stdlib.zip`, runtime.calculator, runtime.policies].map(begin);
  const scripts = [`${folder}pyodide.mjs`, `${folder}pyodide.asm.mjs`].map(async (name) => {
    const module = await import(new URL(name, base).href);
    add(runtime.bytes[name] ?? 0);
    return module;
  });
  self.fetch = (input, options) => early.get(input instanceof Request ? input.url : String(input)) ?? fetchOnce(input, options);

  await Promise.all([...parts, ...scripts]);
  const { loadPyodide } = /** @type {typeof import("pyodide")} */ (await scripts[0]);
  const python = await loadPyodide({
    indexURL: new URL(folder, base).href,
    lockFileContents: /** @type {any} */ (runtime.lock), // no packages: nothing can be asked of another server
    packageBaseUrl: new URL(folder, base).href,
  });
  self.fetch = fetchOnce;

  const [, , calculator, policies] = await Promise.all(parts);
  if (!calculator || !policies) throw new Error("the calculator is missing");
  python.FS.writeFile("/calculator.zip", new Uint8Array(await calculator.arrayBuffer()));
  python.runPython("import sys; sys.path.insert(0, '/calculator.zip')");
  /** @type {Browser} */
  const browser = python.pyimport("calculator.browser");
  browser["load"]?.(await policies.text());
  return browser;
}

const ready = boot();
ready.then(
  () => page.postMessage({ type: "ready" }),
  (error) => page.postMessage({ type: "failed", message: String(error) }),
);

page.onmessage = async (/** @type {MessageEvent<{ id: number, call: string, text: string }>} */ { data: { id, call, text } }) => {
  const browser = await ready.catch(() => undefined);
  if (!browser) return; // already reported as failed
  try {
    const answer = browser[call];
    if (!answer) throw new Error(`calculator.browser has no function ${call}`);
    page.postMessage({ id, text: answer(text) });
  } catch (error) {
    page.postMessage({ id, error: String(error) });
  }
};
