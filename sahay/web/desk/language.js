/** The console's own texts in the agent's language, and moments, durations and names as that language says them. */

import { preferences } from "/desk/preferences.js";

/**
 * @typedef {"en"|"hi"|"gu"} Code
 * @typedef {typeof import("/desk/texts/en/index.js").default} Texts  the same keys in each language, which a test holds
 */

/** @type {Record<Code, {own: string, locale: string}>} */
const LANGUAGES = {
  en: { own: "English", locale: "en-IN" },
  hi: { own: "हिन्दी", locale: "hi-IN" },
  gu: { own: "ગુજરાતી", locale: "gu-IN" },
};

/** Only the language in use is fetched. */
let spoken = await fetched(wanted());

/** @returns {[Code, string][]} each language with its own name for itself */
export function offered() {
  return /** @type {Code[]} */ (Object.keys(LANGUAGES)).map((code) => [code, LANGUAGES[code].own]);
}

/** @returns {Code} the language that is spoken now */
export function current() {
  return spoken.code;
}

/** Speaks as the agent has chosen, once the texts have arrived. */
export async function switchLanguage() {
  const chosen = await fetched(wanted());
  if (chosen.code === wanted()) spoken = chosen;
}

/** @returns {Code} the chosen language, else the browser's first that is offered, else English */
function wanted() {
  const codes = [preferences.get("language"), ...navigator.languages].map((tag) => tag.slice(0, 2));
  return /** @type {Code} */ (codes.find((code) => code in LANGUAGES) ?? "en");
}

/**
 * @param {Code} code
 * @returns {Promise<{code: Code, texts: Texts}>}
 */
async function fetched(code) {
  const { default: texts } = await import(`/desk/texts/${code}/index.js`);
  return { code, texts };
}

/** @returns {string} */
function locale() {
  return LANGUAGES[spoken.code].locale;
}

/**
 * @param {keyof Texts} key  (a key that no module has is shown as it is: the server may be newer)
 * @param {Record<string, string|number>} [values]  for the {placeholders}; `count` also picks the plural form
 * @returns {string}
 */
export function t(key, values = {}) {
  const entry = spoken.texts[key] ?? key;
  const text = typeof entry === "string" ? entry : plural(entry, Number(values.count));
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/**
 * @param {Record<string, string>} forms
 * @param {number} count
 * @returns {string}
 */
function plural(forms, count) {
  return forms[new Intl.PluralRules(locale()).select(count)] ?? forms.other;
}

/**
 * The text of a code that the server may extend: `reason_requested`, or the code itself made readable.
 *
 * @param {string} family
 * @param {string} code
 * @returns {string}
 */
export function named(family, code) {
  const key = `${family}_${code}`;
  return key in spoken.texts ? t(/** @type {keyof Texts} */ (key)) : code.replaceAll("_", " ");
}

/**
 * @param {string} code  of an error
 * @param {string} [message]  the server's own words, for a code that has no text here
 * @returns {string} what went wrong, in the agent's language
 */
export function explanation(code, message) {
  const key = `error_${code}`;
  return key in spoken.texts ? t(/** @type {keyof Texts} */ (key)) : message || t("error_unexpected");
}

/**
 * @param {string} code  of the customer's language
 * @returns {string} its name in the agent's language
 */
export function languageName(code) {
  try {
    return new Intl.DisplayNames([locale()], { type: "language" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** @type {Record<string, Intl.DateTimeFormatOptions>} */
const FORMATS = {
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  exact: { dateStyle: "medium", timeStyle: "medium" },
  day: { weekday: "long", day: "numeric", month: "long" },
  date: { dateStyle: "medium" },
  moment: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};
/** @type {Map<string, Intl.DateTimeFormat>} costly to make, and a long log needs many */
const formats = new Map();

/**
 * @param {keyof typeof FORMATS} name
 * @param {string} at
 * @returns {string}
 */
function format(name, at) {
  const key = `${locale()} ${name}`;
  const made = formats.get(key) ?? new Intl.DateTimeFormat(locale(), FORMATS[name]);
  formats.set(key, made);
  return made.format(new Date(at));
}

/**
 * @param {string} at  ISO 8601
 * @returns {string} the time of day
 */
export function timeOfDay(at) {
  return format("time", at);
}

/**
 * @param {string} at
 * @returns {string} day and time to the second, for a tooltip
 */
export function exactly(at) {
  return format("exact", at);
}

/**
 * @param {string} at
 * @returns {string} weekday, date and time of day
 */
export function moment(at) {
  return format("moment", at);
}

/**
 * @param {string} from  of a calendar, as 2026-11-22
 * @param {string} to
 * @returns {string} "16–22 Nov 2026"
 */
export function calendarDates(from, to) {
  const range = new Intl.DateTimeFormat(locale(), FORMATS.date);
  return range.formatRange(new Date(`${from}T00:00`), new Date(`${to}T00:00`));
}

/**
 * @param {string} at
 * @param {Date} [today]
 * @returns {string} "Today", "Yesterday" or the date
 */
export function day(at, today = new Date()) {
  const moment = new Date(at);
  const days = Math.round((midnight(today) - midnight(moment)) / 86_400_000);
  if (days === 0) return t("today");
  if (days === 1) return t("yesterday");
  return format("day", at);
}

/** @param {Date} moment */
function midnight(moment) {
  return new Date(moment.getFullYear(), moment.getMonth(), moment.getDate()).getTime();
}

/**
 * @param {string} date  of a calendar, as 2026-11-22
 * @returns {string} "Today", "Yesterday" or the date, the same in every time zone
 */
export function calendarDay(date) {
  return day(`${date}T00:00`);
}

/**
 * @param {string} date  of a calendar, as 2026-11-22
 * @returns {string} "22 Nov 2026"
 */
export function calendarDate(date) {
  return format("date", `${date}T00:00`);
}

/**
 * @param {number} seconds
 * @returns {string} "4:32" below an hour, "1 h 04 min" below a day, "2 d 3 h" above
 */
export function duration(seconds) {
  const whole = Math.max(0, Math.floor(seconds));
  const [minutes, hours, days] = [
    Math.floor(whole / 60),
    Math.floor(whole / 3600),
    Math.floor(whole / 86_400),
  ];
  if (hours === 0) return `${minutes}:${String(whole % 60).padStart(2, "0")}`;
  if (days === 0) return t("hours_minutes", { hours, minutes: String(minutes % 60).padStart(2, "0") });
  return t("days_hours", { days, hours: hours % 24 });
}

/**
 * @param {number} seconds
 * @returns {string} how long ago, in one short word for a list: "now", "5 min", "3 h", "2 d"
 */
export function ago(seconds) {
  const minutes = Math.floor(seconds / 60);
  if (minutes < 1) return t("now");
  if (minutes < 60) return t("minutes", { count: minutes });
  if (minutes < 1440) return t("hours", { count: Math.floor(minutes / 60) });
  return t("days", { count: Math.floor(minutes / 1440) });
}

/**
 * @param {number|string|null|undefined} confidence  0 to 1
 * @returns {string} with two decimals, or nothing
 */
export function confidenceText(confidence) {
  const share = Number(confidence);
  return confidence === null || confidence === undefined || Number.isNaN(share) ? "" : share.toFixed(2);
}

/**
 * @param {number} paise  or what else a hundredth of the currency is called
 * @param {string} currency  ISO 4217
 * @returns {string} "₹2,647", "₹2,647.50"
 */
export function money(paise, currency) {
  const whole = paise % 100 === 0 ? 0 : 2;
  const digits = { minimumFractionDigits: whole, maximumFractionDigits: whole };
  return new Intl.NumberFormat(locale(), { style: "currency", currency, ...digits }).format(paise / 100);
}

/**
 * @param {number} bytes
 * @returns {string} "240 kB", "1.4 MB"
 */
export function fileSize(bytes) {
  const [unit, size] = bytes < 1e6 ? ["kilobyte", Math.max(1, Math.round(bytes / 1e3))] : ["megabyte", bytes / 1e6];
  return new Intl.NumberFormat(locale(), { style: "unit", unit, maximumFractionDigits: 1 }).format(size);
}
