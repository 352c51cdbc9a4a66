/**
 * Live questions: forms inside #questions are sent in the background, and the section is replaced by the one of the
 * page that comes back. Without scripts the same forms load the same page.
 */

/** @returns {Set<string>} which folds are open now */
function openFolds() {
  const names = new Set();
  for (const fold of document.querySelectorAll("#questions details[open][data-keep]"))
    if (fold instanceof HTMLElement) names.add(fold.dataset.keep ?? "");
  return names;
}

/**
 * @param {Document} page the page that came back
 * @param {Set<string>} open folds to open again
 * @param {string} focus id of the element to return the focus to
 * @returns {boolean} whether the page had questions
 */
function renew(page, open, focus) {
  const fresh = page.getElementById("questions");
  const stale = document.getElementById("questions");
  if (!fresh || !stale) return false;
  for (const fold of fresh.querySelectorAll("details[data-keep]"))
    if (fold instanceof HTMLElement && open.has(fold.dataset.keep ?? "")) fold.setAttribute("open", "");
  stale.replaceWith(fresh);
  document.dispatchEvent(new Event("askwell:renewed"));
  const target = document.getElementById(focus);
  const first = target?.querySelector("button, select") ?? target ?? fresh;
  if (first instanceof HTMLElement) first.focus({ preventScroll: true });
  target?.scrollIntoView({ block: "nearest" });
  return true;
}

/**
 * @param {string} words what went wrong, and what to do
 * @returns {void}
 */
function say(words) {
  const section = document.getElementById("questions");
  section?.removeAttribute("aria-busy");
  const line = section?.querySelector("[data-said]");
  if (line) line.textContent = words;
}

/**
 * @param {HTMLFormElement} form the form to send
 * @param {HTMLElement | null} submitter the button that was pressed
 * @returns {Promise<void>}
 */
async function send(form, submitter) {
  const query = new URLSearchParams();
  for (const [name, value] of new FormData(form, submitter)) if (typeof value === "string") query.append(name, value);
  const open = openFolds();
  for (const fold of form.querySelectorAll("details[data-keep]"))
    if (fold instanceof HTMLElement) open.delete(fold.dataset.keep ?? "");
  const asking = form.method === "get";
  const address = new URL(form.action);
  if (asking) address.search = query.toString();
  document.getElementById("questions")?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { headers: { Accept: "text/html" }, ...(asking ? {} : { method: "POST", body: query }) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const focus = asking ? "questions-form" : (form.closest("li[id]")?.id ?? "questions");
    if (!answer.ok || !renew(page, open, focus)) say(page.querySelector("h1")?.textContent ?? "That did not work. Load the page again.");
    else if (asking) history.replaceState(null, "", address);
  } catch {
    say("Askwell does not answer; nothing was changed. Is it still running in the terminal?");
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.closest("#questions") || !("live" in form.dataset)) return;
  event.preventDefault();
  void send(form, event.submitter);
});

document.addEventListener("change", (event) => {
  const field = event.target;
  if (field instanceof HTMLSelectElement && field.form?.method === "get" && field.closest("#questions")) field.form.requestSubmit();
});

/** @returns {void} */
function hideButtons() {
  for (const button of document.querySelectorAll("[data-without-script]")) if (button instanceof HTMLElement) button.hidden = true;
}

document.addEventListener("askwell:renewed", hideButtons);
hideButtons();
