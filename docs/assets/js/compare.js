// Two or three regions side by side: the rows in which they differ first. Verdicts come from the table of all days, the
// words from the table that the build wrote. The choice stands in the fragment, as a link to share.
import { stepsOf, verdictOn } from "./days.js";
import { data, pageUrl } from "./site.js";

/** @typedef {{ [region: string]: { [fact: string]: string[] } }} Facts */

const REGIONS = ["region1", "region2", "region3"];
const form = document.querySelector("form#compare");
const said = document.querySelector("#said");
const badges = document.querySelector("template#badges");
const different = document.querySelector("#different");
const same = document.querySelector("#same");

if (form instanceof HTMLFormElement && said instanceof HTMLElement && badges instanceof HTMLTemplateElement && different && same) {
  const rows = [...different.querySelectorAll("tr")];
  const names = new Map([...form.querySelectorAll("[name=region1] option")].map((option) => [option.getAttribute("value") ?? "", option.textContent ?? ""]));
  /** @type {Promise<[import("./days.js").Days, Facts]> | undefined} */
  let loading;

  /** @param {string} name */
  const control = (name) => /** @type {HTMLSelectElement | HTMLInputElement} */ (form.elements.namedItem(name));
  const regions = () => [...new Set(REGIONS.map((name) => control(name).value).filter(Boolean))];
  const day = () => control("on").value || (form.dataset["on"] ?? "");

  /** @param {string} tag @param {string} role @param {string} region */
  const cell = (tag, role, region) => {
    const element = document.createElement(tag);
    element.setAttribute("role", role);
    element.dataset["label"] = names.get(region) ?? "";
    return element;
  };

  /** @param {string} selector */
  const copied = (selector) => badges.content.querySelector(selector)?.cloneNode(true) ?? "";

  /** @param {string[]} texts */
  const paragraphs = (texts) => {
    if (texts.length === 0) return [copied(".nothing")];
    return texts.map((text) => Object.assign(document.createElement("p"), { textContent: text }));
  };

  /** @param {string[]} chosen */
  const head = (chosen) => {
    for (const row of document.querySelectorAll(".compared thead tr")) {
      while (row.children.length > 1) row.lastElementChild?.remove();
      for (const region of chosen) {
        const heading = cell("th", "columnheader", region);
        heading.setAttribute("scope", "col");
        const link = document.createElement("a");
        link.href = pageUrl(`regions/${region}/`).href;
        link.textContent = names.get(region) ?? "";
        heading.append(link);
        row.append(heading);
      }
    }
  };

  /**
   * Fills a row; whether its cells differ.
   * @param {HTMLTableRowElement} row @param {string[]} chosen
   * @param {import("./days.js").Days} days @param {Facts} facts
   */
  const fill = (row, chosen, days, facts) => {
    while (row.children.length > 1) row.lastElementChild?.remove();
    const { fact = "", expense = "" } = row.dataset;
    const contents = chosen.map((region) =>
      fact ? (facts[region]?.[fact] ?? []) : [verdictOn(stepsOf(days, region, control("relation").value, expense), day())],
    );
    contents.forEach((texts, number) => {
      const region = chosen[number] ?? "";
      const filled = cell("td", "cell", region);
      if (fact) {
        filled.append(...paragraphs(texts));
      } else {
        filled.className = `is-${texts[0]}`;
        filled.append(copied(`.v-${texts[0]}`));
      }
      row.append(filled);
    });
    return new Set(contents.map((texts) => texts.join("\n"))).size > 1;
  };

  /** @param {boolean} shown */
  const reveal = (shown) => {
    for (const id of ["result", "alike", "notes"]) {
      const part = document.getElementById(id);
      if (part) part.hidden = !shown;
    }
  };

  const show = async () => {
    const chosen = regions();
    reveal(false);
    said.textContent = said.dataset["none"] ?? "";
    if (chosen.length < 2) return;
    const asked = location.hash;
    loading = loading ?? Promise.all([data("days.json"), data("compare.json")]);
    try {
      const [days, facts] = await loading;
      if (asked !== location.hash) return; // a newer choice is under way
      head(chosen);
      const differs = rows.filter((row) => fill(row, chosen, days, facts));
      const alike = rows.filter((row) => !differs.includes(row));
      different.replaceChildren(...differs);
      same.replaceChildren(...alike);
      said.textContent = (said.dataset["counts"] ?? "").replace("{n}", String(differs.length)).replace("{m}", String(alike.length));
      reveal(true);
    } catch (error) {
      console.error(error);
      loading = undefined;
      said.textContent = said.dataset["failed"] ?? "";
    }
  };

  const read = () => {
    const wanted = new URLSearchParams(location.hash.slice(1));
    const places = (wanted.get("regions") ?? "").split(",").filter((region) => region && names.has(region));
    REGIONS.forEach((name, number) => (control(name).value = places[number] ?? ""));
    for (const name of ["relation", "on"]) {
      const given = control(name);
      const fallback = name === "on" ? (form.dataset["on"] ?? "") : given.querySelector("[selected]")?.getAttribute("value") ?? "";
      given.value = wanted.get(name) ?? fallback;
      if (!given.value) given.value = fallback;
    }
    void show();
  };

  form.addEventListener("change", () => {
    const chosen = new URLSearchParams({ regions: regions().join(","), relation: control("relation").value, on: day() });
    history.replaceState(null, "", `#${chosen.toString().replace(/%2C/g, ",")}`);
    void show();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);

  for (const part of document.querySelectorAll("[data-static]")) part.remove();
  form.hidden = false;
  read();
}
