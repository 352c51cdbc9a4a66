/**
 * Every word the extension shows comes from the catalog in `_locales`, through here.
 */

import { catalogText, language } from "./browser.js";

/**
 * @param {string} key
 * @param {...(string | number)} values put in place of $1, $2 ...
 * @returns {string} the key itself when the catalog does not have it, so that a gap is seen
 */
export const say = (key, ...values) => catalogText(key, values.map(String)) || key;

/**
 * Choose the singular or plural text by the language's own rules.
 *
 * @param {string} key the catalog has `<key>_one` and `<key>_other`
 * @param {number} count becomes $1
 * @param {...(string | number)} values become $2 ...
 * @returns {string}
 */
export function sayCount(key, count, ...values) {
  const form = new Intl.PluralRules(language()).select(count) === "one" ? "one" : "other";
  return say(`${key}_${form}`, new Intl.NumberFormat(language()).format(count), ...values);
}

/**
 * @param {string} key
 * @param {string} fallback shown when the catalog does not know the key: a server may be newer than this catalog
 * @returns {string}
 */
export const sayKnown = (key, fallback) => catalogText(key, []) || fallback;

/**
 * @param {number} minutes
 * @returns {string} "2½ min"
 */
export function sayMinutes(minutes) {
  const whole = Math.floor(minutes);
  const half = minutes - whole >= 0.25 && minutes - whole < 0.75;
  const shown = half ? `${whole || ""}½` : String(Math.round(minutes));
  return say("minutes", shown);
}

const UNITS = /** @type {[Intl.RelativeTimeFormatUnit, number][]} */ ([
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
]);

/**
 * Say when something was, as people do.
 *
 * @param {string} moment RFC 3339
 * @param {number} now milliseconds
 * @returns {string} "just now", "5 minutes ago", "yesterday", "3 October"
 */
export function sayWhen(moment, now) {
  const then = Date.parse(moment);
  const past = now - then;
  if (Number.isNaN(then)) return "";
  if (past < 60_000) return say("just_now");
  if (past > 6 * 86_400_000) {
    const sameYear = new Date(then).getFullYear() === new Date(now).getFullYear();
    return new Intl.DateTimeFormat(language(), { day: "numeric", month: "long", ...(sameYear ? {} : { year: "numeric" }) }).format(then);
  }
  const [unit, length] = UNITS.find(([, size]) => past >= size) ?? ["minute", 60_000];
  return new Intl.RelativeTimeFormat(language(), { numeric: "auto" }).format(-Math.floor(past / length), unit);
}

/**
 * @param {string} day ISO date, also without day or month
 * @returns {string} "4 March 2021", "March 2021", "2021"
 */
export function sayDay(day) {
  const parts = day.split("-").length;
  const then = Date.parse(day);
  if (Number.isNaN(then)) return day;
  const shape = /** @type {Intl.DateTimeFormatOptions} */ ({ year: "numeric", ...(parts > 1 && { month: "long" }), ...(parts > 2 && { day: "numeric" }) });
  return new Intl.DateTimeFormat(language(), { ...shape, timeZone: "UTC" }).format(then);
}

/**
 * @param {string} moment RFC 3339
 * @returns {string} the exact time, for a tooltip
 */
export const sayExactly = (moment) => new Intl.DateTimeFormat(language(), { dateStyle: "full", timeStyle: "short" }).format(Date.parse(moment));
