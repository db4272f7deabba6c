// Where the parts of this site lie, seen from the page that is open.

/** The folder of the site; every page names where its assets are. */
export const ROOT = new URL("..", new URL(document.querySelector("meta[name=assets]")?.getAttribute("content") ?? "assets/", document.baseURI));

/**
 * The address of a page of this site, such as `pageUrl("regions/hunan/")`.
 * @param {string} path  ends with a slash; "" is the home page
 * @param {string} [fragment]  without its #
 */
export function pageUrl(path, fragment = "") {
  const url = new URL(path, ROOT);
  url.hash = fragment;
  return url;
}

/**
 * A table that the build wrote, such as `await data("form.json")`.
 * @param {string} name
 */
export async function data(name) {
  const response = await fetch(new URL(`assets/data/${name}`, ROOT));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response.json();
}
