// Registers the service worker over http(s), and tells it what this page needs without the network; or sees that none is left.
import { ROOT, addresses, needed } from "./parts.js";

const HELP = ["gongji-files", "gongji-pages", "gongji-lists"];
const script = document.querySelector("meta[name=service-worker]")?.getAttribute("content");
const possible = () => "serviceWorker" in navigator && location.protocol.startsWith("http");

/** What this page has loaded from this site, without what its manifest names. */
function loaded() {
  const entries = performance.getEntriesByType("resource").map(({ name }) => name);
  const build = addresses();
  return [...new Set(entries)].filter((url) => url.startsWith(ROOT.href) && !build.includes(url));
}

/** Registers it, or takes away an old one where the site does without. */
export async function setUpOffline() {
  if (!possible()) return;
  if (document.readyState !== "complete") await new Promise((resolve) => addEventListener("load", resolve, { once: true }));
  if (script) {
    await navigator.serviceWorker.register(new URL(script, document.baseURI), { updateViaCache: "none" });
    await keepForOffline(needed(true));
    return;
  }
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === ROOT.href) await registration.unregister();
  }
  for (const name of HELP) await caches.delete(name);
}

/**
 * Sees that this page works without the network from now on.
 * @param {string[]} [parts]  which parts of its build; all that it needs
 */
export async function keepForOffline(parts = needed()) {
  if (!possible() || !script) return;
  const { active } = await navigator.serviceWorker.ready;
  const own = document.querySelector("script[type=module]")?.getAttribute("src") ?? "";
  const marks = [own, ...addresses().map((url) => url.slice(ROOT.href.length))];
  const page = location.href.replace(/[?#].*/, "");
  active?.postMessage({ keep: { build: marks.join(" "), page, marks, files: [...loaded(), ...parts] } });
}
