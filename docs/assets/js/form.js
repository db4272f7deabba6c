// The sentence with blanks: fills its lists, shows a question in it, and tells what a control changes.
import { typed } from "./question.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./question.js").Change} Change */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */
/** @typedef {{ id: string, label: string }} Labelled */
/** @typedef {{ id: string, name: string, short: string }} Place */
/**
 * What `form.json` holds; `today` is the day of the build.
 * @typedef {{ regions: Place[], pools: (Place & { region: string })[], relations: Labelled[], kin: string[],
 *   expenses: Labelled[], items: string[], insured: Labelled[], today: string }} Lists
 */

/** @type {Lists} */
const NO_LISTS = { regions: [], pools: [], relations: [], kin: [], expenses: [], items: [], insured: [], today: "" };

// Blanks that hold a word or the label of an id: [key of the id, its list, the words that stand for themselves].
/** @type {Record<string, ["relation" | "expense", "relations" | "expenses", "kin" | "items"]>} */
const WORDS = { relative: ["relation", "relations", "kin"], item: ["expense", "expenses", "items"] };
/** @type {Record<string, string>} */
const REGION_OF = { donor_pool: "donor_region", relative_pool: "relative_region" };

export class Form {
  #lists = NO_LISTS;

  /** @param {HTMLFormElement} element */
  constructor(element) {
    this.element = element;
  }

  /** @param {Lists} lists */
  fill(lists) {
    this.#lists = lists;
    this.#choices("donor_region", lists.regions.map(({ id, short }) => new Option(short, id)));
    this.#choices("relative_region", lists.regions.map(({ id, short }) => new Option(short, id)));
    this.#choices("relative_insured", lists.insured.map(({ id, label }) => new Option(label, id)));
    for (const [, labels, words] of Object.values(WORDS)) {
      this.#suggest(words, [...lists[words], ...lists[labels].map(({ label }) => label)]);
    }
  }

  /** The visitor's day. A clock that is behind the build of the site is wrong. */
  today() {
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
    return local < this.#lists.today ? this.#lists.today : local;
  }

  /**
   * Shows the question; a text box that is being typed in is left alone.
   * @param {Question} question
   */
  show(question) {
    for (const control of this.#controls()) {
      const typing = control === document.activeElement && control instanceof HTMLInputElement;
      if (!typing) control.value = this.#shown(control.name, question);
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0; // not one of its choices
    }
    for (const [pool, region] of Object.entries(REGION_OF)) {
      const near = this.#lists.pools.filter((each) => !question[region] || each.region === question[region]);
      this.#suggest(`${pool.split("_")[0]}-pools`, near.map(({ name }) => name));
    }
    const details = this.element.querySelector("details");
    if (details && this.#controls().some((control) => details.contains(control) && control.value)) details.open = true;
  }

  /**
   * What a control now says: the id where its words name exactly one listed thing, otherwise the words themselves.
   * @param {Control} control
   * @returns {Change}
   */
  change({ name, value }) {
    const word = value.trim();
    const words = WORDS[name];
    if (words) {
      const [key, labels, own] = words;
      if (!word) return { [name]: null, [key]: null };
      const match = this.#lists[own].includes(word) ? undefined : this.#lists[labels].find(({ label }) => label === word);
      return match ? { [key]: match.id } : { [name]: word };
    }
    if (!word) return { [name]: null };
    const region = REGION_OF[name];
    if (region) {
      const within = this.#select(region)?.value;
      const matches = this.#lists.pools.filter((pool) => (!within || pool.region === within) && [pool.name, pool.short].includes(word));
      return { [name]: matches.length === 1 && matches[0] ? matches[0].id : word };
    }
    return { [name]: typed(name, word) };
  }

  /**
   * Whether the words are one of those that the box suggests.
   * @param {Control} control
   */
  suggested(control) {
    const list = control instanceof HTMLInputElement ? control.list : null;
    return [...(list?.options ?? [])].some(({ value }) => value === control.value);
  }

  /**
   * @param {string} name
   * @param {Question} question
   */
  #shown(name, question) {
    const value = String(question[name] ?? "");
    const words = WORDS[name];
    if (words && !value) {
      const id = question[words[0]];
      return this.#lists[words[1]].find((each) => each.id === id)?.label ?? String(id ?? "");
    }
    if (name in REGION_OF) return this.#lists.pools.find(({ id }) => id === value)?.name ?? value;
    if (Object.values(REGION_OF).includes(name)) {
      return this.#lists.regions.find((region) => [region.id, region.name, region.short].includes(value))?.id ?? value;
    }
    return value;
  }

  #controls() {
    const controls = [...this.element.elements].filter((element) => /** @type {Control} */ (element).name && !(element instanceof HTMLTextAreaElement));
    return /** @type {Control[]} */ (controls);
  }

  /** @param {string} name */
  #select(name) {
    const control = this.element.elements.namedItem(name);
    return control instanceof HTMLSelectElement ? control : undefined;
  }

  /**
   * @param {string} name
   * @param {HTMLOptionElement[]} options
   */
  #choices(name, options) {
    const select = this.#select(name);
    select?.replaceChildren(...[...select.options].slice(0, 1), ...options); // the first is the empty one
  }

  /**
   * @param {string} id
   * @param {string[]} words
   */
  #suggest(id, words) {
    document.getElementById(id)?.replaceChildren(...[...new Set(words)].map((word) => new Option(word, word)));
  }
}
