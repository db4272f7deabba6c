// 关怀版: larger type and stronger contrast, on every page, remembered in this browser only.
// A classic script in the head, so that the page never shows in the small type first.
(() => {
  const KEY = "gongji-care";
  const root = document.documentElement;

  const remembered = () => {
    try {
      return localStorage.getItem(KEY) === "on";
    } catch {
      return false; // storage may be closed (private windows, file:); the switch then lasts for this page only
    }
  };
  /** @param {boolean} on */
  const remember = (on) => {
    try {
      localStorage.setItem(KEY, on ? "on" : "off");
    } catch {
      // as above
    }
  };

  root.classList.toggle("care", remembered());
  document.addEventListener("DOMContentLoaded", () => {
    const search = document.querySelector(".md-search[role=dialog]"); // the theme leaves it without a name
    search?.setAttribute("aria-label", search.querySelector("input")?.getAttribute("aria-label") ?? "");
    const button = document.querySelector(".care-switch");
    if (!(button instanceof HTMLButtonElement)) return;
    const show = () => button.setAttribute("aria-pressed", String(root.classList.contains("care")));
    button.hidden = false;
    button.addEventListener("click", () => {
      remember(root.classList.toggle("care"));
      show();
    });
    show();
  });
})();
