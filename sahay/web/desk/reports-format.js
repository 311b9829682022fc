/** How figures, and the groups that they are told apart by, are put into words. */

import { current, duration, languageName, named, t } from "/desk/language.js";

/**
 * @typedef {{count: number, median: number|null, p90: number|null}} Spread
 * @typedef {Record<string, any> & {key?: string, name?: string}} Figures
 * @typedef {"count"|"rate"|"spread"} Kind
 * @typedef {{figure: string, kind: Kind, rate?: string, of?: string, part?: string}} Measure
 */

/**
 * What a table shows of each group, in this order. A rate is `part` out of `of`, and opens what `figure` counts.
 *
 * @type {Measure[]}
 */
export const MEASURES = [
  { figure: "episodes", kind: "count" },
  { figure: "contained", kind: "rate", rate: "containment", part: "contained" },
  { figure: "abandoned", kind: "rate", rate: "abandonment", part: "abandoned" },
  { figure: "handed_off", kind: "rate", rate: "handoff_rate", part: "handed_off", of: "episodes" },
  { figure: "response", kind: "spread" },
  { figure: "waiting", kind: "spread" },
  { figure: "handling", kind: "spread" },
  { figure: "resolution", kind: "spread" },
  { figure: "open_resolution", kind: "spread" },
  { figure: "promises", kind: "rate", rate: "kept_rate", part: "kept", of: "promises" },
  { figure: "rated", kind: "rate", rate: "satisfaction", part: "satisfied", of: "rated" },
  { figure: "asked", kind: "rate", rate: "response_rate", part: "rated", of: "asked" },
  { figure: "reopened", kind: "rate", rate: "reopening", part: "reopened", of: "resolved" },
];

export const DIMENSIONS = ["day", "hour", "weekday", "channel", "language", "intent", "reason", "team", "agent"];
/** Their groups follow one another in time. */
export const IN_TIME = ["day", "hour", "weekday"];

/** Of what it is known how they ended: the whole of containment and abandonment. @param {Figures} figures */
export function ended({ contained, abandoned, human }) {
  return contained + abandoned + human;
}

/** @param {number|null} share  0 to 1 */
export function percent(share) {
  if (share === null) return "–";
  const form = new Intl.NumberFormat(`${current()}-IN`, { style: "percent", maximumFractionDigits: 0 });
  return form.format(share);
}

/** @param {number|null} seconds */
export function span(seconds) {
  return seconds === null ? "–" : duration(seconds);
}

/** @param {number} count */
export function number(count) {
  return new Intl.NumberFormat(`${current()}-IN`).format(count);
}

/**
 * @param {Measure} measure
 * @param {Figures} figures
 * @returns {string} the figure itself
 */
export function value({ figure, kind, rate }, figures) {
  if (kind === "spread") return span(figures[figure].median);
  return rate ? percent(figures[rate]) : number(figures[figure]);
}

/**
 * @param {Measure} measure
 * @param {Figures} figures
 * @returns {string} what stands under it: the ninetieth percentile, or how many of how many
 */
export function detail({ figure, kind, part, of }, figures) {
  if (kind === "spread") return figures[figure].count ? t("reports_p90", { value: span(figures[figure].p90) }) : "";
  if (!part) return "";
  const whole = of ? figures[of] : ended(figures);
  return whole ? t("reports_of", { part: number(figures[part]), whole: number(whole) }) : "";
}

/**
 * @param {string} dimension
 * @param {Figures} group
 * @returns {string} what the group is called
 */
export function groupName(dimension, { key = "", name }) {
  if (name) return name;
  if (key === "") return t(dimension === "intent" ? "reports_no_intent" : "reports_none");
  const say = NAMES[dimension];
  return say ? say(key) : key;
}

/** @type {Record<string, (key: string) => string>} */
const NAMES = {
  day: (key) => dayName(key, { day: "numeric", month: "short" }),
  hour: (key) => `${key}:00`,
  // A Monday was the first of January 2024.
  weekday: (key) => dayName(`2024-01-0${key}`, { weekday: "short" }),
  channel: (key) => named("channel", key),
  language: languageName,
  intent: (key) => named("intent", key),
  reason: (key) => named("reason", key),
  team: (key) => key.replaceAll("_", " "),
};

/**
 * @param {string} day  as 2026-11-22
 * @param {Intl.DateTimeFormatOptions} form
 */
export function dayName(day, form) {
  return new Intl.DateTimeFormat(`${current()}-IN`, { ...form, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}
