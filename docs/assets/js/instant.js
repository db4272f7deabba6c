// Looks a complete plain question up in the table that the build worked out with the engine. Anything else: null, and
// Python answers. Only keys are put together here; what a cell says comes from the table.

/** @typedef {{ [key: string]: string | number | null | undefined }} Question */
/** @typedef {{ from: string, near: { [place: string]: { [how: string]: number[] } }, cross: { [region: string]: number[] },
 *   ends: { [place: string]: string } }} Segment */
/** @typedef {{ relations: string[], expenses: string[], kin: { [word: string]: number }, items: { [word: string]: number },
 *   single: string[], cards: { [letter: string]: string }, segments: Segment[], rows: string[] }} Table */

const WORST_LAST = "cdun"; // covered, conditional, unknown, not_covered
const KNOWN = new Set([
  "on", "donor_region", "donor_pool", "donor_account", "relation", "relative", "relative_region", "relative_pool",
  "relative_insured", "expense", "item", "designated", "same_pool",
]);
/** @type {{ [key: string]: string[] }} */
const PLAIN = { donor_account: ["yes"], designated: ["yes"], relative_insured: ["employee", "resident"], same_pool: ["yes", "no"] };

/** @param {object} object @param {string} key */
const has = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

/** @param {string} day */
function isDay(day) {
  const time = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(day) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === day;
}

/**
 * The number of a word or id in the table, or -1. The word wins if both are given.
 * @param {{ [word: string]: number }} words @param {string[]} ids @param {unknown} word @param {unknown} id
 */
function numberOf(words, ids, word, id) {
  if (!word) return ids.indexOf(String(id));
  return has(words, String(word)) ? (words[String(word)] ?? -1) : -1;
}

/**
 * Where a place stands in the table: a pool with rules of its own, another pool of the region, or the region.
 * @param {object} places @param {string} region @param {unknown} pool
 */
function placeKey(places, region, pool) {
  if (!pool) return region;
  return [String(pool), `${region}/other`].find((key) => has(places, key)) ?? region;
}

/**
 * What a place holds, or nothing for a place that the table does not know.
 * @template T
 * @param {{ [place: string]: T }} places @param {string} region @param {unknown} pool
 */
function at(places, region, pool) {
  const key = placeKey(places, region, pool);
  return has(places, key) ? places[key] : undefined;
}

/**
 * How close the two places are, as the table names it; "cross" for two regions.
 * @param {Question} question @param {string[]} single
 */
function closeness({ donor_region, donor_pool, relative_region, relative_pool, same_pool }, single) {
  if (relative_region && relative_region !== donor_region) return "cross";
  if (single.includes(String(donor_region)) || same_pool === "yes") return "pool";
  if (donor_pool && relative_pool) return donor_pool === relative_pool ? "pool" : "region";
  return same_pool === "no" ? "region" : "either";
}

/**
 * @param {Table} table
 * @param {number[] | undefined} rows  the row of each relation
 * @param {number} relation
 * @param {number} expense
 */
function letterIn(table, rows, relation, expense) {
  return table.rows[rows?.[relation] ?? -1]?.[expense] ?? null;
}

/**
 * The letter of the verdict on a question, or null where the table does not hold it.
 * @param {Question} question @param {Table} table
 */
export function instantLetter(question, table) {
  const given = Object.entries(question).filter(([, value]) => value !== null && value !== undefined && value !== "");
  if (given.some(([key, value]) => !KNOWN.has(key) || (PLAIN[key] && !PLAIN[key]?.includes(String(value))))) return null;
  const relation = numberOf(table.kin, table.relations, question.relative, question.relation);
  const expense = numberOf(table.items, table.expenses, question.item, question.expense);
  const region = String(question.donor_region ?? "");
  const on = String(question.on ?? "");
  const segment = table.segments.filter(({ from }) => from <= on).pop();
  if (!segment || !isDay(on) || relation < 0 || expense < 0 || !has(segment.cross, region)) return null;
  if (table.relations[relation] === "self") {
    return letterIn(table, at(segment.near, region, question.donor_pool)?.["pool"], relation, expense);
  }
  const near = closeness(question, table.single);
  if (near === "cross") {
    const row = letterIn(table, segment.cross[region], relation, expense);
    const own = at(segment.ends, region, question.donor_pool);
    const theirs = at(segment.ends, String(question.relative_region), question.relative_pool);
    if (!row || !own || !theirs) return null;
    return [row, own, theirs].sort((a, b) => WORST_LAST.indexOf(a) - WORST_LAST.indexOf(b))[2] ?? null;
  }
  const pool = question.donor_pool || (near === "pool" ? question.relative_pool : "");
  return letterIn(table, at(segment.near, region, pool)?.[near], relation, expense);
}
