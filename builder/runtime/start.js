// The start of Python, at the head of the engine's script; what follows it are Pyodide's own two modules.
// Everything that Python needs is given: nothing here can ask a server, and no package can be loaded.

/** @typedef {{ wasm: WebAssembly.Module | BufferSource, stdlib: Uint8Array, calculator: Uint8Array, ask?: Uint8Array,
 *   plan?: Uint8Array, policies: string | Uint8Array, english?: string }} Parts  modules as zip or packed (see modules.py), `ask` and
 *   `plan`: those that only a question in words and only a plan needs; the policies as JSON text or in columns (see columns.py) */
/** @typedef {{ wasm: WebAssembly.Module | BufferSource, image: Uint8Array, policies?: Uint8Array, english?: string }} WithImage
 *   the memory of a Python that has started, and what it is to load to speak another language */
/** @typedef {Record<string, WebAssembly.Module | Uint8Array | { gzip: Uint8Array } | undefined>} Sent  the same as a page has them */

const NO_FILES = Uint8Array.of(80, 75, 5, 6, ...Array(18).fill(0)); // an empty zip
const STDLIB = "/lib/python314.zip"; // where Pyodide puts it
const BLOCK = 64;
const MORE = ["ask", "plan"]; // parts of the calculator that only some calls need

let given; // the parts, while Python starts
let broken; // rejects the start
let memory;
let fresh; // what WebAssembly itself puts into the memory; all the rest is zero

// Pyodide asks for its own files by these two ways; inside this function they hand over what was given.
const fetch = async (input) => {
  if (String(input).endsWith("/stdlib")) return new Response(given.stdlib ?? NO_FILES);
  return { ok: false, status: 404 }; // pyodide.asm.wasm: see below
};
const WebAssembly = Object.create(globalThis.WebAssembly, {
  instantiateStreaming: {
    value: async (response, imports) => {
      try {
        await response;
        const made = await globalThis.WebAssembly.instantiate(given.wasm, imports);
        const instance = made.instance ?? made;
        memory = instance.exports.memory ?? imports.env.memory;
        if (given.image) fresh = new Uint8Array(memory.buffer).slice(0, headOf(given.image).fresh);
        if (given.making) fresh = untilLast(new Uint8Array(memory.buffer));
        return { instance, module: made.module ?? given.wasm };
      } catch (error) {
        broken(error); // Pyodide itself would wait for ever
        throw error;
      }
    },
  },
});

/**
 * Starts Python with the calculator in it; at most once at a time.
 * @param {(Parts & { making?: boolean }) | WithImage} parts
 * @param {object} [options]  more of loadPyodide's
 * @returns {Promise<{ python: object, browser: object }>}  Pyodide, and the module `calculator.browser`
 */
async function begin(parts, options = {}) {
  parts = given = taken(parts);
  const python = await new Promise((resolve, reject) => {
    broken = reject;
    loadPyodide({
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      stdLibURL: NOWHERE + "stdlib",
      lockFileContents: LOCK_FILE,
      createPyodideModule: async (settings) => {
        const module = await _createPyodideModule(settings);
        if (parts.image) settings.API.restoreSnapshot = () => restored(parts.image, module.HEAPU32[module._emscripten_get_sbrk_ptr() >> 2]);
        return module;
      },
      ...(parts.image && { _loadSnapshot: parts.image }),
      ...(parts.making && { _makeSnapshot: true }),
      ...options,
    }).then(resolve, reject);
  });
  const collector = python.pyimport("gc");
  if (!parts.image) {
    collector.disable(); // nothing that is made here goes again
    python.FS.writeFile("/calculator.zip", parts.calculator);
    python.pyimport("sys").path.insert(0, "/calculator.zip");
    add(python, parts);
  }
  const browser = python.pyimport("calculator.browser");
  if (parts.image) python.pyimport("sys").modules.get("random")?.seed(); // every start from one image would draw the same numbers
  if (parts.policies) browser.load(parts.policies, parts.english ?? "");
  if (!parts.image) {
    collector.freeze();
    collector.enable();
  }
  given = undefined;
  return { python, browser };
}

/** Gives Python those of the parts that only some calls need. */
function add(python, parts) {
  for (const name of MORE.filter((name) => parts[name])) {
    python.FS.writeFile(`/${name}.zip`, parts[name]);
    python.pyimport("calculator").__path__.append(`/${name}.zip/calculator`);
  }
}

const TAKEN = {
  stdlib: zipOf, calculator: zipOf, ask: zipOf, plan: zipOf, policies: textOf, english: (bytes) => new TextDecoder().decode(bytes),
};

/** The parts as Python takes them, zips and texts; those that are so already stay. */
const taken = (parts) => Object.fromEntries(Object.entries(parts).map(
  ([name, part]) => [name, part instanceof Uint8Array && TAKEN[name] ? TAKEN[name](part) : part],
));

/**
 * Unpacks what a page has.
 * @param {Sent} sent
 * @returns {Promise<Parts | WithImage>}
 */
async function unpacked(sent) {
  const entries = Object.entries(sent).map(async ([name, part]) => {
    const stream = part?.gzip && new Response(part.gzip).body.pipeThrough(new DecompressionStream("gzip"));
    return [name, stream ? new Uint8Array(await new Response(stream).arrayBuffer()) : part];
  });
  return taken(Object.fromEntries(await Promise.all(entries)));
}

/**
 * Starts Python for the page.
 * @param {Sent} sent
 * @param {Promise<object>} [early]  more parts, unpacked already
 * @returns {Promise<{ answer: (call: string, text: string) => string, add: (more: Sent) => Promise<void> }>}  `answer` calls a function
 *   of `calculator.browser`, JSON text in and out; `add` takes parts that only some calls need, where it has not started from an image
 */
async function boot(sent, early) {
  const [ready, rest] = await Promise.all([early, unpacked(sent)]);
  const { python, browser } = await begin({ ...ready, ...rest });
  const answer = (call, text) => {
    if (!browser[call]) throw new Error(`calculator.browser has no function ${call}`);
    return browser[call](text);
  };
  return { answer, add: async (more) => add(python, await unpacked(more)) };
}

/**
 * Starts Python, imports all that it may need later on, and takes an image of its memory: all blocks that differ from what
 * WebAssembly itself puts there. No question is in it.
 *   u32 length of Pyodide's head, u32 size of the memory, u32 how much of it WebAssembly itself fills, u32 number of runs;
 *   Pyodide's head; per run u32 first block, u32 blocks; the blocks
 * @param {Parts} parts
 * @param {object} [options]
 * @returns {Promise<Uint8Array>}
 */
async function image(parts, options) {
  const { python } = await begin({ ...parts, making: true }, options);
  // What is imported later than this would be missing: an image has no files.
  const { zipimporter, _zip_directory_cache: files } = python.pyimport("zipimport");
  const zips = MORE.filter((name) => parts[name]).map((name) => `/${name}.zip`);
  for (const zip of zips) zipimporter(zip); // lists its files
  for (const path of [STDLIB, ...zips].flatMap((zip) => [...(files.get(zip)?.keys() ?? [])])) {
    if (path.endsWith(".pyc")) python.pyimport(path.slice(0, -4).replace(/\/__init__$/, "").replaceAll("/", "."));
  }
  const size = memory.buffer.byteLength;
  const snapshot = python.makeMemorySnapshot();
  const at = snapshot.length - size;
  const heap = new BigInt64Array(snapshot.buffer, snapshot.byteOffset + at, size / 8);
  const before = new BigInt64Array(Math.ceil(fresh.length / BLOCK) * (BLOCK / 8));
  new Uint8Array(before.buffer).set(fresh);
  const runs = [];
  for (let block = 0, open = false; block < size / BLOCK; block++) {
    let differs = false;
    for (let word = block * 8; word < block * 8 + 8 && !differs; word++) differs = heap[word] !== (before[word] ?? 0n);
    if (differs && open) runs[runs.length - 1]++;
    else if (differs) runs.push(block, 1);
    open = differs;
  }
  const head = new Uint8Array(new Uint32Array([at, size, fresh.length, runs.length / 2]).buffer);
  const blocks = runs.reduce((sum, count, index) => sum + (index % 2 ? count : 0), 0);
  const made = new Uint8Array(head.length + at + runs.length * 4 + blocks * BLOCK);
  let end = 0;
  const put = (bytes) => {
    made.set(bytes, end);
    end += bytes.length;
  };
  put(head);
  put(snapshot.subarray(0, at));
  put(new Uint8Array(new Uint32Array(runs).buffer));
  for (let index = 0; index < runs.length; index += 2) {
    put(snapshot.subarray(at + runs[index] * BLOCK, at + (runs[index] + runs[index + 1]) * BLOCK));
  }
  return made;
}

/** What an image says of itself; `own`: where Pyodide's head begins. */
function headOf(image) {
  const [length, size, fresh, runs] = new Uint32Array(image.slice(0, 16).buffer);
  return { own: 16, length, size, fresh, runs };
}

/** Puts the image into the memory of this Python; returns what Pyodide keeps of its own in its head. */
function restored(image, used) {
  const { own, length, size, runs } = headOf(image);
  if (size !== memory.buffer.byteLength) throw new Error("the image is of another memory");
  let at = own + length + runs * 8;
  const list = new Uint32Array(image.slice(own + length, at).buffer);
  const all = new Uint8Array(memory.buffer);
  all.fill(0, fresh.length, used);
  all.set(fresh);
  for (let index = 0; index < list.length; index += 2) {
    const bytes = list[index + 1] * BLOCK;
    all.set(image.subarray(at, at + bytes), list[index] * BLOCK);
    at += bytes;
  }
  if (at !== image.length) throw new Error("the image is not whole");
  const head = image.slice(own, own + length);
  return JSON.parse(new TextDecoder().decode(head.subarray(48, 48 + new Uint32Array(head.buffer)[2])));
}

/** A copy of the bytes up to the last that is not zero. */
function untilLast(bytes) {
  let words = bytes.length / 8;
  const all = new BigInt64Array(bytes.buffer);
  while (words && all[words - 1] === 0n) words--;
  return bytes.slice(0, words * 8);
}

/**
 * Answers a page from a worker.
 *   in   {early} first, the parts that have come, then {parts}, the others, then {id, call, text} and {id, more}, parts that only some
 *        calls need; or {parts, making: true}: makes an image
 *   out  {type: "here"} at once; {type: "ready"}, {type: "failed", message} or {type: "unread"}; {id, text} (none to {more}) or {id, error}; {type: "image", image}
 */
function serve(worker) {
  let called, early;
  const failed = (error) => worker.postMessage({ type: "failed", message: String(error) });
  worker.onmessageerror = () => worker.postMessage({ type: "unread" });
  worker.onmessage = async ({ data }) => {
    const { parts, making, id, call, text, more } = data;
    if (data.early) {
      early = unpacked(data.early);
      early.catch(() => {}); // told when Python starts
      return;
    }
    if (making) {
      unpacked(parts).then(image).then((made) => worker.postMessage({ type: "image", image: made }, [made.buffer]), failed);
      return;
    }
    if (parts) {
      called = boot(parts, early);
      called.then(() => worker.postMessage({ type: "ready" }), failed);
      return;
    }
    const python = await called.catch(() => undefined);
    if (!python) return; // already reported as failed
    try {
      worker.postMessage({ id, text: more ? await python.add(more) : python.answer(call, text) });
    } catch (error) {
      worker.postMessage({ id, error: String(error) });
    }
  };
  worker.postMessage({ type: "here" });
}

// Pyodide refuses classic workers, which it tells by this function; it has no need of it.
if (globalThis.importScripts) globalThis.importScripts = undefined;
