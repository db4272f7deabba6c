// An image of the memory of a Python that has started, kept for the next visit. A help that may fail: then Python starts as ever.
import { named, packed, signature, sumOf } from "./parts.js";

const CACHE = "gongji-image";
const PARTS = ["engine", "wasm", "stdlib", "calculator", "ask", "plan", "policies"];
const SUM = "x-sha256";

/** Under which address it is kept; another build's image has another. */
const address = () => new URL(`image?${encodeURIComponent(signature(PARTS))}`, location.origin).href;

const possible = () => typeof caches === "object" && globalThis.crypto?.subtle && !packed();

/**
 * The image that an earlier visit made, and a promise that fails if it is not as it was made.
 * @returns {Promise<{ image: Uint8Array<ArrayBuffer>, sound?: Promise<void> } | undefined>}
 */
export async function keptImage() {
  if (!possible()) return undefined;
  try {
    const kept = await caches.match(address(), { cacheName: CACHE });
    if (!kept) return undefined;
    const image = new Uint8Array(await kept.arrayBuffer());
    const sound = sumOf(image).then((sum) => {
      if (sum !== kept.headers.get(SUM)) throw new Error("the kept image is spoilt");
    });
    sound.catch(() => {}); // told to whom it is given
    return { image, sound };
  } catch (error) {
    console.warn(error);
  }
  return undefined;
}

/** Whether an image should be made on this device. */
export async function imageWanted() {
  if (!possible() || named("image") || /** @type {{ deviceMemory?: number }} */ (navigator).deviceMemory === 0.5) return false;
  return !(await caches.match(address(), { cacheName: CACHE }));
}

/** @param {Uint8Array<ArrayBuffer>} image */
export async function keepImage(image) {
  await forgetImage(); // of an older build
  const cache = await caches.open(CACHE);
  await cache.put(address(), new Response(image, { headers: { [SUM]: await sumOf(image) } }));
}

export async function forgetImage() {
  await caches.delete(CACHE);
}
