// The buttons under an answer: copy the link, print, read aloud.

/** @param {string} words */
function say(words) {
  const status = document.querySelector("#tool-words");
  if (status) status.textContent = words;
}

async function copy() {
  try {
    await navigator.clipboard.writeText(location.href);
    say("链接已复制。");
  } catch {
    window.prompt("请复制这个链接：", location.href); // no clipboard in some app browsers
  }
}

/** @param {string} text */
function speak(text) {
  if (speechSynthesis.speaking) {
    speechSynthesis.cancel();
    return;
  }
  const words = new SpeechSynthesisUtterance(text);
  words.lang = "zh-CN";
  words.rate = 0.9;
  speechSynthesis.speak(words);
}

/**
 * @param {HTMLElement} answer  whose words are read aloud
 * @param {() => void} clear
 */
export function setUpTools(answer, clear) {
  const speaker = document.querySelector('[data-tool="speak"]');
  if (speaker instanceof HTMLElement) speaker.hidden = !("speechSynthesis" in window);
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("[data-tool]") : null;
    const tool = button?.getAttribute("data-tool");
    if (tool === "copy") void copy();
    if (tool === "print") window.print();
    if (tool === "speak") speak(answer.innerText);
    if (tool === "clear") clear();
  });
}
