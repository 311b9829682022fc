/** Setting a conversation aside, until a moment or the customer's next message. */

import { nameOf } from "/desk/customers.js";
import { choice, chosenIn } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h } from "/desk/element.js";
import { moment, t } from "/desk/language.js";
import { shownDay } from "/desk/shown-day.js";

const HOUR_MILLISECONDS = 3_600_000;
const EVENING_HOUR = 18;
const MORNING_HOUR = 10;

/**
 * @param {Date} now
 * @returns {[("snooze_hour"|"snooze_evening"|"snooze_tomorrow"), Date][]} what is still to come, the soonest first
 */
export function moments(now) {
  /** @type {[("snooze_hour"|"snooze_evening"|"snooze_tomorrow"), Date][]} */
  const offered = [
    ["snooze_hour", new Date(now.getTime() + HOUR_MILLISECONDS)],
    ["snooze_evening", atHour(now, 0, EVENING_HOUR)],
    ["snooze_tomorrow", atHour(now, 1, MORNING_HOUR)],
  ];
  return offered.filter(([name, at]) => name !== "snooze_evening" || at.getTime() > now.getTime() + HOUR_MILLISECONDS);
}

/**
 * @param {import("/desk/desk.js").Desk} desk
 * @param {import("/desk/shapes.js").Card} card
 * @returns {Promise<boolean>}
 */
export function snooze(desk, card) {
  const offered = moments(new Date());
  const own = h("input", { type: "datetime-local", "aria-label": t("snooze_when"), min: local(new Date()) });
  own.value = local(atHour(new Date(), 1, MORNING_HOUR));
  const options = choice(
    t("snooze_until"),
    [
      ...offered.map(([name, at]) => ({ value: at.toISOString(), title: t(name), detail: moment(at.toISOString()) })),
      { value: "own", title: t("snooze_own") },
    ],
    offered[0][1].toISOString(),
  );
  const when = h("div", {}, own, " ", shownDay(own));
  const chooses = () => (when.hidden = chosenIn(options) !== "own");
  options.addEventListener("change", chooses);
  chooses();
  return openDialog({
    title: t("snooze_title", { customer: nameOf(card) }),
    text: t("snooze_text"),
    fields: [options, when],
    yes: t("snooze"),
    submit: () => desk.move(card.id, "snooze", { until: chosen(chosenIn(options), own) }),
  });
}

/**
 * @param {string|undefined} value
 * @param {HTMLInputElement} own
 * @returns {string} ISO 8601
 */
function chosen(value, own) {
  const at = value === "own" ? new Date(own.value) : new Date(value ?? "");
  if (Number.isNaN(at.getTime()) || at.getTime() <= Date.now()) throw new Missing(t("snooze_past"), own);
  return at.toISOString();
}

/**
 * @param {Date} now
 * @param {number} days
 * @param {number} hour
 * @returns {Date} by the agent's own clock
 */
function atHour(now, days, hour) {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}

/**
 * @param {Date} at
 * @returns {string} as the browser's field for a date and time takes it
 */
function local(at) {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
