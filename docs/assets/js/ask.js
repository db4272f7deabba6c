// Home page: sends the question to the check page in the fragment, so that it never reaches a server.
import { format } from "./question.js";
import { pageUrl } from "./site.js";

const form = document.querySelector("form#ask");
const box = document.querySelector("#ask textarea");
if (form instanceof HTMLFormElement && box instanceof HTMLTextAreaElement) {
  const ask = () => {
    const text = box.value.trim();
    if (text) location.assign(pageUrl("check/", format({}, text)));
    else box.focus();
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    ask();
  });
}
