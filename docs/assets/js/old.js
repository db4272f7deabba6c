// Where the page's own scripts do not run (an old browser, a broken download), says what else helps. A page that can do that
// holds a hidden `#old`, and its module removes it once it has started. Written in ES5, so that any browser can read it.
(function () {
  "use strict";
  window.addEventListener("load", function () {
    var notice = document.getElementById("old");
    if (!notice) return;
    notice.hidden = false;
    var instead = document.querySelectorAll(notice.getAttribute("data-hides") || "");
    Array.prototype.forEach.call(instead, function (/** @type {Element} */ each) {
      each.setAttribute("hidden", "");
    });
  });
})();
