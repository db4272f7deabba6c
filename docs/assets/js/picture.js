// The answer as a PNG, painted letter by letter where the browser itself has laid it out, so that the colours, the letter
// size and 关怀版 are those of the page. Made on the device, by canvas alone; nothing is loaded and nothing is sent.

const MOST_PIXELS = 12000000; // what the canvas of an old phone bears
const TALLEST = 16000;
const SHARP = 2; // dots a CSS pixel

/** @typedef {CanvasRenderingContext2D} Brush */
/** @typedef {{ left: number, top: number, width: number, height: number }} Box */

/**
 * A PNG of the cards, as a `data:` address, with its size in CSS pixels.
 * @param {HTMLElement} answer
 */
export async function picture(answer) {
  const stage = staged(answer);
  try {
    const { width, height } = stage.getBoundingClientRect();
    const scale = Math.min(SHARP, Math.sqrt(MOST_PIXELS / (width * height)), TALLEST / height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(width * scale);
    canvas.height = Math.round(height * scale);
    const brush = canvas.getContext("2d");
    if (!brush) throw new Error("no canvas");
    brush.scale(scale, scale);
    await paint(brush, stage);
    return { address: canvas.toDataURL("image/png"), width: canvas.width, height: canvas.height };
  } finally {
    stage.remove();
  }
}

/**
 * A copy of the cards beside the page, as wide as a sheet, without what only a screen can do.
 * @param {HTMLElement} answer
 */
function staged(answer) {
  const stage = document.createElement("div");
  stage.className = "picture-stage";
  stage.inert = true;
  stage.setAttribute("aria-hidden", "true");
  for (const part of answer.childNodes) stage.append(part.cloneNode(true));
  for (const each of stage.querySelectorAll("[id]")) each.removeAttribute("id");
  for (const each of stage.querySelectorAll("details:not([open]) > :not(summary)")) each.remove(); // folded, yet it has a place
  (answer.parentElement ?? document.body).append(stage);
  return stage;
}

/**
 * @param {Brush} brush
 * @param {HTMLElement} stage
 */
async function paint(brush, stage) {
  const { left, top } = stage.getBoundingClientRect();
  /** @param {Box} box */
  const placed = (box) => ({ left: box.left - left, top: box.top - top, width: box.width, height: box.height });
  for (const element of [stage, ...stage.querySelectorAll("*")]) {
    const box = element.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const style = getComputedStyle(element);
    paintBox(brush, placed(box), style);
    if (element.matches(".v")) await paintShape(brush, placed(box), getComputedStyle(element, "::before"));
    if (element.matches("input[type=checkbox]")) outline(brush, placed(box), getComputedStyle(element.parentElement ?? element).color);
    if (style.display === "list-item") paintMark(brush, element, placed(box), style);
  }
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node.parentElement?.closest(".sr-only")) continue;
    for (const line of lines(node)) paintText(brush, line.text, placed(line), getComputedStyle(node.parentElement ?? stage));
  }
}

/**
 * The stretches of a text that the browser has put on one line each.
 * @param {Node} node
 */
function lines(node) {
  const text = node.textContent ?? "";
  const range = document.createRange();
  /** @type {(Box & { text: string })[]} */
  const found = [];
  let at = 0;
  for (const letter of text) {
    range.setStart(node, at);
    at += letter.length;
    range.setEnd(node, at);
    const box = range.getBoundingClientRect();
    if (!box.width || !box.height) continue;
    const last = found[found.length - 1];
    if (last && Math.abs(last.top - box.top) < box.height / 2) {
      last.text += letter;
      last.width = box.right - last.left;
    } else {
      found.push({ text: letter, left: box.left, top: box.top, width: box.width, height: box.height });
    }
  }
  return found;
}

/**
 * @param {Brush} brush
 * @param {string} text
 * @param {Box} box
 * @param {CSSStyleDeclaration} style
 */
function paintText(brush, text, box, style) {
  brush.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  brush.fillStyle = style.color;
  const { fontBoundingBoxAscent: above, fontBoundingBoxDescent: below } = brush.measureText(text);
  const baseline = above ? box.top + (box.height * above) / (above + below) : box.top + box.height * 0.8;
  brush.fillText(text.replace(/\s/g, " "), box.left, baseline, box.width + 1);
}

/**
 * @param {Brush} brush
 * @param {Box} box
 * @param {CSSStyleDeclaration} style
 */
function paintBox(brush, { left, top, width, height }, style) {
  if (!/^(?:transparent|rgba\(.*, 0\))$/.test(style.backgroundColor)) {
    brush.fillStyle = style.backgroundColor;
    brush.fillRect(left, top, width, height);
  }
  /** @type {["Top" | "Right" | "Bottom" | "Left", number, number, number, number][]} */
  const sides = [["Top", left, top, width, 0], ["Right", left + width, top, 0, height], ["Bottom", left, top + height, width, 0], ["Left", left, top, 0, height]];
  for (const [side, x, y, across, down] of sides) {
    const thick = parseFloat(style[`border${side}Width`]);
    if (!thick || style[`border${side}Style`] === "none") continue;
    brush.fillStyle = style[`border${side}Color`];
    brush.fillRect(x - (side === "Right" ? thick : 0), y - (side === "Bottom" ? thick : 0), across || thick, down || thick);
  }
}

/**
 * @param {Brush} brush
 * @param {Box} box
 * @param {string} colour
 */
function outline(brush, { left, top, width, height }, colour) {
  brush.strokeStyle = colour;
  brush.strokeRect(left + 1, top + 1, width - 2, height - 2);
}

/**
 * The dot or number of a list.
 * @param {Brush} brush
 * @param {Element} element
 * @param {Box} box
 * @param {CSSStyleDeclaration} style
 */
function paintMark(brush, element, { left, top }, style) {
  if (style.listStyleType === "none") return;
  const number = [...(element.parentElement?.children ?? [])].indexOf(element) + 1;
  const mark = element.parentElement?.matches("ol") ? `${number}.` : "•";
  brush.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
  brush.fillStyle = style.color;
  const size = parseFloat(style.fontSize);
  const leading = ((parseFloat(style.lineHeight) || 1.65 * size) - size) / 2;
  brush.fillText(mark, left - brush.measureText(mark).width - size * 0.35, top + parseFloat(style.paddingTop) + leading + size * 0.88);
}

/**
 * The shape of a verdict: the style sheet's own mask in the verdict's colour.
 * @param {Brush} brush
 * @param {Box} box
 * @param {CSSStyleDeclaration} style  of what stands before the word
 */
async function paintShape(brush, { left, top, height }, style) {
  const mask = /url\("(data:image\/svg\+xml,.+)"\)/.exec(style.maskImage || style.getPropertyValue("-webkit-mask-image"))?.[1];
  const size = parseFloat(style.width);
  if (!mask || !size) return;
  const image = new Image(size * 4, size * 4);
  image.src = mask.replace(/\\(?=")/g, "");
  try {
    await image.decode();
  } catch {
    return; // the word says it too
  }
  const sheet = document.createElement("canvas");
  sheet.width = sheet.height = Math.round(size * 4);
  const shape = sheet.getContext("2d");
  if (!shape) return;
  shape.drawImage(image, 0, 0, sheet.width, sheet.height);
  shape.globalCompositeOperation = "source-in";
  shape.fillStyle = style.backgroundColor;
  shape.fillRect(0, 0, sheet.width, sheet.height);
  brush.drawImage(sheet, left, top + (height - size) / 2, size, size);
}
