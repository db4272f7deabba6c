// The register of documents: filters by grade, year and region, and sorts. The table is complete without it.
// The fragment holds the choice (#region=guangxi&grade=A), so that a link can set it.

const form = document.querySelector("form#filter");
const body = document.querySelector("#documents tbody");
const shown = document.querySelector("#shown");
const FILTERS = ["grade", "year", "region"];
const FIRST = "published-down";

if (form instanceof HTMLFormElement && body && shown) {
  const rows = [...body.querySelectorAll("tr")];
  const heads = [...document.querySelectorAll("#documents thead th")];

  /** @param {string} name */
  const select = (name) => /** @type {HTMLSelectElement} */ (form.elements.namedItem(name));

  /**
   * What a row is sorted by: the words of a cell, or for a count how many places cite it.
   * @param {HTMLTableRowElement} row
   * @param {string} key
   */
  const sortKey = (row, key) => {
    if (key === "cited") return String((row.dataset.cited ?? "").split(" ").length).padStart(4, "0");
    if (key === "grade") return row.dataset.grade ?? "";
    return row.querySelector(`[data-key="${key}"]`)?.textContent?.trim() ?? "";
  };

  const sort = () => {
    const [key = "published", way = "down"] = select("sort").value.split("-");
    const sign = way === "down" ? -1 : 1;
    const keyed = rows.map((row, place) => ({ row, place, by: sortKey(row, key) }));
    keyed.sort((a, b) => {
      if (!a.by !== !b.by) return a.by ? -1 : 1; // what is not known stands last, either way
      return sign * a.by.localeCompare(b.by, "zh") || a.place - b.place;
    });
    body.append(...keyed.map(({ row }) => row));
    for (const head of heads) {
      const chosen = head.getAttribute("data-key") === key;
      if (chosen) head.setAttribute("aria-sort", way === "down" ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    }
  };

  const filter = () => {
    const [grade, year, region] = FILTERS.map((name) => select(name).value);
    let count = 0;
    for (const row of rows) {
      const { grade: ownGrade, year: ownYear, cited = "" } = row.dataset;
      const fits = (!grade || grade === ownGrade) && (!year || year === ownYear) && (!region || cited.split(" ").includes(region));
      row.hidden = !fits;
      count += Number(fits);
    }
    shown.textContent = count === rows.length ? `共 ${count} 份。` : `${rows.length} 份中的 ${count} 份。`;
  };

  const read = () => {
    if (location.hash.startsWith("#doc-")) return; // a link to one row
    const wanted = new URLSearchParams(location.hash.slice(1));
    for (const name of [...FILTERS, "sort"]) {
      const control = select(name);
      const value = wanted.get(name) ?? "";
      control.value = [...control.options].some((option) => option.value === value) ? value : name === "sort" ? FIRST : "";
    }
    filter();
    sort();
  };

  form.addEventListener("change", () => {
    filter();
    sort();
    const chosen = [...new FormData(form)].filter(([name, value]) => value !== "" && !(name === "sort" && value === FIRST));
    const fragment = new URLSearchParams(chosen.map(([name, value]) => [name, String(value)])).toString();
    history.replaceState(null, "", fragment ? `#${fragment}` : location.pathname + location.search);
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  addEventListener("hashchange", read);

  for (const head of heads) {
    const key = head.getAttribute("data-key") ?? "";
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent;
    button.addEventListener("click", () => {
      const control = select("sort");
      const ways = [`${key}-up`, `${key}-down`].filter((way) => [...control.options].some((option) => option.value === way));
      control.value = ways.find((way) => way !== control.value) ?? ways[0] ?? FIRST;
      form.dispatchEvent(new Event("change"));
    });
    head.replaceChildren(button);
  }
  form.hidden = false;
  read();
}
