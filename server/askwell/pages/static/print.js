/**
 * The print button of the brief; without scripts the browser's own menu prints it.
 */

for (const button of document.querySelectorAll("[data-print]"))
  if (button instanceof HTMLElement) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
