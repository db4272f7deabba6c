// What a page says of its engine: loading with the bytes that have come, failed, or a browser that is too old.

export class EnginePanel {
  /** @param {HTMLElement} element  its parts are marked with `data-for` and a state */
  constructor(element) {
    this.element = element;
  }

  /** @param {import("./engine.js").State | "unsupported"} state */
  show(state) {
    this.element.dataset["state"] = state;
    for (const part of this.element.querySelectorAll("[data-for]")) {
      if (part instanceof HTMLElement) part.hidden = part.dataset["for"] !== state;
    }
  }

  /** @param {number} loaded @param {number} total  in bytes */
  progress(loaded, total) {
    const bar = this.element.querySelector("progress");
    const words = this.element.querySelector("#progress-words");
    if (!bar || !(words instanceof HTMLElement)) return;
    bar.max = total;
    bar.value = loaded;
    const size = (/** @type {number} */ bytes) => (bytes / 1000000).toFixed(1);
    const text = (loaded < total ? words.dataset["words"] : words.dataset["last"]) ?? "";
    words.textContent = text.replace("{loaded}", size(loaded)).replace("{total}", size(total));
  }
}
