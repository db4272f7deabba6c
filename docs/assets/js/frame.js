// The check in a frame on another site: looks an answer up in the table of a region that the API publishes, and shows it.
// Nothing leaves the frame but its height.
import { ROOT, pageUrl } from "./site.js";

/** @typedef {{ from: string, verdict: string, reason: number }} Answer */
/** @typedef {{ title: string, issuer: string, doc_no: string | null, published: string | null, url: string | null }} Source */
/** @typedef {{ text: string, why_unknown: string | null, weak: boolean, conditions: string[], documents: string[] }} Reason */
/** @typedef {{ places: { cells: { relation: string, expense: string, answers: Answer[] }[] }[], reasons: Reason[],
 *   documents: Record<string, Source> }} Table */

const form = /** @type {HTMLFormElement} */ (document.querySelector("#embed"));
const card = /** @type {HTMLElement} */ (document.querySelector("#answer"));
const controls = [...form.querySelectorAll("select")];
/** @type {Map<string, Promise<Table>>} */
const tables = new Map();
let turn = 0;

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

/** What stands in the address is fixed: its words instead of its list. */
function fix() {
  const unknown = [];
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
    const control = controls.find((each) => each.name === name);
    const option = control && [...control.options].find((each) => value && each.value === value);
    if (!control || !option) {
      unknown.push(`${name}=${value}`);
      continue;
    }
    control.value = value;
    control.hidden = true;
    const words = document.createElement("b");
    words.textContent = option.text;
    control.after(words);
  }
  find("#unknown", HTMLElement).hidden = unknown.length === 0;
  find("#unknown b", HTMLElement).textContent = unknown.join("、");
}

/** @param {string} region */
function table(region) {
  const known = tables.get(region) ?? load(region);
  tables.set(region, known);
  known.catch(() => tables.delete(region)); // the next choice tries again
  return known;
}

/** @param {string} region @returns {Promise<Table>} */
async function load(region) {
  const response = await fetch(new URL(`api/v1/cells/${region}.json`, ROOT));
  if (!response.ok) throw new Error(`cells of ${region}: HTTP ${response.status}`);
  return response.json();
}

async function show() {
  const own = ++turn;
  const { donor_region: region = "", relation = "", expense = "" } = Object.fromEntries(controls.map(({ name, value }) => [name, value]));
  const failed = find("#failed", HTMLElement);
  failed.hidden = true;
  if (!region || !relation || !expense) {
    card.hidden = true;
    return;
  }
  try {
    const found = await table(region);
    if (own !== turn) return; // something else is chosen by now
    const cell = found.places[0]?.cells.find((each) => each.relation === relation && each.expense === expense);
    const answer = cell && current(cell.answers);
    const reason = answer && found.reasons[answer.reason];
    if (!answer || !reason) throw new Error("the table has no such answer");
    write(answer, reason, found.documents);
    const more = pageUrl("check/", new URLSearchParams({ donor_region: region, relative_region: region, relation, expense }).toString());
    find("#more", HTMLAnchorElement).href = more.href;
  } catch (error) {
    if (own !== turn) return;
    console.error(error);
    failed.hidden = false;
    card.hidden = true;
  }
}

/**
 * The answer of the visitor's day; a clock behind the table's first day is wrong.
 * @param {Answer[]} answers
 */
function current(answers) {
  const day = today();
  return answers.filter(({ from }) => from <= day).pop() ?? answers[0];
}

function today() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
}

/** @param {Answer} answer @param {Reason} reason @param {Record<string, Source>} documents */
function write(answer, reason, documents) {
  card.className = `card card-${answer.verdict}`;
  card.dataset["verdict"] = answer.verdict;
  for (const badge of card.querySelectorAll("h2 > .v")) {
    if (badge instanceof HTMLElement) badge.hidden = !badge.classList.contains(`v-${answer.verdict}`);
  }
  for (const mark of card.querySelectorAll(".warn")) {
    if (!(mark instanceof HTMLElement)) continue;
    mark.hidden = "weak" in mark.dataset ? !reason.weak : mark.dataset["why"] !== reason.why_unknown;
  }
  find("#text", HTMLElement).textContent = reason.text;
  find("#day", HTMLTimeElement).textContent = today() < answer.from ? answer.from : today();
  list("#conditions", reason.conditions.map((text) => document.createTextNode(text)));
  list("#sources", reason.documents.flatMap((id) => (documents[id] ? [source(documents[id])] : [])));
  card.hidden = false;
}

/** @param {string} selector @param {Node[]} entries */
function list(selector, entries) {
  const section = find(selector, HTMLElement);
  section.hidden = entries.length === 0;
  const items = entries.map((entry) => {
    const item = document.createElement("li");
    item.append(entry);
    return item;
  });
  section.querySelector("ul")?.replaceChildren(...items);
}

/** @param {Source} source */
function source({ title, issuer, doc_no, published, url }) {
  const line = document.createElement("span");
  line.className = "source";
  const name = document.createElement(url ? "a" : "span");
  name.textContent = `《${title}》`;
  if (name instanceof HTMLAnchorElement && url && /^https?:/.test(url)) {
    Object.assign(name, { href: url, target: "_blank", rel: "noopener noreferrer" });
  }
  line.append(name, ` ${[issuer, doc_no, published].filter(Boolean).join(" · ")}`);
  return line;
}

function tellHeight() {
  if (parent !== window) parent.postMessage({ gongjiHeight: document.documentElement.getBoundingClientRect().height }, "*");
}

document.body.dataset["mdColorScheme"] = matchMedia("(prefers-color-scheme: dark)").matches ? "slate" : "default";
form.addEventListener("change", () => void show());
form.addEventListener("submit", (event) => event.preventDefault());
fix();
void show();
new ResizeObserver(tellHeight).observe(document.documentElement);
