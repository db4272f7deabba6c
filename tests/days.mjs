// Verdicts from the table of all days, [region, relation, expense, day] a line: node days.mjs TABLE.json
import { readFileSync } from "node:fs";
import { stepsOf, verdictOn } from "../docs/assets/js/days.js";

const table = JSON.parse(readFileSync(process.argv[2], "utf8"));
const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
const verdict = ([region, relation, expense, day]) => verdictOn(stepsOf(table, region, relation, expense), day);
process.stdout.write(lines.map((line) => verdict(JSON.parse(line))).join("\n") + "\n");
