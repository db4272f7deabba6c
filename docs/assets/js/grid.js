// A grid of the regions with its controls: who, what, which day. The grid of the build day stands in the page; another
// choice is looked up in the table of all days, or in the steps that a tile carries. The choice stands in the fragment.
import { stepsOf, verdictOn } from "./days.js";
import { format } from "./question.js";
import { data, pageUrl } from "./site.js";

/** @typedef {HTMLInputElement | HTMLSelectElement} Control */

const form = document.querySelector("form#grid");
if (form instanceof HTMLFormElement) {
  /** @type {Promise<import("./days.js").Days> | undefined} */
  let loading;
  const controls = ["relation", "expense", "on", "how"]
    .map((name) => form.elements.namedItem(name))
    .filter((control) => control instanceof HTMLInputElement || control instanceof HTMLSelectElement);
  const first = new Map(controls.map((control) => [control.name, control.value]));
  const tiles = [...form.querySelectorAll(".tiles a")].filter((tile) => tile instanceof HTMLAnchorElement);
  const links = new Map(tiles.map((tile) => [tile, tile.getAttribute("href") ?? ""]));
  const badges = form.querySelector("template#badges");

  /** @param {string} name */
  const chosen = (name) => controls.find((control) => control.name === name)?.value || form.dataset[name] || "";
  const changed = () => controls.filter(({ name, value }) => value && value !== first.get(name));

  /** @param {string} selector @param {boolean} hidden */
  const hide = (selector, hidden) => {
    for (const part of form.querySelectorAll(selector)) if (part instanceof HTMLElement) part.hidden = hidden;
  };

  /** @param {HTMLAnchorElement} tile */
  const verdictOf = async (tile) => {
    const { pool = "", apart = pool, region = "" } = tile.dataset;
    if (pool) return verdictOn(chosen("how") === "pool" ? pool : apart, chosen("on"));
    loading = loading ?? data("days.json");
    return verdictOn(stepsOf(await loading, region, chosen("relation"), chosen("expense")), chosen("on"));
  };

  /** @param {Element} tile @param {string} verdict */
  const paint = (tile, verdict) => {
    const place = tile.querySelector("[data-verdict]");
    const badge = badges instanceof HTMLTemplateElement && badges.content.querySelector(`.v-${verdict}`);
    if (!(place instanceof HTMLElement) || !badge) return;
    place.dataset["verdict"] = verdict;
    place.replaceChildren(badge.cloneNode(true));
  };

  // On a page with reasons of its own a tile leads to them; for another question, to the same question on the check page.
  const link = () => {
    const other = changed().length > 0;
    hide("[data-plain]", other);
    hide("[data-other]", !other);
    for (const [tile, href] of links) {
      const region = tile.dataset["region"] ?? "";
      const question = { on: chosen("on"), donor_region: region, relative_region: region, relation: chosen("relation"), expense: chosen("expense") };
      const elsewhere = other && form.querySelector("[data-other]");
      tile.setAttribute("href", elsewhere ? pageUrl("check/", format(question)).href : href);
    }
  };

  const show = async () => {
    const asked = controls.map(({ value }) => value).join();
    hide("[data-failed]", true);
    try {
      const verdicts = await Promise.all(tiles.map(verdictOf));
      if (asked !== controls.map(({ value }) => value).join()) return; // a newer choice is under way
      tiles.forEach((tile, number) => paint(tile, verdicts[number] ?? ""));
      for (const count of form.querySelectorAll("[data-count]")) {
        count.textContent = String(verdicts.filter((verdict) => verdict === count.getAttribute("data-count")).length);
      }
      link();
    } catch (error) {
      console.error(error);
      loading = undefined;
      hide("[data-failed]", false);
    }
  };

  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const control of controls) {
      const fallback = first.get(control.name) ?? "";
      control.value = wanted.get(control.name) ?? fallback;
      if (!control.value) control.value = fallback;
    }
    if (changed().length) void show();
  };

  form.addEventListener("change", ({ target }) => {
    if (!controls.some((control) => control === target)) return;
    const fragment = format(Object.fromEntries(changed().map(({ name, value }) => [name, value])));
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
    void show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", () => {
    if (location.hash.includes("=")) read();
  });

  for (const control of controls) control.hidden = false;
  hide("[data-static]", true);
  hide("[data-dynamic]", false);
  read();
}
