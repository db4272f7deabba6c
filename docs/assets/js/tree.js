// The family as a small tree: a button for each person in the row of the generation, lines for couples and descent.

/** @typedef {import("./family.js").Household} Household */
/** @typedef {{ id: string, title: string, more: string[] }} Node */

const SVG = "http://www.w3.org/2000/svg";

/** @param {Household} household @param {string} child */
const parentsOf = (household, child) => (household.parents[child] ?? []).map((parent) => (typeof parent === "string" ? { id: parent, kind: "birth" } : parent));

/**
 * The generation of each person: 0 for the first, less for parents, more for children. Who is not related starts a family anew.
 * @param {Household} household
 * @returns {Map<string, number>}
 */
export function generations(household) {
  /** @type {Map<string, [string, number][]>} */
  const links = new Map(household.members.map(({ id }) => [id, []]));
  const join = (/** @type {string} */ one, /** @type {string} */ other, /** @type {number} */ down) => {
    links.get(one)?.push([other, down]);
    links.get(other)?.push([one, -down]);
  };
  for (const [one, other] of household.marriages) join(one ?? "", other ?? "", 0);
  for (const child of Object.keys(household.parents)) for (const { id } of parentsOf(household, child)) join(id, child, 1);
  const found = new Map();
  for (const { id: first } of household.members) {
    if (found.has(first)) continue;
    found.set(first, 0);
    const queue = [first];
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      for (const [other, down] of links.get(id) ?? []) {
        if (found.has(other) || !links.has(other)) continue;
        found.set(other, found.get(id) + down);
        queue.push(other);
      }
    }
  }
  return found;
}

export class Tree {
  /**
   * @param {HTMLElement} element  holds an svg for the lines
   * @param {(id: string) => void} onChoose
   */
  constructor(element, onChoose) {
    this.element = element;
    /** @type {Household | undefined} */
    this.household = undefined;
    element.addEventListener("click", ({ target }) => {
      const id = target instanceof Element ? target.closest("button")?.dataset["id"] : undefined;
      if (id) onChoose(id);
    });
    if ("ResizeObserver" in window) new ResizeObserver(() => this.draw()).observe(element);
  }

  /**
   * @param {Household} household
   * @param {(id: string) => Node} describe
   */
  show(household, describe) {
    this.household = household;
    const rowOf = generations(household);
    const focused = document.activeElement instanceof HTMLElement && this.element.contains(document.activeElement) ? document.activeElement.dataset["id"] : "";
    const rows = [...new Set(rowOf.values())].sort((a, b) => a - b).map((generation) => {
      const row = document.createElement("div");
      row.className = "tree-row";
      row.append(...inOrder(household, [...rowOf].filter(([, each]) => each === generation).map(([id]) => id)).map((id) => button(describe(id))));
      return row;
    });
    for (const row of this.element.querySelectorAll(".tree-row")) row.remove();
    this.element.append(...rows);
    if (focused) this.node(focused)?.focus();
    this.draw();
  }

  /** @param {string} id */
  node(id) {
    return [...this.element.querySelectorAll("button")].find((each) => each.dataset["id"] === id);
  }

  /** Draws the lines between the buttons where they stand now. */
  draw() {
    const svg = this.element.querySelector("svg");
    const { household } = this;
    if (!svg || !household) return;
    const frame = this.element.getBoundingClientRect();
    const box = (/** @type {string} */ id) => {
      const rect = this.node(id)?.getBoundingClientRect();
      return rect && { x: rect.x - frame.x + rect.width / 2, top: rect.y - frame.y, bottom: rect.bottom - frame.y, middle: rect.y - frame.y + rect.height / 2 };
    };
    const lines = household.marriages.map(([one, other]) => {
      const [a, b] = [box(one ?? ""), box(other ?? "")];
      return a && b ? path(`M${a.x} ${a.middle}L${b.x} ${b.middle}`) : undefined;
    });
    for (const child of Object.keys(household.parents)) {
      const below = box(child);
      for (const { id, kind } of parentsOf(household, child)) {
        const above = box(id);
        if (!above || !below) continue;
        const bend = below.top - 10;
        lines.push(path(`M${above.x} ${above.bottom}V${bend}H${below.x}V${below.top}`, kind === "birth" ? "" : "step"));
      }
    }
    svg.replaceChildren(...lines.filter((line) => line !== undefined));
  }
}

/**
 * Couples stand beside each other.
 * @param {Household} household @param {string[]} ids
 */
function inOrder(household, ids) {
  const partner = new Map(household.marriages.flatMap(([a, b]) => [[a, b], [b, a]]));
  /** @type {string[]} */
  const order = [];
  for (const id of ids) {
    if (order.includes(id)) continue;
    const other = partner.get(id);
    order.push(id, ...(other && ids.includes(other) ? [other] : []));
  }
  return order;
}

/** @param {Node} node */
function button({ id, title, more }) {
  const element = document.createElement("button");
  element.type = "button";
  element.dataset["id"] = id;
  const name = document.createElement("b");
  name.textContent = title;
  element.append(name, ...more.filter(Boolean).map((words) => {
    const small = document.createElement("small");
    small.textContent = words;
    return small;
  }));
  return element;
}

/** @param {string} d @param {string} [kind] */
function path(d, kind = "") {
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", d);
  if (kind) line.setAttribute("class", kind);
  return line;
}
