/**
 * While a long list is brought in: a bar that says how far it is, and a button that cannot be pressed twice.
 */

const PAUSE = 600;
const form = document.querySelector("form[data-import]");

/**
 * @param {HTMLElement} busy what is shown meanwhile
 * @param {string} address where to ask how far it is
 * @returns {Promise<void>}
 */
async function follow(busy, address) {
  const bar = /** @type {HTMLProgressElement} */ (busy.querySelector("progress"));
  const words = /** @type {HTMLElement} */ (busy.querySelector("[data-busy-words]"));
  busy.hidden = false;
  words.textContent = "Bringing them in. This page goes on by itself.";
  for (;;) {
    await new Promise((resolve) => window.setTimeout(resolve, PAUSE));
    try {
      const answer = await fetch(address, { headers: { Accept: "application/json" } });
      if (answer.ok) bar.value = (await answer.json()).done;
    } catch {
      return;
    }
  }
}

if (form instanceof HTMLFormElement) {
  const busy = /** @type {HTMLElement} */ (form.querySelector("[data-busy]"));
  form.addEventListener("submit", (event) => {
    const pressed = /** @type {SubmitEvent} */ (event).submitter;
    if (pressed instanceof HTMLButtonElement && pressed.formAction !== form.action) return;
    if (!busy.hidden) return event.preventDefault();
    follow(busy, form.dataset.progress ?? "");
  });
}
