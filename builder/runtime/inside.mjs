// Starts the engine in Node with the whole standard library, lets it answer, and runs inside.py in it.
//   node inside.mjs FOLDER      reads engine.js, wasm, stdlib, calculator, policies, calls.json, also.json there; writes compiled.json
import { readFileSync, writeFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { engineOf } from "./node.mjs";

const folder = argv[2];
const read = (name) => new Uint8Array(readFileSync(`${folder}/${name}`));
const text = (name) => readFileSync(`${folder}/${name}`, "utf8");

try {
  const { python, browser } = await engineOf(text("engine.js")).begin({
    wasm: read("wasm"), stdlib: read("stdlib"), calculator: read("calculator"), policies: text("policies"),
  });
  const modules = python.pyimport("sys").modules;
  const atOnce = [...modules.keys()];
  browser.ask("{}"); // whatever is asked, it imports what it needs
  const withWords = [...modules.keys()];
  for (const [call, asked] of JSON.parse(text("calls.json"))) browser[call](asked);
  for (const name of JSON.parse(text("also.json"))) python.pyimport(name);
  try {
    browser.check(0); // an unforeseen error is told, too
  } catch {
    python.FS.writeFile("/home/pyodide/inside.py", readFileSync(new URL("inside.py", import.meta.url)));
  }
  writeFileSync(`${folder}/compiled.json`, python.pyimport("inside").report(atOnce, withWords));
  exit(0);
} catch (error) {
  console.error(error);
  exit(1); // Python keeps the event loop busy
}
