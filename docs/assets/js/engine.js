// The Python engine: started once in a worker, or in the page itself where no worker can be had; restarted after a failure.
// Questions wait until it is ready. The page loads all parts and hands them over; nothing else is ever asked of a server.
import { forgetImage, imageWanted, keepImage, keptImage } from "./image.js";
import { keepForOffline } from "./offline.js";
import { bytes, named, packed, run, sizeOf, translated, wasm } from "./parts.js";

/** @typedef {"idle" | "loading" | "ready" | "failed"} State */
/** @typedef {{ [name: string]: WebAssembly.Module | Uint8Array | { gzip: Uint8Array } }} Parts */
/** @typedef {(call: string, text: string) => string | Promise<string>} Answer */
/** @typedef {{ answer: Answer, add?: (more: Parts) => Promise<unknown>, added?: Promise<unknown> }} Python  `add`, where there is
 *   something to add, gives it a part that only some calls need; `added`: that this is under way or done */
/** @typedef {() => { boot: (parts: Parts) => Promise<Python> }} Script */

const SOON = 3000; // milliseconds after an answer until what is only for the next visit may be done

/** Whether this browser can run the engine: the needed WebAssembly (with exceptions) and ES2022. */
export function supported() {
  if (typeof BigInt64Array !== "function" || typeof WebAssembly !== "object") return false;
  if (typeof WebAssembly.compileStreaming !== "function" || (packed() && typeof DecompressionStream !== "function")) return false;
  const withExceptions = [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 8, 1, 6, 0, 6, 64, 25, 11, 11];
  return WebAssembly.validate(new Uint8Array(withExceptions)) && document.documentElement.dataset["es2022"] === "yes";
}

/** The function that the engine's script leaves in the page. */
const script = () => /** @type {Script} */ (Reflect.get(globalThis, "gongjiEngine"));

/** No worker may be started here. */
class NoWorker extends Error {}

export class Engine {
  /**
   * @param {(state: State) => void} onState
   * @param {(loaded: number, total: number) => void} onProgress
   * @param {boolean} [plans]  whether it is going to be asked for plans, which needs more of the calculator
   */
  constructor(onState, onProgress, plans = false) {
    this.onState = onState;
    this.onProgress = onProgress;
    this.plans = plans;
    /** @type {State} */
    this.state = "idle";
    /** @private @type {Map<string, Promise<any>>} what has been loaded; what failed is loaded again */
    this._loaded = new Map();
    /** @private @type {Promise<Python> | undefined} */
    this._python = undefined;
    /** @private @type {Python | undefined} one that runs well, but that a part did not reach */
    this._left = undefined;
    /** @private whether a question in words waits, or was asked */
    this._worded = false;
    /** @private @type {() => void} */
    this._again = () => {};
    /** @private */
    this._until = this._next();
    /** @private */
    this._answered = false;
  }

  /** Starts Python; again after a failure. Does nothing while it loads or runs. */
  start() {
    if (this._python) return;
    this._become("loading");
    const python = this._left ? Promise.resolve(this._left) : this._begun();
    this._python = python;
    python.then((running) => {
      this._become("ready");
      if (!this.plans) this._added(running).catch(console.warn); // whoever needs it tries again
    }, (error) => this._fail(String(error)));
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
    const worded = call === "ask";
    this._worded = this._worded || worded;
    if (!this._python) this.start();
    for (;;) {
      const python = await this._python?.catch(() => undefined);
      if (python && (!worded || (await this._reached(python)))) {
        const found = await python.answer(call, text);
        if (!this._answered) setTimeout(() => void this._keep().catch(console.warn), SOON);
        this._answered = true;
        return found;
      }
      await this._until;
    }
  }

  /**
   * @private
   * Gives Python, once, the modules that only a question in words needs.
   * @param {Python} python
   */
  _added(python) {
    const { add } = python;
    if (!add || python.added) return python.added ?? Promise.resolve();
    const added = this._files(["ask"]).then(add);
    python.added = added;
    added.catch(() => (python.added = undefined));
    return added;
  }

  /**
   * @private
   * Whether Python has these modules; if they do not come, the engine has failed.
   * @param {Python} python
   */
  async _reached(python) {
    try {
      await this._added(python);
      return true;
    } catch (error) {
      if (this._python) this._fail(String(error), python);
      return false;
    }
  }

  /** @private */
  _next() {
    return new Promise((/** @type {(value?: undefined) => void} */ resolve) => {
      this._again = () => resolve();
    });
  }

  /** @private From the image if there is one; if that fails in any way, as if there were none. */
  async _begun() {
    this._counted = this._total = 0;
    const module = this._part("wasm", () => wasm("wasm", (size) => this._count(size)));
    const engine = this._part("engine", () => run("engine", (size) => this._count(size)));
    const early = engine.then(opened); // reads its script while the other parts come
    for (const promise of [module, early]) promise.catch(() => {}); // told below
    try {
      return await this._bootedFrom(module, early);
    } catch (error) {
      ended(early);
      throw error;
    }
  }

  /**
   * @private
   * @param {Promise<WebAssembly.Module>} module
   * @param {Promise<Opened>} early
   */
  async _bootedFrom(module, early) {
    const words = translated() ? ["policies", "english"] : []; // an image speaks Chinese
    const kept = await (named("image") ? this._files(["image"]) : keptImage()).catch(() => undefined);
    if (kept) {
      const parts = { ...(await this._files(words)), image: kept.image };
      await this._loaded.get("engine");
      try {
        const { answer } = await this._boot(parts, module, early, kept.sound);
        return { answer }; // all is in it
      } catch (error) {
        console.warn(error);
        ended(early);
        this._loaded.delete("image");
        await forgetImage().catch(() => {});
      }
    }
    if (this._worded) this._files(["ask"]).catch(() => {}); // beside them; see _added
    const files = await this._files(["stdlib", "calculator", "policies", ...(this.plans ? ["plan"] : []), ...words]);
    return this._boot(files, module, kept ? Promise.resolve().then(opened) : early);
  }

  /**
   * @private
   * @param {string[]} wanted
   * @returns {Promise<any>}  a part by each of the names
   */
  async _files(wanted) {
    const load = (/** @type {string} */ name) => this._part(name, () => bytes(name, (size) => this._count(size)));
    return Object.fromEntries(await Promise.all(wanted.map(async (name) => [name, await load(name)])));
  }

  /**
   * @private
   * @param {Parts} parts  all but the WebAssembly
   * @param {Promise<WebAssembly.Module>} module
   * @param {Promise<Opened>} opening
   * @param {Promise<void>} [sound]  fails if the image is not what was kept
   */
  async _boot(parts, module, opening, sound) {
    try {
      const [python] = await Promise.all([inWorker(await opening, parts, module, (message) => this._fail(message)), sound]);
      return python;
    } catch (error) {
      if (!(error instanceof NoWorker)) throw error;
      console.warn(error);
      await sound;
      return script()().boot({ ...parts, wasm: await module }); // then this page must do it
    }
  }

  /** @private @param {number} size */
  _count(size) {
    this._counted = (this._counted ?? 0) + size;
    this.onProgress(this._counted, this._total ?? 0);
  }

  /**
   * @private
   * @param {string} name
   * @param {() => Promise<any>} load
   */
  _part(name, load) {
    const known = this._loaded.get(name);
    if (known) return known;
    this._total = (this._total ?? 0) + sizeOf([name]);
    const part = load();
    this._loaded.set(name, part);
    part.catch(() => this._loaded.delete(name));
    return part;
  }

  /** @private Keeps all parts. Once per build, another Python is started and its memory kept, before it has seen any question. */
  async _keep() {
    keepForOffline().catch(console.warn); // not awaited: where no service worker may be, none is ever ready
    if (!(await imageWanted())) return;
    const files = await this._files(["stdlib", "calculator", "ask", "plan", "policies"]);
    const { worker, here } = opened();
    try {
      await here;
      worker.postMessage({ parts: { wasm: await this._loaded.get("wasm"), ...files }, making: true });
      const made = await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data.type === "image" ? resolve(data.image) : reject(new Error(data.message)));
        worker.onerror = reject;
      });
      await keepImage(made);
    } finally {
      worker.terminate();
    }
  }

  /**
   * @private
   * @param {string} message  for the console; the page has its own words
   * @param {Python} [left]  which the next start may go on with
   */
  _fail(message, left) {
    console.error(`engine: ${message}`);
    this._python = undefined;
    this._left = left;
    this._become("failed");
  }

  /** @private @param {State} state */
  _become(state) {
    this.state = state;
    this.onState(state);
  }
}

/**
 * Starts the engine when the visitor turns to a form: touches it, points at it, or scrolls near it. On a connection that
 * costs or crawls, only a question starts it.
 * @param {Engine} engine
 * @param {HTMLElement} form
 */
export function startWhenNear(engine, form) {
  const connection = /** @type {{ saveData?: boolean, effectiveType?: string } | undefined} */ (Reflect.get(navigator, "connection"));
  if (connection?.saveData || /2g/.test(connection?.effectiveType ?? "")) return;
  const start = () => {
    if (engine.state === "idle") engine.start(); // after a failure the visitor decides
  };
  for (const type of ["focusin", "pointerdown", "pointerenter"]) form.addEventListener(type, start, { once: true });
  const near = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    near.disconnect();
    start();
  }, { rootMargin: "300px" });
  addEventListener("scroll", () => near.observe(form), { once: true, passive: true });
}

/** @typedef {{ worker: Worker, here: Promise<unknown> }} Opened */

/**
 * A worker made of the engine's own text, as no file can be a worker on file://. NoWorker if the browser refuses.
 * @returns {Opened}
 */
function opened() {
  const url = URL.createObjectURL(new Blob([`(${script()})().serve(self)`], { type: "text/javascript" }));
  /** @type {Worker} */
  let worker;
  try {
    worker = new Worker(url);
  } catch (error) {
    throw new NoWorker(String(error));
  }
  const here = new Promise((resolve, reject) => {
    worker.onmessage = resolve;
    worker.onerror = (event) => reject(new NoWorker(event.message || "no worker may be started"));
  }).finally(() => URL.revokeObjectURL(url));
  here.catch(() => {}); // told to whom it is given
  return { worker, here };
}

/** @param {Promise<Opened>} opening  a worker that is no longer needed */
const ended = (opening) => void opening.then(({ worker }) => worker.terminate(), () => {});

/**
 * Python in a worker, which unpacks what it is given while the WebAssembly is still being compiled.
 * @param {Opened} opened
 * @param {Parts} parts
 * @param {Promise<WebAssembly.Module>} module
 * @param {(message: string) => void} onDeath  when it dies later on
 * @returns {Promise<Python>}
 */
async function inWorker({ worker, here }, parts, module, onDeath) {
  await here;
  return new Promise((resolve, reject) => {
    /** @type {Map<number, { resolve: (text: any) => void, reject: (error: Error) => void }>} */
    const waiting = new Map();
    let count = 0;
    let ready = false;
    const die = (/** @type {string} */ message, error = new Error(message)) => {
      worker.terminate();
      reject(error);
      for (const each of waiting.values()) each.reject(new Error(message));
      if (ready) onDeath(message);
    };
    const told = (/** @type {object} */ message) => new Promise((resolve, reject) => {
      waiting.set(++count, { resolve, reject });
      worker.postMessage({ id: count, ...message });
    });
    /** @type {Python} */
    const python = { answer: (call, text) => told({ call, text }), add: (more) => told({ more }) };
    worker.onerror = (event) => die(event.message || "the worker died");
    worker.onmessageerror = () => die("a message was lost");
    worker.onmessage = ({ data: { type, message, id, text, error } }) => {
      if (type === "failed") {
        die(message);
      } else if (type === "unread") {
        die("", new NoWorker("the parts did not reach the worker"));
      } else if (type === "ready") {
        ready = true;
        resolve(python);
      } else {
        const each = waiting.get(id);
        waiting.delete(id);
        if (error === undefined) each?.resolve(text);
        else each?.reject(new Error(error));
      }
    };
    worker.postMessage({ early: parts });
    module.then((wasm) => worker.postMessage({ parts: { wasm } }), (error) => die(String(error), error));
  });
}
