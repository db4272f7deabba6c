// The start of Python, at the head of the engine's script; what follows it are Pyodide's own two modules.
// Everything that Python needs is given: nothing here can ask a server, and no package can be loaded.

/** @typedef {{ wasm: WebAssembly.Module | BufferSource, stdlib: Uint8Array, calculator: Uint8Array, policies: string }} Parts */

let given; // the parts, while Python starts
let broken; // rejects the start

// Pyodide asks for its own files by these two ways; inside this function they hand over what was given.
const fetch = async (input) => {
  if (String(input).endsWith("/stdlib")) return new Response(given.stdlib);
  return { ok: false, status: 404 }; // pyodide.asm.wasm: see below
};
const WebAssembly = Object.create(globalThis.WebAssembly, {
  instantiateStreaming: {
    value: async (response, imports) => {
      try {
        await response;
        const made = await globalThis.WebAssembly.instantiate(given.wasm, imports);
        return made.instance ? made : { instance: made, module: given.wasm };
      } catch (error) {
        broken(error); // Pyodide itself would wait for ever
        throw error;
      }
    },
  },
});

/**
 * Starts Python with the calculator in it; at most once at a time.
 * @param {Parts} parts
 * @returns {Promise<{ python: object, browser: object }>}  Pyodide, and the module `calculator.browser`
 */
async function begin(parts) {
  given = parts;
  const python = await new Promise((resolve, reject) => {
    broken = reject;
    loadPyodide({
      indexURL: NOWHERE,
      packageBaseUrl: NOWHERE,
      stdLibURL: NOWHERE + "stdlib",
      lockFileContents: LOCK_FILE,
      createPyodideModule: _createPyodideModule,
    }).then(resolve, reject);
  });
  python.FS.writeFile("/calculator.zip", parts.calculator);
  python.pyimport("sys").path.insert(0, "/calculator.zip");
  const browser = python.pyimport("calculator.browser");
  browser.load(parts.policies);
  given = undefined;
  return { python, browser };
}

/**
 * Starts Python for the page.
 * @param {Parts} parts
 * @returns {Promise<(call: string, text: string) => string>} calls a function of `calculator.browser`: JSON text in and out
 */
async function boot(parts) {
  const { browser } = await begin(parts);
  return (call, text) => {
    if (!browser[call]) throw new Error(`calculator.browser has no function ${call}`);
    return browser[call](text);
  };
}

/**
 * Answers a page from a worker.
 *   in   {parts} first, then {id, call, text}
 *   out  {type: "here"} at once; {type: "ready"} or {type: "failed", message}; {id, text} or {id, error}
 */
function serve(worker) {
  let called;
  const failed = (error) => worker.postMessage({ type: "failed", message: String(error) });
  worker.onmessageerror = () => failed("the parts did not reach the worker");
  worker.onmessage = async ({ data: { parts, id, call, text } }) => {
    if (parts) {
      called = boot(parts);
      called.then(() => worker.postMessage({ type: "ready" }), failed);
      return;
    }
    const answer = await called.catch(() => undefined);
    if (!answer) return; // already reported as failed
    try {
      worker.postMessage({ id, text: answer(call, text) });
    } catch (error) {
      worker.postMessage({ id, error: String(error) });
    }
  };
  worker.postMessage({ type: "here" });
}

// Pyodide refuses classic workers, which it tells by this function; it has no need of it.
if (globalThis.importScripts) globalThis.importScripts = undefined;
