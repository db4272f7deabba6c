// The sentence with blanks: fills its lists, shows a question in it, and tells what a control changes.
import { Combobox } from "./combobox.js";
import { typed } from "./question.js";

/** @typedef {import("./question.js").Question} Question */
/** @typedef {import("./question.js").Change} Change */
/** @typedef {import("./combobox.js").Suggestion} Suggestion */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */
/** @typedef {{ id: string, label: string }} Labelled */
/** @typedef {{ id: string, name: string, short: string, alike?: string[] }} Place */
/**
 * What `form.json` holds; `today` is the day of the build.
 * @typedef {{ regions: Place[], pools: (Place & { region: string })[], relations: Labelled[], kin: string[],
 *   expenses: Labelled[], items: string[], insured: Labelled[], today: string, names?: Record<string, string>,
 *   cards?: Record<string, string> }} Lists  in another language: `names` of words, and what stands in for the table's cards
 */

/** @type {Lists} */
const NO_LISTS = { regions: [], pools: [], relations: [], kin: [], expenses: [], items: [], insured: [], today: "" };

// Blanks that hold a word or the label of an id: [key of the id, its list, the words that stand for themselves].
/** @type {Record<string, ["relation" | "expense", "relations" | "expenses", "kin" | "items"]>} */
const WORDS = { relative: ["relation", "relations", "kin"], item: ["expense", "expenses", "items"] };
/** @type {Record<string, string>} */
const REGION_OF = { donor_pool: "donor_region", relative_pool: "relative_region" };

export class Form {
  /**
   * @param {HTMLFormElement} element
   * @param {HTMLElement} status  where the comboboxes say how many suggestions there are
   */
  constructor(element, status) {
    this.element = element;
    this.lists = NO_LISTS;
    /** @type {Record<string, Suggestion[]>} */
    this.words = { relative: [], item: [] };
    for (const name of [...Object.keys(REGION_OF), ...Object.keys(WORDS)]) {
      const input = element.elements.namedItem(name);
      if (input instanceof HTMLInputElement) new Combobox(input, status, () => this.suggestions(name));
    }
  }

  /** @param {Lists} lists */
  fill(lists) {
    this.lists = lists;
    this.choices("donor_region", lists.regions.map(({ id, short }) => new Option(short, id)));
    this.choices("relative_region", lists.regions.map(({ id, short }) => new Option(short, id)));
    this.choices("relative_insured", lists.insured.map(({ id, label }) => new Option(label, id)));
    for (const [name, [, labels, own]] of Object.entries(WORDS)) {
      const words = [...lists[labels].map(({ label }) => label), ...lists[own].map((word) => this.called(word))];
      const alike = Object.entries(lists.names ?? {});
      this.words[name] = [...new Set(words)].map((text) => ({ text, alike: alike.filter(([, said]) => said === text).map(([word]) => word) }));
    }
  }

  /**
   * What a text box suggests: words, or the pools of the region chosen.
   * @param {string} name
   * @returns {Suggestion[]}
   */
  suggestions(name) {
    const region = REGION_OF[name];
    if (!region) return this.words[name] ?? [];
    const within = this.select(region)?.value;
    const near = this.lists.pools.filter((pool) => !within || pool.region === within);
    const shortOf = (/** @type {string} */ id) => this.lists.regions.find((each) => each.id === id)?.short ?? "";
    return near.map((pool) => ({ text: pool.name, alike: [pool.short, ...(pool.alike ?? [])], more: within ? "" : shortOf(pool.region) }));
  }

  /**
   * A word as this page calls it.
   * @param {string} word
   */
  called(word) {
    return this.lists.names?.[word] ?? word;
  }

  /** The visitor's day. A clock that is behind the build of the site is wrong. */
  today() {
    const now = new Date();
    const local = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
    return local < this.lists.today ? this.lists.today : local;
  }

  /**
   * Shows the question; a text box that is being typed in is left alone.
   * @param {Question} question
   */
  show(question) {
    for (const control of this.controls()) {
      const typing = control === document.activeElement && control instanceof HTMLInputElement;
      if (!typing) control.value = this.shown(control.name, question);
      if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0; // not one of its choices
    }
    const details = this.element.querySelector("details");
    if (details && this.controls().some((control) => details.contains(control) && control.value)) details.open = true;
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
      const meant = this.lists[own].find((each) => each === word || this.called(each) === word);
      const match = meant ? undefined : this.lists[labels].find(({ label }) => label === word);
      return match ? { [key]: match.id } : { [name]: meant ?? word };
    }
    if (!word) return { [name]: null };
    const region = REGION_OF[name];
    if (region) {
      const within = this.select(region)?.value;
      const matches = this.lists.pools.filter((pool) => (!within || pool.region === within) && [pool.name, pool.short].includes(word));
      const only = matches.length === 1 ? matches[0] : undefined;
      return only ? { [region]: only.region, [name]: only.id } : { [name]: word };
    }
    return { [name]: typed(name, word) };
  }

  /**
   * Whether the words are one of those that the box suggests.
   * @param {Control} control
   */
  suggested({ name, value }) {
    return this.suggestions(name).some(({ text }) => text === value);
  }

  /**
   * Whether each pool in the question is a listed one, of the region that the question names.
   * @param {Question} question
   */
  listed(question) {
    return Object.entries(REGION_OF).every(([pool, region]) => {
      return !question[pool] || this.lists.pools.some((each) => each.id === question[pool] && each.region === question[region]);
    });
  }

  /**
   * The region that the question's account is in, if it is a listed one.
   * @param {Question} question
   */
  region(question) {
    return this.lists.regions.find(({ id }) => id === this.shown("donor_region", question));
  }

  /**
   * Goes to the blank of a key, opening what hides it.
   * @param {string} key
   */
  focus(key) {
    const control = this.controls().find(({ name }) => name === key || WORDS[name]?.[0] === key);
    const details = control?.closest("details");
    if (details) details.open = true;
    control?.focus();
  }

  /** The sentence as it is filled in, for a person to read. */
  sentence() {
    const parts = this.element.querySelectorAll(".sentence > span, .sentence > select, .sentence > input, .fields label");
    return [...parts].map((part) => {
      if (part instanceof HTMLLabelElement) {
        const value = part.control instanceof HTMLSelectElement ? chosen(part.control) : /** @type {any} */ (part.control)?.value;
        return value ? `；${part.firstChild?.textContent?.trim()}：${value}` : "";
      }
      if (part instanceof HTMLSelectElement) return chosen(part) || "＿";
      return part instanceof HTMLInputElement ? part.value || (part.name in REGION_OF ? "" : "＿") : part.textContent;
    }).join("");
  }

  /**
   * @param {string} name
   * @param {Question} question
   */
  shown(name, question) {
    const value = String(question[name] ?? "");
    const words = WORDS[name];
    if (words && !value) {
      const id = question[words[0]];
      return this.lists[words[1]].find((each) => each.id === id)?.label ?? String(id ?? "");
    }
    if (words) return this.called(value);
    if (name in REGION_OF) return this.lists.pools.find(({ id }) => id === value)?.name ?? value;
    if (Object.values(REGION_OF).includes(name)) {
      return this.lists.regions.find((region) => [region.id, region.name, region.short].includes(value))?.id ?? value;
    }
    return value;
  }

  controls() {
    const controls = [...this.element.elements].filter((element) => /** @type {Control} */ (element).name && !(element instanceof HTMLTextAreaElement));
    return /** @type {Control[]} */ (controls);
  }

  /** @param {string} name */
  select(name) {
    const control = this.element.elements.namedItem(name);
    return control instanceof HTMLSelectElement ? control : undefined;
  }

  /**
   * @param {string} name
   * @param {HTMLOptionElement[]} options
   */
  choices(name, options) {
    const select = this.select(name);
    select?.replaceChildren(...[...select.options].slice(0, 1), ...options); // the first is the empty one
  }
}

/** @param {HTMLSelectElement} select */
function chosen(select) {
  return select.value ? (select.selectedOptions[0]?.textContent ?? "") : "";
}
