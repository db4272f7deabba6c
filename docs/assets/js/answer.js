// The place of the answer: puts cards in, says the verdict to screen readers, and keeps the page from jumping.
import { safeNodes } from "./card.js";

const LOW = 0.5; // of the screen's height

export class AnswerView {
  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} said  a live region: the card's first lines, since a whole card is too long to be read out
   */
  constructor(element, said) {
    this.element = element;
    this.said = said;
  }

  /**
   * @param {string} html
   * @param {"table" | "python"} engine  where the card comes from
   * @param {boolean} [more]  whether a fuller card follows within a moment; the page below then stays where it is
   */
  show(html, engine, more = false) {
    const { element } = this;
    element.style.minHeight = more ? `${element.offsetHeight}px` : "";
    element.replaceChildren(...safeNodes(html));
    const card = element.querySelector("[data-verdict].card");
    element.dataset["verdict"] = card?.getAttribute("data-verdict") ?? "";
    element.dataset["engine"] = html ? engine : "";
    if (!more) this.busy(false);
    const words = [...element.querySelectorAll(".card-head > *")].map((each) => each.textContent?.trim()).join("，");
    if (!more && this.said.textContent !== words) this.said.textContent = words;
  }

  clear() {
    this.show("", "python");
  }

  empty() {
    return this.element.childNodes.length === 0;
  }

  /** @param {boolean} busy */
  busy(busy) {
    if (busy) this.element.setAttribute("aria-busy", "true");
    else this.element.removeAttribute("aria-busy");
  }

  /** Takes the visitor to the answer: what was pressed there is gone. */
  go() {
    this.element.focus({ preventScroll: true });
    if (this.element.getBoundingClientRect().top < 0) this.element.scrollIntoView();
  }

  /** Brings the answer up where it would begin low on the screen or below it. */
  reveal() {
    if (this.element.getBoundingClientRect().top < LOW * innerHeight) return;
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.element.scrollIntoView({ behavior: still ? "auto" : "smooth" });
  }
}
