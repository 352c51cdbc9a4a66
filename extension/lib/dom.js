/**
 * Building the panel's elements. Text always goes in as text: nothing here ever parses markup.
 */

/**
 * @typedef {Node | string | null | undefined | false} Child
 * @typedef {Record<string, unknown>} Attributes  `on…` functions become listeners, true and false set or leave out an attribute
 */

/**
 * Make an element.
 *
 * @param {string} tag with classes after dots: "p.muted.small"
 * @param {Attributes | null} attributes
 * @param {...(Child | Child[])} children
 * @returns {HTMLElement}
 */
export function el(tag, attributes, ...children) {
  const [name, ...classes] = tag.split(".");
  const element = document.createElement(name || "div");
  if (classes.length) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), /** @type {EventListener} */ (value));
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/**
 * @param {string} text
 * @param {(event: Event) => unknown} onclick
 * @param {Attributes} [attributes] `class` for how it looks, `key` to find it again after drawing anew
 * @returns {HTMLElement}
 */
export const button = (text, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, text);

/**
 * A labelled select.
 *
 * @param {string} label read aloud, not shown
 * @param {[string, string][]} options value and text
 * @param {string} chosen
 * @param {(value: string) => unknown} onchange
 * @param {string} key
 * @returns {HTMLElement}
 */
export function select(label, options, chosen, onchange, key) {
  const choose = (/** @type {Event} */ event) => onchange(/** @type {HTMLSelectElement} */ (event.target).value);
  return el(
    "select",
    { "aria-label": label, onchange: choose, key },
    options.map(([value, text]) => el("option", { value, selected: value === chosen }, text)),
  );
}

/**
 * Put new children into a place and keep the keyboard where it was, as far as the focused element is there again.
 *
 * @param {HTMLElement} place
 * @param {...(Child | Child[])} children
 */
export function fill(place, ...children) {
  const focused = place.contains(document.activeElement) ? document.activeElement?.getAttribute("key") : null;
  place.replaceChildren(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  if (focused) focusOn(place, focused);
}

/**
 * @param {ParentNode} place
 * @param {string} key
 */
export function focusOn(place, key) {
  /** @type {HTMLElement | null} */ (place.querySelector(`[key="${CSS.escape(key)}"]`))?.focus();
}

/**
 * @param {string} id
 * @returns {HTMLElement}
 */
export const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Tell people who listen instead of looking, once.
 *
 * @param {string} text
 */
export function announce(text) {
  const place = byId("live");
  if (place.textContent !== text) place.textContent = text;
}

/**
 * Offer text as a file.
 *
 * @param {string} name
 * @param {string} text
 */
export function download(name, text) {
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
