// Looks a verdict up in the table of all days that the build worked out with the engine (builder/stretches.py). No page here.

/** @typedef {{ relations: string[], expenses: string[], steps: string[], cells: { [region: string]: number[][] } }} Days */

/** @type {{ [letter: string]: string }} */
const VERDICTS = { c: "covered", d: "conditional", u: "unknown", n: "not_covered" };
const DAY = "2000-01-01".length;

/**
 * The verdict on a day, from steps such as `n 2021-04-22u 2024-05-18c`.
 * @param {string} steps
 * @param {string} day
 */
export function verdictOn(steps, day) {
  const begun = steps.split(" ").filter((step) => step.length === 1 || step.slice(0, DAY) <= day);
  return VERDICTS[begun.pop()?.slice(-1) ?? ""] ?? "";
}

/**
 * The steps of a cell: two people insured in the region, no pool named.
 * @param {Days} table @param {string} region @param {string} relation @param {string} expense
 */
export function stepsOf({ relations, expenses, steps, cells }, region, relation, expense) {
  const number = cells[region]?.[relations.indexOf(relation)]?.[expenses.indexOf(expense)];
  return steps[number ?? -1] ?? "";
}
