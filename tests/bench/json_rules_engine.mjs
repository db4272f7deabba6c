// Answers the questions of a rule table with json-rules-engine and prints how long each way of asking took. Called by peers.py.
import { readFileSync } from "node:fs";
import { Engine } from "json-rules-engine";

const WORST = ["covered", "conditional", "unknown", "not_covered"];
const FEW = 60; // an engine that tries all its rules for every question is asked fewer

/**
 * @typedef {[string, string][]} Spans  [first day, verdict], newest first
 * @typedef {Record<string, Record<string, Spans>>} Cells
 * @typedef {{circle: Cells, payable: Cells, asked: [string, string, string, string][], timed: number}} Given
 */

/** @type {Given} */
const given = JSON.parse(readFileSync(process.argv[2] ?? "", "utf-8"));

/** @param {number[]} times */
const median = (times) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) / 2)] ?? NaN;
/** Days as whole numbers, which its operators compare. @param {string} on */
const number = (on) => Number(on.replaceAll("-", ""));

/**
 * One rule a span. `where` holds the conditions on place, relation and expense.
 * @param {Engine} engine @param {string} subject @param {Spans} spans @param {import("json-rules-engine").NestedCondition[]} where
 */
function add(engine, subject, spans, where) {
  spans.forEach(([on, verdict], index) => {
    const next = spans[index - 1];
    const before = next ? [{ fact: "day", operator: "lessThan", value: number(next[0]) }] : [];
    const all = [...where, { fact: "day", operator: "greaterThanInclusive", value: number(on) }, ...before];
    engine.addRule({ conditions: { all }, event: { type: subject, params: { verdict } } });
  });
  return spans.length;
}

/** @param {Engine[]} engines @param {Record<string, any>} facts */
async function answer(engines, facts) {
  let worst = 0;
  for (const engine of engines) {
    const { events } = await engine.run(facts);
    for (const event of events) worst = Math.max(worst, WORST.indexOf(event.params?.verdict));
  }
  return WORST[worst];
}

/** @param {(asked: [string, string, string, string]) => Engine[]} engines @param {number} most */
async function measure(engines, most) {
  const asked = given.asked.slice(0, most);
  const verdicts = [];
  for (const one of asked) verdicts.push(await answer(engines(one), facts(one)));
  const timed = asked.slice(0, given.timed);
  const best = timed.map(() => Infinity);
  for (let round = 0; round < 3; round++) {
    for (const [index, one] of timed.entries()) {
      const chosen = engines(one);
      const from = performance.now();
      await answer(chosen, facts(one));
      best[index] = Math.min(best[index] ?? Infinity, (performance.now() - from) * 1000);
    }
  }
  return { verdicts, median_us: median(best) };
}

/** @param {[string, string, string, string]} asked */
const facts = ([on, place, who, what]) => ({ day: number(on), place, who, what });

const subjects = /** @type {const} */ ([["circle", "who"], ["payable", "what"]]);
/** @type {Map<string, Engine>} */
const cells = new Map();
const all = new Engine();
let rules = 0;
for (const [subject, fact] of subjects) {
  for (const [region, keys] of Object.entries(given[subject])) {
    for (const [key, spans] of Object.entries(keys)) {
      const engine = new Engine();
      add(engine, subject, spans, []);
      cells.set(`${region} ${subject} ${key}`, engine);
      const where = [{ fact: "place", operator: "equal", value: region }, { fact, operator: "equal", value: key }];
      rules += add(all, subject, spans, where);
    }
  }
}
/** @param {[string, string, string, string]} asked */
const named = ([, region, who, what]) => [`${region} circle ${who}`, `${region} payable ${what}`].map((name) => /** @type {Engine} */ (cells.get(name)));
const results = {
  "caller names the two cells": { rules, ...(await measure(named, Infinity)) },
  "one engine of all rules": { rules, ...(await measure(() => [all], FEW)) },
};
console.log(JSON.stringify(results));
