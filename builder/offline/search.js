// The search of the theme, from file://: no file can be a worker there, so the worker is made from the text of a function.
// The theme loads search/search_index.js by itself.
(() => {
  const text = `(${gongjiSearch})()`;
  const Plain = window.Worker;
  window.Worker = class extends Plain {
    constructor(address, options) {
      const own = /\/workers\/search\.[^/]*$/.test(String(address));
      super(own ? URL.createObjectURL(new Blob([text], { type: "text/javascript" })) : address, options);
    }
  };
})();
