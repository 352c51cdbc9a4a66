/**
 * Notes that save themselves: a second after the last key, when the field is left, and when the page is closed.
 * The version travels along, so that two windows never overwrite each other.
 */

const PAUSE = 1000;
const RETRY = 5000;

/**
 * @param {HTMLFormElement} form the form around the notes
 * @returns {void}
 */
function keep(form) {
  const area = /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));
  const version = /** @type {HTMLInputElement} */ (form.elements.namedItem("version"));
  const said = /** @type {HTMLElement} */ (form.querySelector("[data-saved]"));
  let saved = area.value;
  let timer = 0;
  let sending = false;
  let stuck = false;

  /**
   * @param {boolean} [leaving] whether the page is going away
   * @returns {Promise<void>}
   */
  async function save(leaving = false) {
    window.clearTimeout(timer);
    const text = area.value;
    if (text === saved || stuck || (sending && !leaving)) return;
    sending = true;
    const body = new URLSearchParams(/** @type {any} */ (new FormData(form)));
    try {
      const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" }, keepalive: leaving });
      const reply = await answer.json();
      if (answer.ok) {
        saved = text;
        version.value = String(reply.version);
        said.textContent = "Saved.";
      } else {
        stuck = answer.status !== 503;
        said.textContent = reply.detail ?? "Not saved yet. Your words are still here; press Save notes.";
      }
    } catch {
      said.textContent = "Not saved yet: Askwell does not answer. Your words stay in this window and are saved when it is back.";
      timer = window.setTimeout(save, RETRY);
    }
    sending = false;
    if (area.value !== saved && !stuck) timer = window.setTimeout(save, said.textContent === "Saved." ? PAUSE : RETRY);
  }

  area.addEventListener("input", () => {
    window.clearTimeout(timer);
    if (!stuck) said.textContent = "";
    timer = window.setTimeout(save, PAUSE);
  });
  area.addEventListener("blur", () => void save());
  window.addEventListener("pagehide", () => void save(true));
  window.addEventListener("beforeunload", (event) => {
    if (area.value !== saved && stuck) event.preventDefault();
  });
  form.addEventListener("submit", () => (saved = area.value));
}

for (const form of document.querySelectorAll("form[data-autosave]")) if (form instanceof HTMLFormElement) keep(form);
