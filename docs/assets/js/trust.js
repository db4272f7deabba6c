// Trusted Types: what the theme may put into the page as HTML or load as a script. Everything else is blocked by the
// content security policy. A classic script, before all others.
(() => {
  const types = Reflect.get(window, "trustedTypes");
  if (!types || !types.createPolicy) return; // an older browser: the rest of the policy still holds
  const PLAIN = "a|article|b|br|code|div|em|h[1-6]|i|li|mark|nav|ol|p|pre|small|span|strong|sub|sup|table|tbody|td|th|thead|tr|ul";
  const NOT_PLAIN = new RegExp(`<(?!/?(?:${PLAIN})(?: (?:class|data-md-[a-z-]+)(?:="[\\w -]*")?)*>)`, "gi");
  const here = document.currentScript instanceof HTMLScriptElement ? document.currentScript.src : location.href;
  const site = new URL("../../", here).href;

  types.createPolicy("default", {
    /** Words of search results: harmless elements without addresses. @param {string} html */
    createHTML: (html) => html.replace(NOT_PLAIN, "&lt;"),
    /** Scripts and workers of this site. @param {string} address */
    createScriptURL: (address) => {
      const { href, protocol } = new URL(address, document.baseURI);
      return protocol === "blob:" || href.startsWith(site) ? address : null;
    },
  });
})();
