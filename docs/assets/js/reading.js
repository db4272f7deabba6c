// What was read in the visitor's own words: each stretch as a chip that leads to its blank, and the notes.

/** @typedef {import("./question.js").Question} Question */
/** @typedef {{ start: number, end: number, text: string, key: string, value: unknown }} Span */
/** @typedef {{ spans?: Span[], notes?: string[], about?: boolean, question?: Record<string, unknown> }} Read */

export class ReadingView {
  /**
   * @param {HTMLElement} chips  a list
   * @param {HTMLElement} notes
   * @param {(key: string) => void} onPick
   */
  constructor(chips, notes, onPick) {
    this.chips = chips;
    this.notes = notes;
    /** @type {Span[]} */
    this.spans = [];
    chips.addEventListener("click", ({ target }) => {
      const key = target instanceof Element ? target.closest("button")?.dataset["key"] : undefined;
      if (key) onPick(key);
    });
  }

  /** @param {Read} reading */
  show({ spans = [], notes = [] }) {
    this.spans = spans;
    this.notes.replaceChildren(...notes.map((words) => {
      const note = document.createElement("p");
      note.textContent = words;
      return note;
    }));
    this.notes.hidden = notes.length === 0;
    /** @type {Map<string, Span>} */
    const stretches = new Map();
    for (const span of spans) stretches.set(`${span.start}-${span.end}`, span); // one chip a stretch: 深圳 is a region and a pool
    this.chips.replaceChildren(...[...stretches.values()].map(({ key, text }) => {
      const chip = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.dataset["key"] = key;
      button.textContent = text;
      chip.append(button);
      return chip;
    }));
    this.chips.hidden = stretches.size === 0;
  }

  /**
   * Takes away the chips whose words no longer say what the question says.
   * @param {Question} question
   * @param {boolean} notes  whether what was noted still holds
   */
  keep(question, notes) {
    const said = notes ? [...this.notes.children].map(({ textContent }) => textContent ?? "") : [];
    this.show({ spans: this.spans.filter(({ key, value }) => String(question[key]) === String(value)), notes: said });
  }

  clear() {
    this.show({});
  }
}
