// The page on a whole family: cards ⇄ household → plan. Rules, kinship and words are Python's. Nothing is sent anywhere; the
// session of this tab alone remembers what is typed.
import { safeNodes } from "./card.js";
import { Engine, supported } from "./engine.js";
import { Family } from "./family.js";
import { EnginePanel } from "./panel.js";
import { data } from "./site.js";
import { Tree } from "./tree.js";

/** @typedef {import("./family.js").Household} Household */

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

const PAUSE = 300; // milliseconds after the last key
const KEPT = "gongji-household";

const form = find("#household", HTMLFormElement);
const family = new Family(form, find("#matches", HTMLElement));
const tree = new Tree(find("#tree", HTMLElement), openPerson);
const panel = new EnginePanel(find("#engine", HTMLElement));
const answer = find("#answer", HTMLElement);
const waiting = find("#waiting", HTMLElement);
const broken = find("#broken", HTMLElement);
const said = find("#said", HTMLElement);
const toolWords = find("#tool-words", HTMLElement);

let asked = 0; // plans so far
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
/** @type {Map<string, string>} what the first person calls the others, as Python says */
let kin = new Map();

const engine = new Engine(() => showState(), (loaded, total) => panel.progress(loaded, total), true);

function showState() {
  panel.show(supported() ? engine.state : "unsupported");
}

// Household → plan

/** The visitor's day. */
function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

/** @param {boolean} [soon]  whether to wait for the next key */
function changed(soon = false) {
  family.refresh();
  showTree();
  keep();
  toolWords.textContent = "";
  clearTimeout(timer);
  timer = setTimeout(() => void plan(), soon ? PAUSE : 0);
}

async function plan() {
  const household = family.read();
  const turn = ++asked;
  const enough = household.expenses.length > 0;
  waiting.hidden = enough;
  if (!enough) show({ html: "" });
  if (!supported() || engine.state === "failed") return; // after a failure the visitor decides
  if (engine.state === "idle" && !enough) return;
  answer.setAttribute("aria-busy", "true");
  try {
    const text = await engine.call("plan", JSON.stringify({ ...household, on: household.on || today() }));
    if (turn !== asked) return; // a newer one is under way
    broken.hidden = true;
    show(JSON.parse(text), enough);
  } catch (error) {
    if (turn !== asked) return;
    console.error(error);
    show({ html: "" });
    broken.hidden = false;
  }
  answer.removeAttribute("aria-busy");
}

/**
 * @param {{ html: string, error?: { key: string, message: string }, relations?: { donor: string, relative: string, word: string }[] }} result
 * @param {boolean} [whole]  whether there is something to pay; before that only the kin words count
 */
function show({ html, error, relations }, whole = true) {
  answer.replaceChildren(...(whole || error ? safeNodes(html) : []));
  for (const wrong of form.querySelectorAll(".wrong")) wrong.remove();
  for (const control of form.querySelectorAll("[aria-invalid]")) control.removeAttribute("aria-invalid");
  if (error) point(error);
  if (relations) {
    const first = family.entries("member")[0]?.dataset["id"];
    kin = new Map(relations.filter(({ donor }) => donor === first).map(({ relative, word }) => [relative, word]));
    showTree();
  }
  const head = answer.querySelector("h2, h3, [data-said]")?.textContent?.trim() ?? "";
  if (said.textContent !== head) said.textContent = head;
}

/**
 * Says what is wrong at the field that it is about.
 * @param {{ key: string, message: string }} error  `key` is a path such as `members[2].account`
 */
function point({ key, message }) {
  const control = controlOf(key);
  if (!control) return;
  const words = document.createElement("p");
  words.className = "wrong";
  words.id = `${control.id}-wrong`;
  words.textContent = message;
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", words.id);
  control.after(words);
  for (let outside = control.closest("details"); outside; outside = outside.parentElement?.closest("details") ?? null) outside.open = true;
}

/** @param {string} key */
function controlOf(key) {
  const [, kind = "", number = "", field = ""] = /^(member|expense|binding)s\[(\d+)\]\.?([a-z_]*)/.exec(key) ?? [];
  /** @type {{ [key: string]: string }} */
  const shown = { region: "place", pool: "place", expense: "item", id: "name" };
  if (kind === "member") return control(family.entries(kind)[Number(number)], key.endsWith("past_years") ? "past_years" : (shown[field] ?? field));
  if (kind === "expense") return control(family.complete(kind, ["who", "item", "amount"])[Number(number)], shown[field] ?? field);
  if (kind === "binding") return control(family.complete(kind, ["donor", "relative"])[Number(number)], field || "relative");
  const [, child = ""] = /^parents\.([^[]*)/.exec(key) ?? [];
  if (child) return control(family.member(child), "parent1");
  const pair = /^marriages\[(\d+)\]/.exec(key);
  if (pair) return control(family.member(family.read().marriages[Number(pair[1])]?.[0] ?? ""), "spouse");
  return key === "on" ? control(form, "on") : null;
}

/** @param {Element | undefined} entry @param {string} key */
const control = (entry, key) => (entry ? family.control(entry, key) : null);

// The tree

function showTree() {
  const household = family.read();
  const first = household.members[0]?.id;
  tree.show(household, (id) => {
    const entry = family.member(id);
    const word = id === first ? "" : (kin.get(id) ?? "");
    const said = entry?.querySelector("[data-kin]");
    if (said instanceof HTMLElement) said.textContent = word ? (said.dataset["words"] ?? "").replace("{word}", word) : "";
    return { id, title: entry ? family.name(entry) : id, more: [word, entry ? family.value(entry, "place") : ""] };
  });
}

/** @param {string} id */
function openPerson(id) {
  const entry = family.member(id);
  const details = entry?.querySelector("details");
  if (!entry || !details) return;
  details.open = true;
  entry.scrollIntoView({ block: "nearest" });
  details.querySelector("summary")?.focus();
}

// Adding and removing

/** @param {HTMLElement} preset  its data say who, and how related to the first person or to that person's spouse */
function addPerson({ dataset }) {
  const first = family.entries("member")[0] ?? family.add("member");
  const couple = () => family.value(first, "spouse");
  if ((dataset["parentOf"] === "spouse" || dataset["spouseOf"]) && !couple()) addSpouse(first);
  if (dataset["spouseOf"]) return family.member(couple());
  const anchor = dataset["parentOf"] === "spouse" ? family.member(couple()) : first;
  const entry = family.add("member");
  family.put(entry, "name", dataset["name"]);
  family.put(entry, "sex", dataset["sex"]);
  if (dataset["childOf"]) for (const parent of [first.dataset["id"], couple()]) if (parent) family.descend(entry, parent);
  if (dataset["parentOf"] && anchor) {
    const other = family.value(anchor, "parent1");
    family.descend(anchor, entry.dataset["id"] ?? "");
    if (other && !family.value(/** @type {Element} */ (family.member(other)), "spouse")) family.marry(entry, other);
  }
  return entry;
}

/** @param {HTMLElement} first */
function addSpouse(first) {
  const preset = find("[data-spouse-of]", HTMLButtonElement);
  const entry = family.add("member");
  family.put(entry, "name", preset.dataset["name"]);
  family.marry(entry, first.dataset["id"] ?? "");
}

/** @param {Element | null | undefined} entry */
function goTo(entry) {
  const field = entry?.querySelector("input, select");
  if (field instanceof HTMLElement) field.focus();
}

/** @param {Element} entry */
function remove(entry) {
  const next = entry.nextElementSibling ?? entry.previousElementSibling;
  const list = entry.parentElement;
  entry.remove();
  changed();
  const target = next?.querySelector("summary, input, select") ?? list?.parentElement?.querySelector("button");
  if (target instanceof HTMLElement) target.focus();
}

form.addEventListener("click", ({ target }) => {
  const button = target instanceof Element ? target.closest("button") : null;
  const entry = button?.closest(".entry");
  if (!button || button.closest("#tree")) return;
  if (button.hasAttribute("data-remove") && entry) remove(entry);
  else if (button.dataset["add"]) {
    const added = addPerson(button);
    changed();
    goTo(added);
  } else if (["add-expense", "add-binding"].includes(button.id)) {
    const added = family.add(button.id === "add-expense" ? "expense" : "binding");
    changed();
    goTo(added);
  }
});
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
  if (!(event instanceof InputEvent && event.isComposing)) changed(true);
});
form.addEventListener("change", ({ target }) => {
  const entry = target instanceof Element ? target.closest(".person") : null;
  if (target instanceof HTMLSelectElement && target.dataset["key"] === "spouse" && entry) family.marry(entry, target.value);
  changed();
});

// Files, links, an example, nothing at all

/** What is typed stays for this tab alone, so that a reload loses nothing. */
function keep() {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(family.read()));
  } catch {
    // storage is closed or full: then only the page remembers
  }
}

function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  } catch {
    return null;
  }
}

/** @param {string} words  which of the page's words to say */
const say = (words) => {
  toolWords.textContent = toolWords.dataset[words] ?? "";
};

/** @param {unknown} household @param {string} [words] */
function open(household, words = "opened") {
  try {
    family.show(household);
    for (const details of form.querySelectorAll(".person > details")) details.removeAttribute("open");
    changed();
    say(words);
  } catch (error) {
    console.error(error);
    say("file");
  }
}

/** @param {Household} household */
function save(household) {
  const anchor = document.createElement("a");
  anchor.href = URL.createObjectURL(new Blob([`${JSON.stringify(household, null, 2)}\n`], { type: "application/json" }));
  anchor.download = `${find("#save", HTMLElement).dataset["name"]}-${today()}.json`;
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
  say("saved");
}

/** One card to begin with, and one row for an expense. */
function begin() {
  family.show({ members: [] });
  family.put(family.add("member"), "name", family.list("member").dataset["first"]);
  family.add("expense");
}

function clear() {
  begin();
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // nothing was kept
  }
  kin = new Map();
  history.replaceState(null, "", location.pathname);
}

async function copyLink() {
  const url = new URL(location.href);
  url.hash = new URLSearchParams({ household: JSON.stringify(family.read()) }).toString();
  try {
    await navigator.clipboard.writeText(url.href);
    say("link");
  } catch {
    window.prompt(toolWords.dataset["prompt"], url.href); // no clipboard in some app browsers
  }
}

const file = find("#file", HTMLInputElement);
find("#save", HTMLElement).addEventListener("click", () => save(family.read()));
find("#open", HTMLElement).addEventListener("click", () => file.click());
file.addEventListener("change", async () => {
  const text = await file.files?.[0]?.text();
  file.value = "";
  if (text === undefined) return;
  try {
    open(JSON.parse(text));
  } catch {
    say("file");
  }
});
find("#example", HTMLElement).addEventListener("click", async () => {
  try {
    open(await data(find("#example", HTMLElement).dataset["table"] ?? "household.json"));
    engine.start();
  } catch (error) {
    console.error(error);
    say("none");
  }
});
find("#clear", HTMLElement).addEventListener("click", ({ currentTarget }) => {
  if (!window.confirm(/** @type {HTMLElement} */ (currentTarget).dataset["words"])) return;
  clear();
  changed();
  goTo(family.entries("member")[0]);
});
find("#copy-link", HTMLElement).addEventListener("click", () => void copyLink());
find("#retry", HTMLElement).addEventListener("click", () => {
  engine.start();
  void plan();
});
document.addEventListener("click", ({ target }) => {
  if (target instanceof Element && target.closest("[data-tool=print]")) window.print();
});
addEventListener("beforeprint", () => {
  for (const part of document.querySelectorAll("#answer details")) part.setAttribute("open", "");
});

// Start

/** A household in the link, or what this tab remembers. */
function given() {
  const text = new URLSearchParams(location.hash.slice(1)).get("household");
  if (!text) return kept();
  try {
    return JSON.parse(text);
  } catch {
    return { broken: true };
  }
}

async function start() {
  const household = given(); // before anything is typed, which is kept too
  begin();
  form.inert = Boolean(household); // what is typed before it stands there would be lost
  try {
    family.lists = await data(form.dataset["lists"] ?? "form.json");
  } catch (error) {
    console.error(error); // the boxes then have no lists; words can still be typed
  }
  form.inert = false;
  if (household) open(household, "");
  else changed();
}

for (const type of ["focusin", "pointerdown"]) {
  form.addEventListener(type, () => {
    if (supported() && engine.state === "idle") engine.start();
  }, { once: true });
}
showState();
void start();
