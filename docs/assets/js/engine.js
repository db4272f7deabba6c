// The Python engine in its worker: started once, restarted after a failure, questions wait until it is ready.

/** @typedef {"idle" | "loading" | "ready" | "failed"} State */

/** Whether this browser can run the engine: a worker, the needed WebAssembly (with exceptions) and ES2022. */
export function supported() {
  if (typeof Worker !== "function" || typeof BigInt64Array !== "function" || typeof WebAssembly !== "object") return false;
  const withExceptions = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];
  return WebAssembly.validate(new Uint8Array(withExceptions)) && document.documentElement.dataset["es2022"] === "yes";
}

export class Engine {
  /**
   * @param {URL} script
   * @param {(state: State) => void} onState
   * @param {(loaded: number, total: number) => void} onProgress
   */
  constructor(script, onState, onProgress) {
    this.script = script;
    this.onState = onState;
    this.onProgress = onProgress;
    /** @type {State} */
    this.state = "idle";
    /** @private @type {Worker | undefined} */
    this._worker = undefined;
    /** @private @type {Map<number, { message: object, resolve: (text: string) => void, reject: (error: Error) => void }>} */
    this._waiting = new Map();
    /** @private */
    this._count = 0;
  }

  /** Starts the worker; again after a failure. Does nothing while it loads or runs. */
  start() {
    if (this._worker) return;
    const worker = new Worker(this.script, { type: "module" });
    this._worker = worker;
    worker.onmessage = ({ data }) => this._receive(data);
    worker.onerror = (event) => this._fail(event.message || "the worker script did not load");
    this._become("loading");
    for (const { message } of this._waiting.values()) worker.postMessage(message);
  }

  /**
   * Calls a function of `calculator.browser`: JSON text in, JSON text out.
   * @param {string} call
   * @param {string} text
   * @returns {Promise<string>}
   */
  call(call, text) {
    return new Promise((resolve, reject) => {
      const message = { id: ++this._count, call, text };
      this._waiting.set(message.id, { message, resolve, reject });
      if (this._worker) this._worker.postMessage(message);
      else this.start();
    });
  }

  /** @private @param {any} data */
  _receive(data) {
    if (data.type === "progress") this.onProgress(data.loaded, data.total);
    else if (data.type === "ready") this._become("ready");
    else if (data.type === "failed") this._fail(data.message);
    else {
      const waiting = this._waiting.get(data.id);
      this._waiting.delete(data.id);
      if (data.error === undefined) waiting?.resolve(data.text);
      else waiting?.reject(new Error(data.error));
    }
  }

  /** @private @param {string} message  for the console; the page has its own words. Waiting questions are kept for the next start. */
  _fail(message) {
    console.error(`engine: ${message}`);
    this._worker?.terminate();
    this._worker = undefined;
    this._become("failed");
  }

  /** @private @param {State} state */
  _become(state) {
    this.state = state;
    this.onState(state);
  }
}
