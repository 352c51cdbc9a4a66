/**
 * The pairing page notices by itself that the browser was paired, and goes on.
 */

const EVERY = 1500;
const main = /** @type {HTMLElement} */ (document.querySelector("main"));
const said = /** @type {HTMLElement} */ (document.querySelector("[data-pairing-state]"));

/** @returns {Promise<void>} */
async function look() {
  try {
    const answer = await fetch(`/pair/state?since=${encodeURIComponent(main.dataset.since ?? "")}`, { headers: { Accept: "application/json" } });
    const state = await answer.json();
    if (state.paired) {
      said.textContent = `Connected: ${state.name}.`;
      window.location.assign("/");
      return;
    }
    if (!state.open) said.textContent = "This code is too old. Show a new code, then click the Askwell button.";
  } catch {
    said.textContent = "Askwell does not answer. Is it still running in the terminal?";
  }
  window.setTimeout(look, EVERY);
}

window.setTimeout(look, EVERY);
