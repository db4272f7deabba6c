// Puts the answer card into the page. Its HTML is made and escaped in Python; this is the second lock on the door.
import { ROOT, asPage } from "./site.js";

const UNWANTED = "script, style, link, meta, base, iframe, frame, object, embed, form, template, noscript";
const ADDRESSES = ["href", "src", "action", "formaction", "xlink:href"];
const TWINS = document.documentElement.lang === "en" ? /^(?=check\/|plan\/|guide\/)/ : /(?!)/; // pages that are in English too
const PROTOCOLS = ["http:", "https:", "tel:", "file:"];

/**
 * The full address, or nothing if it is not one to follow.
 * @param {string} address
 */
function resolved(address) {
  if (address.startsWith("#")) return address;
  try {
    const url = asPage(new URL(address.replace(TWINS, "en/"), ROOT));
    return PROTOCOLS.includes(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** @param {Element} element */
function clean(element) {
  for (const { name, value } of [...element.attributes]) {
    const address = ADDRESSES.includes(name) ? resolved(value) : undefined;
    if (address) element.setAttribute(name, address);
    else if (name.startsWith("on") || [...ADDRESSES, "style", "srcdoc"].includes(name)) element.removeAttribute(name);
  }
}

// Trusted Types want a named policy for the parser. It changes nothing: nothing runs or loads in a parsed document.
const policy = Reflect.get(window, "trustedTypes")?.createPolicy("card", { createHTML: (/** @type {string} */ html) => html });

/**
 * The nodes of the HTML, without anything that could run.
 * @param {string} html
 */
export function safeNodes(html) {
  const { body } = new DOMParser().parseFromString(policy?.createHTML(html) ?? html, "text/html");
  for (const element of body.querySelectorAll(UNWANTED)) element.remove();
  for (const element of body.querySelectorAll("*")) clean(element);
  return [...body.childNodes];
}
