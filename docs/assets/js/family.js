// The cards of a family: reads a household from them and shows one in them. What a household means is Python's.
import { Combobox } from "./combobox.js";

/** @typedef {import("./form.js").Lists} Lists */
/** @typedef {string | { id: string, kind: string }} Parent */
/** @typedef {{ id: string, name?: string, [key: string]: unknown }} Member */
/**
 * @typedef {{ on?: string, members: Member[], marriages: string[][], parents: { [child: string]: Parent[] },
 *   expenses: { [key: string]: unknown }[], bindings: { [key: string]: unknown }[], [key: string]: unknown }} Household
 */
/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

const PEOPLE = ["spouse", "parent1", "parent2", "who", "donor", "relative"];
const PLAIN = { member: ["name", "sex", "insured", "bound", "bound_by"], expense: ["who", "amount", "on"], binding: ["donor", "relative"] };

/**
 * A number as such, so that a file holds numbers; anything else as it was typed, for Python to complain of.
 * @param {string} text
 */
const amount = (text) => (text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : text.trim());

export class Family {
  /**
   * @param {HTMLFormElement} form
   * @param {HTMLElement} status  where the comboboxes say how many suggestions there are
   */
  constructor(form, status) {
    this.form = form;
    this.status = status;
    /** @type {Lists | undefined} */
    this.lists = undefined;
    /** @private @type {WeakMap<Element, { [key: string]: unknown }>} what an opened file says and no control shows */
    this._rest = new WeakMap();
    /** @private */
    this._count = 0;
  }

  /** @param {string} kind */
  list(kind) {
    return /** @type {HTMLElement} */ (this.form.querySelector(`#${kind}s`));
  }

  /** @param {string} kind @returns {HTMLElement[]} */
  entries(kind) {
    return /** @type {HTMLElement[]} */ ([...this.list(kind).children]);
  }

  /**
   * A control of a card, or of the form itself.
   * @param {Element} entry @param {string} key
   */
  control(entry, key) {
    return /** @type {Control | null} */ (entry.querySelector(entry === this.form ? `#${key}` : `[data-key="${key}"]`));
  }

  /** What the page calls a person. @param {Element} entry */
  name(entry) {
    return this.value(entry, "name") || (this.list("member").dataset["nameless"] ?? "");
  }

  /** @param {Element} entry @param {string} key */
  value(entry, key) {
    return this.control(entry, key)?.value.trim() ?? "";
  }

  /** @param {Element} entry @param {string} key @param {unknown} value */
  put(entry, key, value) {
    const control = this.control(entry, key);
    if (!control) return;
    control.value = value === undefined || value === null ? "" : String(value);
    if (control instanceof HTMLSelectElement && control.selectedIndex < 0) control.selectedIndex = 0;
  }

  /**
   * Adds an empty card.
   * @param {"member" | "expense" | "binding"} kind
   * @param {string} [id]
   */
  add(kind, id) {
    const template = /** @type {HTMLTemplateElement} */ (document.querySelector(`template#${kind}`));
    const entry = /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
    const taken = this.entries(kind).map((each) => each.dataset["id"]);
    do this._count += 1; while (!id && taken.includes(`${kind[0]}${this._count}`));
    entry.dataset["id"] = id ?? `${kind[0]}${this._count}`;
    for (const field of entry.querySelectorAll(".field")) {
      const control = /** @type {Control} */ (field.querySelector("[data-key]"));
      control.id = `${kind}-${this._count}-${control.dataset["key"]}`;
      control.name = control.id;
      field.querySelector("label")?.setAttribute("for", control.id);
      if (control instanceof HTMLInputElement && ["place", "item"].includes(control.dataset["key"] ?? "")) {
        control.setAttribute("aria-label", field.querySelector("label")?.textContent ?? "");
        new Combobox(control, this.status, () => (control.dataset["key"] === "place" ? this.places() : this.things()));
      }
    }
    this.list(kind).append(entry);
    this.refresh();
    return entry;
  }

  /** Brings the lists of people, the titles and the fields that hang on a choice up to date. */
  refresh() {
    const people = this.entries("member").map((entry) => ({ id: entry.dataset["id"] ?? "", name: this.name(entry) }));
    for (const control of this.form.querySelectorAll("select")) {
      if (!PEOPLE.includes(control.dataset["key"] ?? "")) continue;
      const own = control.closest(".person")?.getAttribute("data-id");
      const chosen = control.value;
      const options = people.filter(({ id }) => id !== own).map(({ id, name }) => new Option(name, id));
      control.replaceChildren(...[...control.options].slice(0, 1), ...options);
      control.value = people.some(({ id }) => id === chosen) ? chosen : "";
    }
    for (const entry of this.entries("member")) {
      const title = entry.querySelector("[data-title]");
      if (title) title.textContent = this.name(entry);
      for (const field of entry.querySelectorAll("[data-for]")) {
        if (field instanceof HTMLElement) field.hidden = field.dataset["for"] !== this.value(entry, "insured");
      }
      for (const field of entry.querySelectorAll("[data-with]")) {
        if (field instanceof HTMLElement) field.hidden = !this.value(entry, field.dataset["with"] ?? "");
      }
    }
  }

  places() {
    const { regions, pools } = this.lists ?? { regions: [], pools: [] };
    const shortOf = (/** @type {string} */ id) => regions.find((each) => each.id === id)?.short ?? "";
    return [
      ...pools.map((pool) => ({ text: pool.name, alike: [pool.short, ...(pool.alike ?? [])], more: shortOf(pool.region) })),
      ...regions.map((region) => ({ text: region.name, alike: [region.short] })),
    ];
  }

  things() {
    const { expenses, items } = this.lists ?? { expenses: [], items: [] };
    return [...new Set([...expenses.map(({ label }) => label), ...items.map((word) => this.called(word))])].map((text) => ({ text }));
  }

  /**
   * A word as this page calls it.
   * @param {string} word
   */
  called(word) {
    return this.lists?.names?.[word] ?? word;
  }

  /**
   * Makes two people a couple, or one single; nobody is left married to a third.
   * @param {Element} entry @param {string} other  "" for nobody
   */
  marry(entry, other) {
    const own = entry.getAttribute("data-id") ?? "";
    for (const each of this.entries("member")) {
      const id = each.dataset["id"];
      if (id === own) this.put(each, "spouse", other);
      else if (id === other) this.put(each, "spouse", own);
      else if ([own, other].includes(this.value(each, "spouse"))) this.put(each, "spouse", "");
    }
  }

  /** @param {Element} entry @param {string} parent */
  descend(entry, parent) {
    const free = ["parent1", "parent2"].find((key) => !this.value(entry, key));
    if (free) this.put(entry, free, parent);
  }

  /** @param {string} id */
  member(id) {
    return this.entries("member").find((entry) => entry.dataset["id"] === id);
  }

  /**
   * The household as it is filled in. Rows of expenses and bindings that are not complete yet stay out.
   * @returns {Household}
   */
  read() {
    /** @type {Household} */
    const household = { ...this._rest.get(this.form), on: this.value(this.form, "on"), members: [], marriages: [], parents: {}, expenses: [], bindings: [] };
    if (this.value(this.form, "new_bindings")) household["new_bindings"] = this.value(this.form, "new_bindings");
    for (const entry of this.entries("member")) this._readMember(entry, household);
    for (const entry of this.complete("expense", ["who", "item", "amount"])) {
      const read = this._read(entry, "expense");
      household.expenses.push({ ...read, amount: amount(String(read["amount"])), ...this._thing(this.value(entry, "item")) });
    }
    for (const entry of this.complete("binding", ["donor", "relative"])) {
      const { id, ...pair } = this._read(entry, "binding");
      household.bindings.push(pair);
    }
    return household;
  }

  /**
   * The cards that are filled so far that they count.
   * @param {"expense" | "binding"} kind @param {string[]} needed
   */
  complete(kind, needed) {
    return this.entries(kind).filter((entry) => needed.every((key) => this.value(entry, key)));
  }

  /** @private @param {HTMLElement} entry @param {"member" | "expense" | "binding"} kind */
  _read(entry, kind) {
    /** @type {{ [key: string]: unknown }} */
    const read = { ...this._rest.get(entry), id: entry.dataset["id"] };
    for (const key of PLAIN[kind]) {
      if (this.value(entry, key)) read[key] = this.value(entry, key);
    }
    return read;
  }

  /** @private @param {HTMLElement} entry @param {Household} household */
  _readMember(entry, household) {
    const id = entry.dataset["id"] ?? "";
    const read = /** @type {Member} */ (this._read(entry, "member"));
    for (const key of ["bound", "bound_by"]) if (read[key] !== undefined) read[key] = amount(String(read[key]));
    Object.assign(read, this._place(this.value(entry, "place")));
    const balance = this.value(entry, "account");
    const past = this.value(entry, "past_years");
    const employee = this.value(entry, "insured") === "employee";
    if (employee && balance) read["account"] = past ? { balance: amount(balance), past_years: amount(past) } : amount(balance);
    household.members.push(read);
    const spouse = this.value(entry, "spouse");
    if (spouse && !household.marriages.some((pair) => pair.includes(id))) household.marriages.push([id, spouse]);
    const parents = ["1", "2"].filter((n) => this.value(entry, `parent${n}`)).map((n) => {
      const kind = this.value(entry, `kind${n}`);
      return kind ? { id: this.value(entry, `parent${n}`), kind } : this.value(entry, `parent${n}`);
    });
    if (parents.length) household.parents[id] = parents;
  }

  /** @private @param {string} words  a listed place by its name, or what was typed */
  _place(words) {
    const { regions, pools } = this.lists ?? { regions: [], pools: [] };
    const named = pools.filter(({ name, short }) => [name, short].includes(words));
    const only = named.length === 1 ? named[0] : undefined;
    const region = regions.find(({ name, short }) => [name, short].includes(words));
    if (!words) return {};
    if (only && !region) return { region: only.region, pool: only.id };
    return { region: region?.id ?? words };
  }

  /** @private @param {string} words  the label of a kind of expense, or the thing itself */
  _thing(words) {
    const meant = this.lists?.items.find((word) => word === words || this.called(word) === words);
    const match = meant ? undefined : this.lists?.expenses.find(({ label }) => label === words);
    return match ? { expense: match.id } : { item: meant ?? words };
  }

  /**
   * Shows a household in fresh cards. Throws a TypeError if it is not one; nothing has changed then.
   * @param {any} household
   */
  show(household) {
    const lists = [household?.members, household?.marriages ?? [], household?.expenses ?? [], household?.bindings ?? []];
    if (!lists.every((list) => Array.isArray(list) && list.every((each) => each && typeof each === "object"))) throw new TypeError("not a household");
    for (const kind of ["member", "expense", "binding"]) this.list(kind).replaceChildren();
    const { members, marriages, parents, expenses, bindings, on, new_bindings, ...rest } = household;
    this._rest.set(this.form, rest);
    this.put(this.form, "on", on);
    this.put(this.form, "new_bindings", new_bindings);
    for (const member of members) this._showMember(member);
    for (const [one, other] of marriages ?? []) {
      const entry = this.member(one);
      if (entry) this.marry(entry, other);
    }
    for (const [child, links] of Object.entries(parents ?? {})) this._showParents(child, Array.isArray(links) ? links : []);
    for (const { id, item, expense, ...other } of expenses ?? []) {
      const entry = this.add("expense", id === undefined ? undefined : String(id));
      this.put(entry, "item", item ? this.called(item) : this.lists?.expenses.find((each) => each.id === expense)?.label ?? expense);
      this._fill(entry, "expense", item && expense ? { ...other, expense } : other);
    }
    for (const binding of bindings ?? []) this._fill(this.add("binding"), "binding", binding);
    this.refresh();
  }

  /** @private @param {any} member */
  _showMember({ id, region, pool, account, ...other }) {
    const entry = this.add("member", String(id));
    const named = this.lists?.pools.find((each) => each.id === String(pool)) ?? this.lists?.regions.find((each) => each.id === region);
    this.put(entry, "place", named?.name ?? pool ?? region);
    const split = account !== null && typeof account === "object";
    this.put(entry, "account", split ? account.balance : account);
    this.put(entry, "past_years", split ? account.past_years : "");
    this._fill(entry, "member", other);
  }

  /** @private @param {string} child @param {any[]} links */
  _showParents(child, links) {
    const entry = this.member(child);
    links.slice(0, 2).forEach((link, at) => {
      if (!entry) return;
      this.put(entry, `parent${at + 1}`, link?.id ?? link);
      this.put(entry, `kind${at + 1}`, link?.kind === "birth" ? "" : link?.kind);
    });
  }

  /** @private @param {HTMLElement} entry @param {"member" | "expense" | "binding"} kind @param {{ [key: string]: unknown }} values */
  _fill(entry, kind, values) {
    const rest = { ...values };
    for (const key of PLAIN[kind]) {
      this.put(entry, key, values[key]);
      delete rest[key];
    }
    this._rest.set(entry, rest);
  }
}
