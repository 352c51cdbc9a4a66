/**
 * Asks before a long form is left with unsaved words.
 */

for (const form of document.querySelectorAll("form[data-warn-unsaved]")) {
  let touched = false;
  form.addEventListener("input", () => (touched = true));
  form.addEventListener("submit", () => (touched = false));
  window.addEventListener("beforeunload", (event) => {
    if (touched) event.preventDefault();
  });
}
