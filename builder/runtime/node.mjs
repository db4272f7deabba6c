// Lets the engine's script run in Node as it runs in a browser's worker.
import vm from "node:vm";

// What Pyodide tells a browser's worker by. Node's own `process` would make it take other ways.
const here = { WorkerGlobalScope: { [Symbol.hasInstance]: () => true }, navigator: { userAgent: "" }, location: "https://nowhere.invalid/", self: globalThis };

/**
 * @param {string} script  the text of engine.js
 * @returns {{ begin: (parts: object) => Promise<{ python: any, browser: any }> }}
 */
export function engineOf(script) {
  for (const [name, value] of Object.entries({ ...here, process: undefined })) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return vm.runInThisContext(`${script};gongjiEngine`, { filename: "engine.js" })();
}
