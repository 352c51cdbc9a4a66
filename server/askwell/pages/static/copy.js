/**
 * Copy buttons: each names the element whose text it copies. Without scripts they stay hidden, and the text can be
 * selected by hand.
 */

/**
 * @param {HTMLElement} element where the text stands
 * @returns {string} what a person would copy from it
 */
function textOf(element) {
  return element instanceof HTMLTextAreaElement ? element.value : (element.textContent ?? "").trim();
}

/**
 * @param {HTMLElement} button the button that was clicked
 * @returns {Promise<void>}
 */
async function copyFor(button) {
  const source = document.getElementById(button.dataset.copy ?? "");
  if (!source) return;
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(textOf(source));
    button.textContent = "Copied";
  } catch {
    source.hidden = false;
    if (source instanceof HTMLTextAreaElement) source.select();
    button.textContent = "Press Ctrl+C";
  }
  setTimeout(() => (button.textContent = label), 2000);
}

/** @returns {void} */
function show() {
  for (const button of document.querySelectorAll("[data-copy]")) if (button instanceof HTMLElement) button.hidden = false;
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest("[data-copy]") : null;
  if (button instanceof HTMLElement) void copyFor(button);
});
document.addEventListener("askwell:renewed", show);
show();
