// A question as a flat object, as the fragment of a share link, and how a change alters it. No page, no engine.

/** @typedef {Record<string, string | number>} Question */
/** @typedef {Record<string, string | number | null>} Change  null takes a key out */

const NUMBERS = ["amount", "donor_balance", "relatives_bound", "relative_bound_by"];
const KEYS = [
  "on", "donor_region", "donor_pool", "donor_account", "relation", "relative", "relative_region", "relative_pool",
  "relative_insured", "expense", "item", "designated", "same_pool", "route", ...NUMBERS,
];
// Two keys for one thing: the id and the word typed.
/** @type {Record<string, string>} */
const TWINS = { relation: "relative", relative: "relation", expense: "item", item: "expense" };
/** @type {Record<string, string>} */
const POOL_OF = { donor_region: "donor_pool", relative_region: "relative_pool" };

/**
 * A value as the engine takes it: amounts and counts are numbers, all else is text.
 * @param {string} key
 * @param {string} value
 */
export function typed(key, value) {
  return NUMBERS.includes(key) && value.trim() !== "" && Number.isFinite(Number(value)) ? Number(value) : value;
}

/**
 * Reads a fragment. Keys that this page does not know are named in `unknown`; the rest is kept.
 * @param {string} fragment
 * @returns {{ question: Question, text: string, unknown: string[] }}
 */
export function parse(fragment) {
  /** @type {Question} */
  const question = {};
  const unknown = new Set();
  let text = "";
  for (const [key, value] of new URLSearchParams(fragment.replace(/^#/, ""))) {
    if (key === "text") text = value.trim();
    else if (!KEYS.includes(key)) unknown.add(key);
    else if (value !== "") question[key] = typed(key, value);
  }
  return { question, text, unknown: [...unknown] };
}

/**
 * Writes a fragment, without `#`.
 * @param {Question} question
 * @param {string} [text]
 */
export function format(question, text = "") {
  const pairs = Object.entries(question).map(([key, value]) => [key, String(value)]);
  return new URLSearchParams(text ? [...pairs, ["text", text]] : pairs).toString();
}

/**
 * The question after a change. A new word puts out the old id of the same thing, a new region its old pool.
 * @param {Question} question
 * @param {Change} change
 * @returns {Question}
 */
export function changed(question, change) {
  const next = { ...question };
  for (const [key, value] of Object.entries(change)) {
    const dependent = POOL_OF[key];
    if (dependent && value !== question[key]) delete next[dependent];
    if (value === null || value === "") {
      delete next[key];
      continue;
    }
    const twin = TWINS[key];
    if (twin) delete next[twin];
  }
  for (const [key, value] of Object.entries(change)) {
    if (value !== null && value !== "") next[key] = value;
  }
  return next;
}

/**
 * The known keys of what the engine understood, without the empty ones.
 * @param {Record<string, unknown>} understood
 * @returns {Question}
 */
export function known(understood) {
  /** @type {Question} */
  const question = {};
  for (const key of KEYS) {
    const value = understood[key];
    if (typeof value === "number" || (typeof value === "string" && value !== "")) question[key] = value;
  }
  return question;
}
