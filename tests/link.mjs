// Reads questions (a JSON object a line), writes each as a share link's fragment and reads it back: a line {link, question, unknown} each.
import { readFileSync } from "node:fs";
import { format, parse } from "../docs/assets/js/question.js";

const lines = readFileSync(0, "utf8").split("\n").filter(Boolean);
const told = lines.map((line) => {
  const link = format(JSON.parse(line));
  return JSON.stringify({ link, ...parse(`#${link}`) });
});
process.stdout.write(told.join("\n") + "\n");
