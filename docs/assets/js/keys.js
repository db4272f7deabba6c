// What the theme leaves undone for those who use the keyboard: its menu opens by key and keeps the focus while it is open, and
// a single letter leads nowhere (WCAG 2.1.4). A classic script, before the theme's own.
(() => {
  const words = document.currentScript?.dataset.menu ?? "";
  const toggle = document.querySelector("#__drawer");
  const label = document.querySelector("label.md-header__button[for=__drawer]");

  addEventListener("keydown", (event) => {
    const { key, target } = event;
    const letter = key.length === 1 && key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (letter && !(target instanceof Element && target.closest("input, select, textarea"))) event.stopImmediatePropagation();
  }, true);

  if (!(toggle instanceof HTMLInputElement) || !label) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} menu-button`;
  button.setAttribute("aria-label", words);
  button.append(...label.childNodes);
  label.replaceWith(button);
  const show = () => {
    button.setAttribute("aria-expanded", String(toggle.checked));
    for (const part of document.querySelectorAll(".md-banner, .md-content, .md-footer")) part.toggleAttribute("inert", toggle.checked);
  };
  button.addEventListener("click", () => toggle.click());
  toggle.addEventListener("change", show);
  show();
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape" || !toggle.checked) return;
    toggle.click();
    button.focus();
  });
})();
