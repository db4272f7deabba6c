// The Python engine: started once in a worker, or in the page itself where no worker can be had; restarted after a failure.
// Questions wait until it is ready. The page loads all parts and hands them over; nothing else is ever asked of a server.
import { bytes, packed, run, sizeOf, wasm } from "./parts.js";

/** @typedef {"idle" | "loading" | "ready" | "failed"} State */
/** @typedef {{ wasm: WebAssembly.Module, stdlib: Uint8Array, calculator: Uint8Array, policies: string }} Parts */
/** @typedef {(call: string, text: string) => string | Promise<string>} Answer */
/** @typedef {() => { boot: (parts: Parts) => Promise<Answer> }} Script */

const NAMES = ["engine", "wasm", "stdlib", "calculator", "policies"];

/** Whether this browser can run the engine: the needed WebAssembly (with exceptions) and ES2022. */
export function supported() {
  if (typeof BigInt64Array !== "function" || typeof WebAssembly !== "object") return false;
  if (typeof WebAssembly.compileStreaming !== "function" || (packed() && typeof DecompressionStream !== "function")) return false;
  const withExceptions = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];
  return WebAssembly.validate(new Uint8Array(withExceptions)) && document.documentElement.dataset["es2022"] === "yes";
}

/** The function that the engine's script leaves in the page. */
const script = () => /** @type {Script} */ (Reflect.get(globalThis, "gongjiEngine"));

export class Engine {
  /**
   * @param {(state: State) => void} onState
   * @param {(loaded: number, total: number) => void} onProgress
   */
  constructor(onState, onProgress) {
    this.onState = onState;
    this.onProgress = onProgress;
    /** @type {State} */
    this.state = "idle";
    /** @private @type {Map<string, Promise<any>>} what has been loaded; what failed is loaded again */
    this._loaded = new Map();
    /** @private @type {Promise<Answer> | undefined} */
    this._answer = undefined;
    /** @private @type {() => void} */
    this._again = () => {};
    /** @private */
    this._until = this._next();
  }

  /** Starts Python; again after a failure. Does nothing while it loads or runs. */
  start() {
    if (this._answer) return;
    this._become("loading");
    const answer = this._load().then((parts) => inWorker(parts, (message) => this._fail(message)).catch((error) => {
      console.warn(error); // no worker: this page must do it
      return script()().boot(parts);
    }));
    this._answer = answer;
    answer.then(() => this._become("ready"), (error) => this._fail(String(error)));
    this._again();
    this._until = this._next();
  }

  /**
   * Calls a function of `calculator.browser`: JSON text in, JSON text out. After a failure it waits for the next start.
   * @param {string} call
   * @param {string} text
   * @returns {Promise<string>}
   */
  async call(call, text) {
    if (!this._answer) this.start();
    for (;;) {
      const answer = await this._answer?.catch(() => undefined);
      if (answer) return answer(call, text);
      await this._until;
    }
  }

  /** @private */
  _next() {
    return new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
      this._again = () => resolve();
    });
  }

  /** @private @returns {Promise<Parts>} */
  async _load() {
    const total = sizeOf(NAMES);
    let loaded = 0;
    const count = (/** @type {number} */ size) => this.onProgress((loaded += size), total);
    const [, module, stdlib, calculator, policies] = await Promise.all([
      this._part("engine", () => run("engine", count)),
      this._part("wasm", () => wasm("wasm", count)),
      ...["stdlib", "calculator", "policies"].map((name) => this._part(name, () => bytes(name, count))),
    ]);
    return { wasm: module, stdlib, calculator, policies: new TextDecoder().decode(policies) };
  }

  /**
   * @private
   * @param {string} name
   * @param {() => Promise<any>} load
   */
  _part(name, load) {
    const part = this._loaded.get(name) ?? load();
    this._loaded.set(name, part);
    part.catch(() => this._loaded.delete(name));
    return part;
  }

  /** @private @param {string} message  for the console; the page has its own words */
  _fail(message) {
    console.error(`engine: ${message}`);
    this._answer = undefined;
    this._become("failed");
  }

  /** @private @param {State} state */
  _become(state) {
    this.state = state;
    this.onState(state);
  }
}

/**
 * Python in a worker made of the engine's own text, as no file can be a worker on file://.
 * @param {Parts} parts
 * @param {(message: string) => void} onDeath  when it dies later on
 * @returns {Promise<Answer>}
 */
function inWorker(parts, onDeath) {
  return new Promise((resolve, reject) => {
    const url = URL.createObjectURL(new Blob([`(${script()})().serve(self)`], { type: "text/javascript" }));
    const worker = new Worker(url);
    /** @type {Map<number, { resolve: (text: string) => void, reject: (error: Error) => void }>} */
    const waiting = new Map();
    let count = 0;
    let ready = false;
    const die = (/** @type {string} */ message) => {
      worker.terminate();
      reject(new Error(message));
      for (const each of waiting.values()) each.reject(new Error(message));
      if (ready) onDeath(message);
    };
    /** @type {Answer} */
    const answer = (call, text) => new Promise((resolve, reject) => {
      waiting.set(++count, { resolve, reject });
      worker.postMessage({ id: count, call, text });
    });
    worker.onerror = (event) => die(event.message || "no worker may be started");
    worker.onmessage = ({ data: { type, message, id, text, error } }) => {
      if (type === "here") {
        URL.revokeObjectURL(url);
        worker.postMessage({ parts });
      } else if (type === "failed") {
        die(message);
      } else if (type === "ready") {
        ready = true;
        resolve(answer);
      } else {
        const each = waiting.get(id);
        waiting.delete(id);
        if (error === undefined) each?.resolve(text);
        else each?.reject(new Error(error));
      }
    };
  });
}
