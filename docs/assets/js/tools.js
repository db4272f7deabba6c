// The buttons under an answer: copy the link, print, save as a picture, read aloud, report an error, start anew. Nothing is
// sent anywhere.
import { packed } from "./parts.js";
import { picture } from "./picture.js";

/** @param {string} id  of the page's own words */
function words(id) {
  const status = document.querySelector("#tool-words");
  return (status instanceof HTMLElement && status.dataset[id]) || "";
}

/** @param {string} id */
function say(id) {
  const status = document.querySelector("#tool-words");
  if (status) status.textContent = words(id);
}

/**
 * @param {string} text
 * @param {string} done  which of the page's words to show then
 */
async function copy(text, done) {
  try {
    await navigator.clipboard.writeText(text);
    say(done);
  } catch {
    window.prompt(words("prompt"), text); // no clipboard in some app browsers
  }
}

/**
 * Saves the answer as a picture, and shows it for those whose app cannot save: a long press does it there.
 * @param {HTMLElement} answer
 */
async function save(answer) {
  const shown = document.querySelector("#picture");
  try {
    const { address, width, height } = await picture(answer);
    const link = document.createElement("a");
    link.href = address;
    link.download = `${words("file")}-${answer.querySelector(".card-head h2")?.textContent?.trim() ?? ""}.png`;
    link.click();
    if (shown instanceof HTMLElement) {
      shown.replaceChildren(Object.assign(new Image(), { src: address, width, height, alt: shown.dataset["words"] ?? "" }));
      shown.hidden = false;
    }
    say("picture");
  } catch (error) {
    console.error(error);
    say("noPicture");
  }
}

/** The link to pass on: from file:// that of the page in the net, if this page names it. */
function shared() {
  const own = packed() ? document.querySelector("link[rel=canonical]") : null;
  return own instanceof HTMLLinkElement ? own.href + location.hash : location.href;
}

/** @param {string} text */
function speak(text) {
  if (speechSynthesis.speaking) {
    speechSynthesis.cancel();
    return;
  }
  for (const sentence of text.match(/[^。！？；]*[。！？；]|[^。！？；]+$/g) ?? []) { // some voices break off in a long text
    const voice = new SpeechSynthesisUtterance(sentence);
    voice.lang = "zh-CN";
    voice.rate = 0.9;
    speechSynthesis.speak(voice);
  }
}

/** @type {[RegExp, string | ((...found: string[]) => string)][]} */
const SAID = [
  [/(\d{4})-(\d{1,2})-(\d{1,2})/g, (_, year, month, day) => `${year}年${Number(month)}月${Number(day)}日`],
  [/(\d{1,2}):00\s*[-~～–—]\s*(\d{1,2}):00/g, (_, from, to) => `${Number(from)}点到${Number(to)}点`],
  [/\b12[3-9]\d\d\b(?!\s*[元块])/g, (number) => [...number].map((digit) => "零一二三四五六七八九"[Number(digit)]).join("")], // 12393
  [/(\d)\s*[-~～–—]\s*(?=\d)/g, "$1到"],
  [/[·“”‘’《》〈〉「」"]/g, ""],
  [/[（(]/g, "，"],
  [/[）)](?=[，。；：、！？]|$)/g, ""],
  [/[）)]|[—–]+|\.{3,}|…+/g, "，"],
  [/\s*[/／|]\s*/g, "或"],
  [/[→➜]/g, "到"],
  [/[，、；：]+([，。！？；])/g, "$1"],
  [/\s+/g, " "],
];

/**
 * A text as a voice should say it: words, no signs.
 * @param {string} text
 */
const sayable = (text) => SAID.reduce((said, [sign, word]) => said.replace(sign, /** @type {string} */ (word)), text);

/**
 * What of an answer is read aloud: the sentence, what is asked, the conditions, what else would work; of a topic what it says.
 * @param {HTMLElement} answer
 */
export function spoken(answer) {
  const parts = answer.querySelectorAll(".card-head, .card-ask, .card-conditions, .card-instead, .card-said p:not(.after)");
  const said = [...parts].map((part) => {
    const copied = /** @type {Element} */ (part.cloneNode(true));
    for (const button of copied.querySelectorAll("button")) button.remove();
    return [...copied.querySelectorAll("h2, h3, p, li")].filter((each) => !each.querySelector("p, li")).map(textOf).join("。") || textOf(copied);
  });
  return sayable(said.join("。")).replace(/[。：；，\s]*。+/g, "。");
}

/** @param {Element} element */
const textOf = (element) => element.textContent?.trim() ?? "";

/**
 * The text of a report, from the page's own words.
 * @param {HTMLTextAreaElement} box
 * @param {HTMLElement} answer
 * @param {string} question
 */
function report(box, answer, question) {
  const of = (/** @type {string} */ selector) => [...answer.querySelectorAll(selector)].map(textOf).filter(Boolean).join(" ");
  const facts = { link: shared(), question, verdict: of(".card-head > *"), receipt: of(".receipt") };
  box.value = Object.entries(facts).reduce((whole, [name, value]) => whole.split(`{${name}}`).join(value), box.dataset["words"] ?? "");
}

/**
 * @param {HTMLElement} answer
 * @param {() => string} question  in words
 * @param {() => void} clear
 */
export function setUpTools(answer, question, clear) {
  const speaker = document.querySelector('[data-tool="speak"]');
  if (speaker instanceof HTMLElement) speaker.hidden = !("speechSynthesis" in window);
  const details = document.querySelector("#report");
  const box = document.querySelector("#report-text");
  if (details instanceof HTMLDetailsElement && box instanceof HTMLTextAreaElement) {
    details.addEventListener("toggle", () => {
      if (details.open) report(box, answer, question());
    });
  }
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-tool]") : null;
    const tool = button?.getAttribute("data-tool");
    if (tool === "copy") void copy(shared(), "link");
    if (tool === "copy-report" && box instanceof HTMLTextAreaElement) void copy(box.value, "report");
    if (tool === "print") window.print();
    if (tool === "picture") void save(answer);
    if (tool === "speak") speak(spoken(answer));
    if (tool === "clear") clear();
  });
  addEventListener("beforeprint", () => {
    for (const part of answer.querySelectorAll("details")) part.open = true; // paper cannot be unfolded
  });
}

/** A new question is asked: what was under way about the old answer ends. */
export function resetTools() {
  say("");
  const shown = document.querySelector("#picture");
  if (shown instanceof HTMLElement) {
    shown.hidden = true;
    shown.replaceChildren();
  }
  if ("speechSynthesis" in window) speechSynthesis.cancel();
  const details = document.querySelector("#report");
  if (details instanceof HTMLDetailsElement) details.open = false;
}
