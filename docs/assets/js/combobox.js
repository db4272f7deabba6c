// A text box with a list of suggestions (the ARIA pattern "editable combobox with list autocomplete"). Any words may be
// typed; the list only helps. Choosing fires `change` on the box.

/** @typedef {{ text: string, alike?: string[], more?: string }} Suggestion  `alike`: other words found by; `more`: said beside it */

const MOST = 8;

/**
 * The suggestions for what is typed: those that begin with it, then those that hold it.
 * @param {Suggestion[]} suggestions
 * @param {string} typed
 */
export function matches(suggestions, typed) {
  const word = typed.trim().toLowerCase();
  if (!word) return suggestions.slice(0, MOST);
  /** @type {Suggestion[][]} */
  const found = [[], [], []];
  for (const each of suggestions) {
    const words = [each.text, ...(each.alike ?? [])].map((name) => name.toLowerCase());
    const rank = words.includes(word) ? 0 : words.some((name) => name.startsWith(word)) ? 1 : words.some((name) => name.includes(word)) ? 2 : 3;
    found[rank]?.push(each);
  }
  return found[0]?.concat(found[1] ?? [], found[2] ?? []).slice(0, MOST) ?? [];
}

export class Combobox {
  /**
   * @param {HTMLInputElement} input
   * @param {HTMLElement} status  says how many there are; its `data-words` hold `{n}`
   * @param {() => Suggestion[]} suggestions  asked anew whenever the list opens or the words change
   */
  constructor(input, status, suggestions) {
    this.input = input;
    this.status = status;
    this.suggestions = suggestions;
    this.list = document.createElement("ul");
    this.list.id = `${input.name}-list`;
    this.list.className = "suggestions";
    this.list.hidden = true;
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", input.getAttribute("aria-label") ?? input.name);
    /** @type {Suggestion[]} */
    this.shown = [];
    this.active = -1;
    input.parentElement?.append(this.list);
    for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-expanded", "false"], ["aria-controls", this.list.id]]) {
      input.setAttribute(String(name), String(value));
    }
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => this.open(this.untouched() ? "" : input.value));
    input.addEventListener("input", () => this.open(input.value));
    input.addEventListener("keydown", (event) => this.key(event));
    input.addEventListener("blur", () => this.close());
    this.list.addEventListener("pointerdown", (event) => event.preventDefault()); // the box keeps the focus
    this.list.addEventListener("mousedown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = target instanceof Element ? target.closest("[role=option]") : null;
      if (option) this.choose([...this.list.children].indexOf(option));
    });
  }

  /** Whether the box holds exactly one of the suggestions: then a click shows the others, not only this one. */
  untouched() {
    return this.suggestions().some(({ text }) => text === this.input.value);
  }

  /** @param {string} typed */
  open(typed) {
    this.shown = matches(this.suggestions(), typed);
    this.active = -1;
    this.list.replaceChildren(...this.shown.map((each, number) => this.option(each, number)));
    const open = this.shown.length > 0;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = (open ? this.status.dataset["words"] : this.status.dataset["none"])?.replace("{n}", String(this.shown.length)) ?? "";
    if (open) this.place();
  }

  close() {
    this.list.hidden = true;
    this.active = -1;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
    this.status.textContent = "";
  }

  /** @private @param {Suggestion} suggestion @param {number} number */
  option({ text, more }, number) {
    const option = document.createElement("li");
    option.id = `${this.list.id}-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.append(text);
    if (more) {
      const beside = document.createElement("small");
      beside.textContent = more;
      option.append(" ", beside);
    }
    return option;
  }

  /** Under the box, inside the width of the sentence. */
  place() {
    const { list, input } = this;
    const width = list.parentElement?.clientWidth ?? 0;
    list.style.top = `${input.offsetTop + input.offsetHeight}px`;
    list.style.left = `${Math.max(0, Math.min(input.offsetLeft, width - list.offsetWidth))}px`;
  }

  /** @param {number} number */
  activate(number) {
    this.active = number;
    [...this.list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === number)));
    const option = this.list.children[number];
    if (!option) return;
    this.input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  }

  /** @param {number} number */
  choose(number) {
    const chosen = this.shown[number];
    if (!chosen) return;
    this.input.value = chosen.text;
    this.close();
    this.input.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** @param {KeyboardEvent} event */
  key(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const isOpen = !this.list.hidden;
    const last = this.shown.length - 1;
    const done = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const down = event.key === "ArrowDown";
      done();
      if (!isOpen) {
        this.open(this.untouched() ? "" : this.input.value);
        if (!event.altKey) this.activate(down ? 0 : this.shown.length - 1);
      } else if (event.altKey && !down) this.close();
      else if (down) this.activate(this.active >= last ? 0 : this.active + 1);
      else this.activate(this.active <= 0 ? last : this.active - 1);
    } else if (!isOpen) {
      return;
    } else if (event.key === "Escape") {
      done();
      this.close();
    } else if (event.key === "Enter") {
      if (this.active < 0) this.close(); // what is typed holds; the form takes it
      else {
        done();
        this.choose(this.active);
      }
    } else if ((event.key === "Home" || event.key === "End") && this.active >= 0) {
      done();
      this.activate(event.key === "Home" ? 0 : last);
    } else if (event.key === "ArrowLeft" || event.key === "ArrowRight") {
      this.activate(-1);
      this.input.removeAttribute("aria-activedescendant");
    }
  }
}
