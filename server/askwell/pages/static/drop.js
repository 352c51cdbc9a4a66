/**
 * Dropping a saved page onto the box does the same as choosing the file.
 */

for (const box of document.querySelectorAll("form[data-drop]")) {
  const field = /** @type {HTMLInputElement} */ (box.querySelector("input[type=file]"));
  const hint = box.querySelector("[data-drop-hint]");
  if (hint instanceof HTMLElement) hint.hidden = false;
  box.addEventListener("dragover", (event) => {
    event.preventDefault();
    box.classList.add("dropping");
  });
  box.addEventListener("dragleave", () => box.classList.remove("dropping"));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    box.classList.remove("dropping");
    const files = /** @type {DragEvent} */ (event).dataTransfer?.files;
    if (!files?.length) return;
    field.files = files;
    if (hint) hint.textContent = `${files[0]?.name ?? "The file"} is ready to be read.`;
  });
}
