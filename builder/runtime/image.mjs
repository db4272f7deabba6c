// Makes the image of a Python that has started, the same on every day and machine.
//   node image.mjs FOLDER      reads engine.js, wasm, stdlib, calculator, ask, plan, policies there; writes image
import { readFileSync, writeFileSync } from "node:fs";
import { argv, exit } from "node:process";
import { engineOf } from "./node.mjs";

const folder = argv[2];
const read = (name) => new Uint8Array(readFileSync(`${folder}/${name}`));
const text = (name) => readFileSync(`${folder}/${name}`, "utf8");

const { image } = engineOf(text("engine.js"));
// The clock stands still and chance is no chance, so that nothing of this day or machine is in the image.
const DAY = 946684800000;
globalThis.Date = class extends Date {
  constructor(...parts) {
    super(...(parts.length ? parts : [DAY]));
  }
  static now() {
    return DAY;
  }
};
performance.now = () => 0;
globalThis.crypto.getRandomValues = (array) => array.fill(1);
try {
  const names = ["wasm", "stdlib", "calculator", "ask", "plan", "policies"];
  const parts = Object.fromEntries(names.map((name) => [name, read(name)]));
  writeFileSync(`${folder}/image`, await image(parts, { env: { PYTHONHASHSEED: "0", TZ: "UTC" } }));
  exit(0);
} catch (error) {
  console.error(error);
  exit(1);
}
