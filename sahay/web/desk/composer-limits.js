/** What stands in the way of a reply, or soon will: told before it is sent. */

import { unfilled } from "/desk/canned.js";
import { duration, moment, t } from "/desk/language.js";

/**
 * @typedef {{text: string, kind: "told"|"count"|"warn"|"stop"}} Sign  `stop`: it cannot be sent so
 *
 * @typedef {object} Writing
 * @property {string} text
 * @property {import("/desk/meta.js").Limits} limits  of the customer's channel
 * @property {number} files  how many are attached
 * @property {string|null} closesAt  until when the channel takes answers, null for ever
 * @property {boolean} template  whether a text that is written later goes out as an approved template
 * @property {number} now  milliseconds since 1970
 */

/** The longest text that the server takes at once (`REPLY_CHARACTERS` in sahay/http/desk/conversations.py). */
const REPLY_CHARACTERS = 4000;
/** The counter shows from this share of the limit on. */
const COUNTED_FROM = 0.8;
/** A window that closes so soon is worth a warning. */
const CLOSING_MILLISECONDS = 2 * 3_600_000;

/** @type {((writing: Writing) => Sign|null)[]} the first that has something to say says it */
const RULES = [closedWindow, tooManyFiles, tooLong, blankLeft, inParts, count, openWindow];

/**
 * @param {Writing} writing
 * @returns {Sign|null}
 */
export function signOf(writing) {
  for (const rule of RULES) {
    const sign = rule(writing);
    if (sign) return sign;
  }
  return null;
}

/** @param {Writing} writing */
function closedWindow({ closesAt, files, now, template }) {
  if (!closesAt) return null;
  const left = Date.parse(closesAt) - now;
  if (left <= 0 && template && !files) return sign("warn", t("limit_window_template"));
  if (left <= 0) return sign("stop", t("limit_window_closed", { time: moment(closesAt) }));
  return left < CLOSING_MILLISECONDS ? sign("warn", windowLeft(left, template)) : null;
}

/** @param {Writing} writing */
function tooManyFiles({ files, limits }) {
  return files > (limits.files ?? Infinity) ? sign("stop", t("limit_files", { count: limits.files ?? 0 })) : null;
}

/** @param {Writing} writing */
function tooLong({ text }) {
  const over = text.length - REPLY_CHARACTERS;
  return over > 0 ? sign("stop", t("limit_too_long", { count: over })) : null;
}

/** @param {Writing} writing */
function blankLeft({ text }) {
  const left = unfilled(text);
  return left ? sign("stop", t("limit_blank", { blank: left.blank })) : null;
}

/** @param {Writing} writing */
function inParts({ limits, text }) {
  const parts = limits.characters ? Math.ceil(text.length / limits.characters) : 1;
  return parts > 1 ? sign("warn", t("limit_parts", { count: parts })) : null;
}

/** @param {Writing} writing */
function count({ limits, text }) {
  const limit = Math.min(limits.characters ?? REPLY_CHARACTERS, REPLY_CHARACTERS);
  return text.length > limit * COUNTED_FROM ? sign("count", `${text.length} / ${limit}`) : null;
}

/** @param {Writing} writing */
function openWindow({ closesAt, now, template }) {
  return closesAt ? sign("told", windowLeft(Date.parse(closesAt) - now, template)) : null;
}

/**
 * @param {number} left  milliseconds
 * @param {boolean} template
 * @returns {string} for how long one may write freely, and what comes then
 */
function windowLeft(left, template) {
  return t(template ? "limit_window_then_template" : "limit_window_then_closed", { time: duration(left / 1000) });
}

/**
 * @param {Sign["kind"]} kind
 * @param {string} text
 * @returns {Sign}
 */
function sign(kind, text) {
  return { kind, text };
}
