// Where the pages of this site lie, seen from the page that is open, and its tables.
import { ROOT, packed } from "./parts.js";

export { ROOT, data } from "./parts.js";

/**
 * The address of a page of this site, such as `pageUrl("regions/hunan/")`.
 * @param {string} path  ends with a slash; "" is the home page
 * @param {string} [fragment]  without its #
 */
export function pageUrl(path, fragment = "") {
  const url = asPage(new URL(path, ROOT));
  url.hash = fragment;
  return url;
}

/**
 * From file:// a folder has no page of its own.
 * @param {URL} url
 */
export function asPage(url) {
  if (packed() && url.href.startsWith(ROOT.href) && url.pathname.endsWith("/")) url.pathname += "index.html";
  return url;
}
