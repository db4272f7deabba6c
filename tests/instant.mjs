// Answers questions (a JSON object a line) from the instant table, a letter or null a line: node instant.mjs TABLE.json
import { readFileSync } from "node:fs";
import { instantLetter } from "../docs/assets/js/instant.js";

const table = JSON.parse(readFileSync(process.argv[2], "utf8"));
const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
process.stdout.write(lines.map((line) => JSON.stringify(instantLetter(JSON.parse(line), table))).join("\n") + "\n");
