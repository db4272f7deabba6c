// Imports modules in the very Python that the site serves.
//   node imports.mjs node.mjs engine wasm stdlib calculator ask plan policies < JSON list of names      prints {name: why it failed}
import { readFileSync } from "node:fs";
import { argv, exit } from "node:process";

const { engineOf } = await import(argv[2]);
const [script, wasm, ...modules] = argv.slice(3).map((path) => readFileSync(path));
const [stdlib, calculator, ask, plan, policies] = modules.map((content) => new Uint8Array(content));
const names = JSON.parse(readFileSync(0, "utf8"));
const { python } = await engineOf(script.toString()).begin({
  wasm, stdlib, calculator, ask, plan, policies,
});
const failed = {};
for (const name of names) {
  try {
    python.pyimport(name);
  } catch (error) {
    failed[name] = String(error).trim().split("\n").pop();
  }
}
console.log(JSON.stringify(failed));
exit(0);
