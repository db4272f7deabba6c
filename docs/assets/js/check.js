// The check page: fragment ⇄ question ⇄ form, and the answer from the engine. All rules and words of answers are Python's.
import { safeNodes } from "./card.js";
import { Engine, supported } from "./engine.js";
import { Form } from "./form.js";
import { changed, format, known, parse, typed } from "./question.js";
import { setUpTools } from "./tools.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./question.js").Change} Change */

/**
 * @template {Element} T
 * @param {string} selector
 * @param {new () => T} type
 */
function find(selector, type) {
  const element = document.querySelector(selector);
  if (!(element instanceof type)) throw new Error(`the page has no ${selector}`);
  return element;
}

const form = new Form(find("#question", HTMLFormElement));
const box = find("#text", HTMLTextAreaElement);
const answer = find("#answer", HTMLElement);
const panel = find("#engine", HTMLElement);
const progress = find("#progress", HTMLProgressElement);
const progressWords = find("#progress-words", HTMLElement);
const unknownKeys = find("#unknown-keys", HTMLElement);
const tools = find("#tools", HTMLElement);

/** @type {Question} */
let question = {};
let text = ""; // words not yet turned into a question; a change of a blank puts them out
let asked = 0;
let listsMissing = false;

// The engine

const engine = new Engine(new URL("worker.js", import.meta.url), showState, (loaded, total) => {
  progress.max = total;
  progress.value = loaded;
  const size = (/** @type {number} */ bytes) => (bytes / 1_000_000).toFixed(1);
  progressWords.textContent = loaded < total ? `已下载 ${size(loaded)} / ${size(total)} 兆字节` : "下载完了，正在启动……";
});

function showState() {
  const state = supported() ? (listsMissing ? "failed" : engine.state) : "unsupported";
  panel.dataset["state"] = state;
  for (const part of panel.querySelectorAll("[data-for]")) {
    if (part instanceof HTMLElement) part.hidden = part.dataset["for"] !== state;
  }
}

/**
 * @param {string} call
 * @param {object} message
 */
async function called(call, message) {
  return JSON.parse(await engine.call(call, JSON.stringify(message)));
}

// Question → answer

const dated = () => ({ on: form.today(), ...question });

async function ask() {
  const turn = ++asked;
  if (!text && Object.keys(question).every((key) => key === "on")) {
    showAnswer({});
    return;
  }
  if (!supported()) return;
  answer.setAttribute("aria-busy", "true");
  try {
    const { on, ...context } = dated();
    const result = text ? await called("ask", { text, on, context }) : await called("check", dated());
    if (turn !== asked) return; // a newer question is under way
    if (result.reading?.question) {
      question = known(result.reading.question);
      form.show(dated());
    }
    showAnswer({ ...result, ...result.answer });
  } catch (error) {
    if (turn !== asked) return;
    console.error(error);
    showAnswer({ html: "<p class=\"note\">计算时出错了，这是本站的问题。请换个说法再试，或者看各地区的表格。</p>" });
  }
}

/** @param {{ html?: string, verdict?: string }} result */
function showAnswer({ html = "", verdict = "" }) {
  answer.replaceChildren(...safeNodes(html));
  answer.removeAttribute("aria-busy");
  answer.dataset["verdict"] = verdict;
  answer.dataset["engine"] = html ? "python" : "";
  tools.hidden = !html;
}

// Fragment and form → question

function readFragment() {
  const found = parse(location.hash);
  question = found.question;
  text = found.text;
  if (text) box.value = text;
  unknownKeys.hidden = found.unknown.length === 0;
  find("#unknown-keys b", HTMLElement).textContent = found.unknown.join("、");
  form.show(dated());
  void ask();
}

function writeFragment() {
  history.replaceState(null, "", `#${format(dated(), text)}`);
  form.show(dated());
  void ask();
}

/** @param {Change} change */
function set(change) {
  const next = changed(question, change);
  if (format(next) === format(question)) return;
  question = next;
  text = "";
  writeFragment();
}

function askInWords() {
  const words = box.value.trim();
  if (!words) {
    box.focus();
    return;
  }
  // What is known besides the words: the day, and where the account is.
  question = Object.fromEntries(Object.entries(question).filter(([key]) => ["on", "donor_region", "donor_pool"].includes(key)));
  text = words;
  writeFragment();
}

form.element.addEventListener("submit", (event) => {
  event.preventDefault();
  const control = document.activeElement;
  if (control instanceof HTMLInputElement) set(form.change(control)); // Enter in a blank
  else askInWords();
});
box.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  askInWords();
});
for (const type of ["input", "change"]) {
  form.element.addEventListener(type, ({ target }) => {
    const control = target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : undefined;
    if (control?.name && (type === "change" || form.suggested(control))) set(form.change(control));
  });
}
answer.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const { change, askKey, askValue } = button?.dataset ?? {};
  if (change) set(JSON.parse(change));
  else if (askKey) set({ [askKey]: typed(askKey, askValue ?? "") });
});
addEventListener("hashchange", readFragment);
find("#retry", HTMLButtonElement).addEventListener("click", () => {
  void fillLists();
  engine.start();
});
setUpTools(answer, () => {
  question = {};
  box.value = "";
  history.replaceState(null, "", location.pathname);
  readFragment();
});

// Start

async function fillLists() {
  try {
    const response = await fetch(new URL("../data/form.json", import.meta.url));
    if (!response.ok) throw new Error(`form.json: HTTP ${response.status}`);
    form.fill(await response.json());
    form.show(dated());
    listsMissing = false;
  } catch (error) {
    console.error(error);
    listsMissing = true;
  }
  showState();
}

/** Loads the engine when it will be wanted: on the first touch of the form, or when idle on a connection that can bear it. */
function startSoon() {
  const start = () => {
    if (engine.state === "idle") engine.start(); // after a failure the visitor decides
  };
  for (const type of ["focusin", "pointerdown"]) form.element.addEventListener(type, start, { once: true });
  const connection = /** @type {{ saveData?: boolean, effectiveType?: string } | undefined} */ (Reflect.get(navigator, "connection"));
  if (connection?.saveData || /2g/.test(connection?.effectiveType ?? "")) return;
  if ("requestIdleCallback" in window) requestIdleCallback(start, { timeout: 3000 });
  else setTimeout(start, 1500);
}

if (supported()) startSoon();
readFragment();
void fillLists();
