// Answers the questions of a file with publicodes and prints how long each shape of the rules took. Called by engine.py.
import { readFileSync } from "node:fs";
import Engine from "publicodes";

const WORST = ["covered", "conditional", "unknown", "not_covered"];
const quiet = { log() {}, warn() {}, error() {} };

/**
 * @typedef {{situation: Record<string, string>, targets: string[]}} Question  the worst of the targets is the verdict
 * @typedef {{rules: Record<string, any>, questions: Question[], timed: number}} Shape
 */

/** @param {number[]} times @param {number} share */
const quantile = (times, share) => [...times].sort((a, b) => a - b)[Math.floor((times.length - 1) * share)] ?? NaN;

/** @param {Engine} engine @param {Question} question */
function answer(engine, question) {
  engine.setSituation(question.situation);
  return question.targets
    .map((target) => String(engine.evaluate(target).nodeValue))
    .reduce((a, b) => (WORST.indexOf(a) > WORST.indexOf(b) ? a : b));
}

/** @param {Shape} shape */
function measure({ rules, questions, timed }) {
  const began = performance.now();
  const engine = new Engine(rules, { logger: quiet });
  const start_ms = performance.now() - began;
  const verdicts = questions.map((question) => answer(engine, question)); // all of them, and the warm-up
  const asked = questions.slice(0, timed);
  const best = asked.map(() => Infinity);
  for (let round = 0; round < 3; round++) {
    asked.forEach((question, number) => {
      const from = performance.now();
      answer(engine, question);
      best[number] = Math.min(best[number] ?? Infinity, (performance.now() - from) * 1000);
    });
  }
  const size = Object.keys(rules).length;
  return { rules: size, start_ms, verdicts, median_us: quantile(best, 0.5), p95_us: quantile(best, 0.95) };
}

/** @type {Record<string, Shape>} */
const shapes = JSON.parse(readFileSync(process.argv[2] ?? "", "utf-8"));
const results = Object.entries(shapes).map(([name, shape]) => [name, measure(shape)]);
console.log(JSON.stringify(Object.fromEntries(results)));
