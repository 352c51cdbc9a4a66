/**
 * One box above the list that chooses everybody on the page.
 */

const all = document.querySelector("[data-choose-all]");
if (all instanceof HTMLInputElement) {
  all.hidden = false;
  all.addEventListener("change", () => {
    for (const box of document.querySelectorAll("tbody input[type=checkbox]"))
      if (box instanceof HTMLInputElement) box.checked = all.checked;
  });
}
