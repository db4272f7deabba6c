// Loads the parts that the build made (Python, the policies, the tables): over http as files that are checked by their
// hash, from file:// as scripts that give their content. The page's manifest says which.

/** The folder of the site; every page names where its assets are. */
export const ROOT = new URL("..", new URL(document.querySelector("meta[name=assets]")?.getAttribute("content") ?? "assets/", document.baseURI));

/** @typedef {{ file?: string, script?: string, bytes: number, sha256?: string }} Part */
/** @typedef {(bytes: number) => void} Count */

/** @type {Record<string, Part>} */
const manifest = JSON.parse(document.querySelector("#runtime")?.textContent ?? "{}");

/** @type {Map<string, (content: any) => void>} */
const awaited = new Map();
Reflect.set(globalThis, "gongjiPack", (/** @type {string} */ name, /** @type {unknown} */ content) => awaited.get(name)?.(content));

/** @param {string} name */
function partOf(name) {
  const part = manifest[name];
  if (!part) throw new Error(`the page names no part ${name}`);
  return part;
}

/** @param {string} name */
export const named = (name) => name in manifest;
/** What tells these very parts from those of another build. */
export const signature = (/** @type {string[]} */ names) => names.map((name) => partOf(name).file ?? partOf(name).script).join(" ");
const addressOf = (/** @type {Part} */ { file, script }) => new URL(file ?? script ?? "", ROOT).href;
/** Where the parts of this build lie. */
export const addresses = () => Object.values(manifest).map(addressOf);

/** Whether this page is in another language than Chinese, so that the engine needs its words too. */
export const translated = () => document.documentElement.lang === "en";
const ofAnother = (/** @type {string} */ name) => !translated() && /^english$|^english-/.test(name);

/**
 * The addresses of what this page needs of its build.
 * @param {boolean} [onlyTables]
 */
export function needed(onlyTables = false) {
  const names = Object.keys(manifest).filter((name) => !ofAnother(name) && (!onlyTables || name.endsWith(".json")));
  return names.map((name) => addressOf(partOf(name)));
}

/** @param {string[]} names */
export const sizeOf = (names) => names.reduce((sum, name) => sum + partOf(name).bytes, 0);
export const packed = () => "script" in (manifest["wasm"] ?? {});

/**
 * Runs the script of a part in the page.
 * @param {string} name
 * @param {Count} [count]
 */
export async function run(name, count) {
  const part = partOf(name);
  const script = document.createElement("script");
  if (part.sha256) script.integrity = `sha256-${part.sha256}`;
  const loaded = new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = () => reject(new Error(`${part.script} did not load`));
  });
  script.src = new URL(part.script ?? "", ROOT).href;
  document.head.append(script);
  await loaded.finally(() => script.remove());
  count?.(part.bytes);
}

/**
 * What the script of a part gives.
 * @param {string} name
 * @param {Count} [count]
 */
async function given(name, count) {
  const content = new Promise((resolve) => awaited.set(name, resolve));
  await run(name, count);
  return content;
}

/**
 * The answer of the server. With `again`, past all caches.
 * @param {Part} part
 * @param {boolean} again
 */
async function fetched({ file = "", sha256 }, again) {
  /** @type {RequestInit} */
  const options = again ? { cache: "reload" } : {};
  if (!globalThis.crypto?.subtle && sha256) options.integrity = `sha256-${sha256}`; // plain http: the browser checks
  const response = await fetch(new URL(file, ROOT), options);
  if (!response.ok) throw new Error(`${file}: HTTP ${response.status}`);
  return response;
}

/**
 * The whole content, if it is the right one.
 * @param {Part} part
 * @param {Response} response
 * @param {Count} [count]
 */
async function checked(part, response, count) {
  const content = new Uint8Array(part.bytes);
  const reader = response.body?.getReader();
  let size = 0;
  for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) {
    if (size + next.value.length > part.bytes) throw new Error(`${part.file} is not the file that belongs to this page`);
    content.set(next.value, size);
    size += next.value.length;
    count?.(next.value.length);
  }
  if (size !== part.bytes || (crypto.subtle && (await sumOf(content)) !== part.sha256)) {
    throw new Error(`${part.file} is not the file that belongs to this page`);
  }
  return content;
}

/**
 * SHA-256 in base64.
 * @param {Uint8Array<ArrayBuffer>} content
 */
export async function sumOf(content) {
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", content))));
}

/** @param {string} text  base64 */
function decoded(text) {
  const decode = /** @type {{ fromBase64?: (text: string) => Uint8Array<ArrayBuffer> }} */ (/** @type {unknown} */ (Uint8Array)).fromBase64;
  return decode ? decode.call(Uint8Array, text) : Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/**
 * Tries it as the caches have it, then, as a cache may hold something broken, once more past them.
 * @template T
 * @param {(again: boolean) => Promise<T>} load
 */
async function twice(load) {
  try {
    return await load(false);
  } catch (error) {
    console.warn(error);
    return load(true);
  }
}

/**
 * The content of a part; from file:// as it is packed, as a worker unpacks it beside the page.
 * @param {string} name
 * @param {Count} [count]
 * @returns {Promise<Uint8Array<ArrayBuffer> | { gzip: Uint8Array<ArrayBuffer> }>}
 */
export async function bytes(name, count) {
  const part = partOf(name);
  if (part.script) return { gzip: decoded(await given(name, count)) };
  return twice(async (again) => checked(part, await fetched(part, again), count));
}

/**
 * A WebAssembly module, compiled while it comes in.
 * @param {string} name
 * @param {Count} [count]
 * @returns {Promise<WebAssembly.Module>}
 */
export async function wasm(name, count) {
  const part = partOf(name);
  const type = { headers: { "content-type": "application/wasm" } };
  if (part.script) {
    const packed = new Response(decoded(await given(name, count))).body;
    return WebAssembly.compileStreaming(new Response(packed?.pipeThrough(new DecompressionStream("gzip")), type));
  }
  return twice(async (again) => {
    const response = await fetched(part, again);
    const typed = response.headers.get("content-type") === "application/wasm";
    const copy = response.clone();
    const module = WebAssembly.compileStreaming(typed ? response : new Response(response.body, type));
    const [, compiled] = await Promise.all([checked(part, copy, count), module]);
    return compiled;
  });
}

/**
 * A table that the build wrote, such as `await data("form.json")`.
 * @param {string} name
 */
export async function data(name) {
  if (partOf(name).script) return given(name);
  const content = await twice(async (again) => checked(partOf(name), await fetched(partOf(name), again)));
  return JSON.parse(new TextDecoder().decode(content));
}
