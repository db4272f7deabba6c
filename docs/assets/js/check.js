// The check page: fragment ⇄ question ⇄ form; a verdict from the table at once, then the answer from the engine. All rules
// and words of answers are Python's.
import { AnswerView } from "./answer.js";
import { Engine, startWhenNear, supported } from "./engine.js";
import { Form } from "./form.js";
import { instantLetter } from "./instant.js";
import { setUpOffline } from "./offline.js";
import { changed, format, known, parse, typed } from "./question.js";
import { ReadingView } from "./reading.js";
import { data, pageUrl } from "./site.js";
import { resetTools, setUpTools } from "./tools.js";

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

const form = new Form(find("#question", HTMLFormElement), find("#matches", HTMLElement));
const box = find("#text", HTMLTextAreaElement);
const answer = new AnswerView(find("#answer", HTMLElement), find("#said", HTMLElement));
const reading = new ReadingView(find("#spans", HTMLElement), find("#notes", HTMLElement), (key) => form.focus(key));
const panel = find("#engine", HTMLElement);
const progress = find("#progress", HTMLProgressElement);
const progressWords = find("#progress-words", HTMLElement);
const unknownKeys = find("#unknown-keys", HTMLElement);
const regionPage = find("#region-page", HTMLElement);
const broken = find("#broken", HTMLElement);
const tools = find("#tools", HTMLElement);

/** @type {Question} */
let question = {};
/** @type {{ payer?: string, user?: string }} */
let said = {}; // who pays for whom in the words, where that is not the asker
let text = ""; // words not yet turned into a question; a change of a blank puts them out
let asked = 0; // questions so far
let answered = 0; // the last of them that Python has answered
let stood = 0; // how far the page was scrolled when words were asked
let listsMissing = false;
/** @type {import("./instant.js").Table | undefined} */
let table;

// The engine

const engine = new Engine(showState, (loaded, total) => {
  progress.max = total;
  progress.value = loaded;
  const size = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);
  const words = (loaded < total ? progressWords.dataset["words"] : progressWords.dataset["last"]) ?? "";
  progressWords.textContent = words.replace("{loaded}", size(loaded)).replace("{total}", size(total));
});

function showState() {
  const state = supported() ? (listsMissing ? "failed" : engine.state) : "unsupported";
  panel.dataset["state"] = state;
  for (const part of panel.querySelectorAll("[data-for]")) {
    if (part instanceof HTMLElement) part.hidden = part.dataset["for"] !== state;
  }
  if (state === "failed") answer.busy(false);
  const place = form.region(question);
  regionPage.hidden = !place || !["unsupported", "failed"].includes(state);
  const link = regionPage.querySelector("a");
  if (!place || !link) return;
  link.href = pageUrl(`regions/${place.id}/`).href;
  link.textContent = `${place.short}${link.dataset["words"] ?? ""}`;
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

/** The verdict from the table, if it holds one; it stays until Python's answer comes. */
function showInstant() {
  const letter = !text && table && form.listed(question) ? instantLetter(dated(), table) : null;
  const card = letter && (form.lists.cards ?? table?.cards)?.[letter];
  if (card) answer.show(card, "table", engine.state === "ready");
  else if (engine.state !== "ready") answer.clear(); // what stands there answers another question
  tools.hidden = answer.empty();
}

async function ask() {
  const turn = ++asked;
  resetTools();
  broken.hidden = true;
  showState();
  if (!text && Object.keys(question).every((key) => key === "on")) {
    answered = turn;
    showResult({});
    return;
  }
  showInstant();
  if (!supported() || engine.state === "failed") return; // after a failure the visitor decides
  answer.busy(true);
  try {
    const { on, ...context } = dated();
    const result = text ? await called("ask", { text, on, context }) : await called("check", { ...dated(), ...said });
    if (turn !== asked) return; // a newer question is under way
    answered = turn;
    if (result.reading?.question) {
      question = known(result.reading.question);
      form.show(dated());
      reading.show(result.reading);
      const { payer, user } = result.reading;
      said = payer ? { payer, user } : {};
    }
    showResult(result);
    if (text && scrollY === stood) answer.reveal(); // who has scrolled on is reading
  } catch (error) {
    if (turn !== asked) return;
    console.error(error);
    showResult({});
    broken.hidden = false;
  }
}

/** @param {{ html?: string, answer?: { html: string }, topic?: { html: string } | null, reading?: import("./reading.js").Read }} result */
function showResult({ html = "", answer: said, topic, reading: read }) {
  const has = (/** @type {string[]} */ ...keys) => keys.some((key) => read?.question?.[key]);
  const whole = !topic || (has("relation", "relative") && has("expense", "item"));
  const cards = [whole ? (said?.html ?? html) : "", topic?.html ?? ""];
  answer.show(cards.join(""), "python");
  tools.hidden = answer.empty();
}

// Fragment and form → question

function readFragment() {
  const found = parse(location.hash);
  question = found.question;
  text = found.text;
  said = {};
  if (text) box.value = text;
  stood = scrollY;
  reading.clear();
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
  if ("relative" in change) said = {};
  reading.keep(question, Boolean(said.payer));
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
  said = {};
  stood = scrollY;
  if (matchMedia("(pointer: coarse)").matches) box.blur(); // puts the keyboard on the screen away
  reading.clear();
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
  form.element.addEventListener(type, (event) => {
    const { target } = event;
    const control = target instanceof HTMLInputElement || target instanceof HTMLSelectElement ? target : undefined;
    if (event instanceof InputEvent && event.isComposing) return;
    if (control?.name && (type === "change" || form.suggested(control))) set(form.change(control));
  });
}
answer.element.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const { change, askKey, askValue } = button?.dataset ?? {};
  if (change) set(JSON.parse(change));
  else if (askKey) set({ [askKey]: typed(askKey, askValue ?? "") });
  if (change || askKey) answer.go();
});
addEventListener("hashchange", () => {
  const from = answer.element.contains(document.activeElement); // a link in the card
  readFragment();
  if (from) answer.go();
});
find("#retry", HTMLButtonElement).addEventListener("click", () => {
  void fillLists();
  engine.start();
  void ask();
});
setUpTools(answer.element, () => form.sentence(), () => {
  question = {};
  box.value = "";
  history.replaceState(null, "", location.pathname);
  readFragment();
  box.focus();
});

// The same question in the other language
document.querySelector(".notice-language")?.addEventListener("click", ({ currentTarget }) => {
  if (currentTarget instanceof HTMLAnchorElement) currentTarget.hash = location.hash;
});

// Start

async function fillLists() {
  try {
    form.fill(await data(form.element.dataset["lists"] ?? "form.json"));
    form.show(dated());
    listsMissing = false;
    if (answered !== asked) showInstant();
  } catch (error) {
    console.error(error);
    listsMissing = true;
  }
  showState();
}

async function fillTable() {
  try {
    table = await data("instant.json");
    if (answered !== asked) showInstant();
  } catch (error) {
    console.error(error); // then only Python answers
  }
}

if (supported()) startWhenNear(engine, form.element);
readFragment();
void fillTable();
void fillLists();
find("#old", HTMLElement).remove(); // see old.js
setUpOffline().catch(console.warn);
