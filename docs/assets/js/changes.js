// Looks up what changed between two days: filters the lines that the build wrote. Without it the pages of the years say the same.
// The fragment holds the choice (#after=2024-01-01&region=guangxi), so that a link can set it.

import { data, pageUrl } from "./site.js";

/** @typedef {{on: string, regions: number[], relations: number[], expenses: number[], where: string, about: string, was: string, now: string, words: string[]}} Line */
/** @typedef {{regions: string[], relations: string[], expenses: string[], lines: Line[]}} Table */

const MOST = 200; // lines shown at once
const NAMES = ["after", "until", "region", "relation", "expense"];
const form = document.querySelector("form#look-up");
const list = document.querySelector("#changes");
const found = document.querySelector("#found");
const badges = document.querySelector("template#change-badges");

/**
 * @param {string} name  of the page's own words
 * @param {Record<string, number>} [figures]
 */
function say(name, figures = {}) {
  if (!(found instanceof HTMLElement)) return;
  const words = found.dataset[name] ?? "";
  found.textContent = Object.entries(figures).reduce((whole, [key, value]) => whole.replace(`{${key}}`, String(value)), words);
}

/**
 * @param {string} verdict
 * @param {string} word
 */
function badge(verdict, word) {
  const shape = badges instanceof HTMLTemplateElement ? badges.content.querySelector(`.v-${verdict}`) : null;
  const copy = /** @type {HTMLElement} */ ((shape ?? document.createElement("span")).cloneNode(true));
  copy.textContent = word;
  return copy;
}

/** @param {Line} line */
function item(line) {
  const turn = document.createElement("span");
  turn.className = "turn";
  const to = document.createElement("span");
  to.className = "to";
  to.textContent = " → ";
  turn.append(badge(line.was, line.words[0] ?? ""), to, badge(line.now, line.words[1] ?? ""));
  const where = document.createElement("strong");
  where.textContent = line.where;
  const text = document.createElement("p");
  text.append(where, `：${line.about}`);
  const entry = document.createElement("li");
  entry.append(turn, text);
  return entry;
}

/** @param {Line[]} lines  of one or more days, each day's together */
function sections(lines) {
  /** @type {HTMLElement[]} */
  const parts = [];
  let day = "";
  for (const line of lines) {
    if (line.on !== day) {
      day = line.on;
      const heading = document.createElement("h3");
      const link = document.createElement("a");
      link.href = pageUrl(`changes/${day.slice(0, 4)}/`, `d-${day}`).href;
      link.textContent = day;
      heading.append(link);
      const entries = document.createElement("ul");
      entries.className = "became";
      parts.push(heading, entries);
    }
    parts[parts.length - 1]?.append(item(line));
  }
  return parts;
}

/**
 * @param {HTMLFormElement} controls
 * @param {HTMLElement} target
 * @param {Table} table
 */
function start(controls, target, table) {
  const control = (/** @type {string} */ name) => /** @type {HTMLInputElement | HTMLSelectElement} */ (controls.elements.namedItem(name));

  const show = () => {
    const [after = "", until = "", region = "", relation = "", expense = ""] = NAMES.map((name) => control(name).value);
    if (after && until && after >= until) {
      target.replaceChildren();
      say("wrong");
      return;
    }
    const fits = (/** @type {number[]} */ named, /** @type {string[]} */ ids, /** @type {string} */ chosen) => !chosen || named.includes(ids.indexOf(chosen));
    const lines = table.lines.filter(
      (line) =>
        (!after || line.on > after) && (!until || line.on <= until) && fits(line.regions, table.regions, region) &&
        fits(line.relations, table.relations, relation) && fits(line.expenses, table.expenses, expense),
    );
    lines.sort((a, b) => b.on.localeCompare(a.on));
    target.replaceChildren(...sections(lines.slice(0, MOST)));
    say(lines.length === 0 ? "none" : lines.length > MOST ? "most" : "all", { count: lines.length, shown: MOST });
  };

  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    if (!NAMES.some((name) => wanted.has(name))) return;
    for (const name of NAMES) {
      const one = control(name);
      one.value = wanted.get(name) ?? "";
      if (one.value !== (wanted.get(name) ?? "")) one.value = "";
    }
    show();
  };

  controls.addEventListener("change", () => {
    const chosen = NAMES.map((name) => [name, control(name).value]).filter(([, value]) => value !== "");
    history.replaceState(null, "", `#${new URLSearchParams(chosen)}`);
    show();
  });
  controls.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);
  const until = control("until").value;
  if (until && !control("after").value) control("after").value = `${Number(until.slice(0, 4)) - 1}${until.slice(4)}`;
  controls.hidden = false;
  target.hidden = false;
  show();
  read();
}

if (form instanceof HTMLFormElement && list instanceof HTMLElement) {
  data("changes.json").then(
    (table) => start(form, list, /** @type {Table} */ (table)),
    () => say("failed"),
  );
}
