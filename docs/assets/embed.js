// Puts the check into a page of another site: <script src="…/assets/embed.js" data-region="hunan" async></script>
// The frame tells its height and nothing else; nothing is told to it but what stands in the tag.
(() => {
  const script = document.currentScript;
  if (!(script instanceof HTMLScriptElement)) return;
  const { region, relation, expense, title } = script.dataset;
  const page = new URL("../embed/check/", script.src);
  const given = Object.entries({ donor_region: region, relation, expense }).filter(([, value]) => value);
  page.hash = new URLSearchParams(/** @type {[string, string][]} */ (given)).toString();

  const frame = document.createElement("iframe");
  frame.src = page.href;
  frame.title = title || "共济查";
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  Object.assign(frame.style, { display: "block", width: "100%", height: "420px", border: "0" });
  addEventListener("message", ({ source, origin, data }) => {
    const height = data?.gongjiHeight;
    if (source !== frame.contentWindow || origin !== page.origin || !(height > 0 && height < 20_000)) return;
    frame.style.height = `${Math.ceil(height)}px`;
  });
  script.after(frame);
})();
