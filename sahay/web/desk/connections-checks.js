/** What a look at a channel has found, good or not: one line each, the worst ones marked. */

import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { moment, named, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/connections-channel.js").Channel} Channel
 * @typedef {import("/desk/connections-channel.js").Health} Health
 * @typedef {Parameters<typeof icon>[0]} Mark
 * @typedef {{look: "good"|"wait"|"bad"|"plain", text: string, mark?: Mark}} Check
 */

/** @type {Record<Check["look"], Mark>} */
const MARKS = { good: "check", wait: "warn", bad: "warn", plain: "clock" };
/** Registered at its start, and again whenever somebody else has taken it. */
const REGISTERS_ITSELF = "telegram";

/** @type {((channel: Channel, health: Health) => Check|false)[]} */
const CHECKS = [access, address, registered, reached, provider, secret, received, number, waiting, failed, overcome];

/**
 * @param {Channel} channel
 * @returns {Check[]}
 */
export function checksOf(channel) {
  const { health } = channel;
  return health ? CHECKS.flatMap((check) => check(channel, health) || []) : [];
}

/**
 * @param {Check} check
 * @returns {HTMLElement}
 */
export function checkRow({ look, mark = MARKS[look], text }) {
  return h("li", { class: look }, icon(mark), h("span", { dir: "auto" }, text));
}

/** @type {typeof CHECKS[number]} */
function access(_, { is_connected, looked_at, problem }) {
  if (is_connected) return good(t("channels_connected", { at: at(looked_at) }));
  return problem ? bad(t("channels_problem", { problem })) : plain(t("channels_connecting"));
}

/** @type {typeof CHECKS[number]} */
function address(_, { address: ours, mode }) {
  if (mode === "polling") return plain(t("channels_polling"));
  return !ours && wait(t("channels_no_address"));
}

/** @type {typeof CHECKS[number]} */
function registered({ name }, { address: ours, registered: theirs }) {
  if (theirs === null || !ours) return false;
  if (theirs === ours) return good(t("channels_registered"));
  if (!theirs) return bad(t("channels_registered_none"));
  return name === REGISTERS_ITSELF
    ? wait(t("channels_registered_again", { address: theirs }))
    : bad(t("channels_registered_other", { address: theirs }));
}

/** @type {typeof CHECKS[number]} */
function reached(_, { reach, reach_at }) {
  if (!reach_at) return false;
  const when = { at: at(reach_at) };
  return reach ? bad(t("channels_reach_bad", { ...when, why: named("delivery_error", reach) })) : good(t("channels_reach", when));
}

/** @type {typeof CHECKS[number]} */
function provider(_, { facts: { last_error: error, last_error_at: then } }) {
  return Boolean(error) && wait(t("channels_provider_error", { error, at: at(then) }));
}

/** @type {typeof CHECKS[number]} What came in after it had the right one. */
function secret({ received_at }, { refused_at }) {
  if (!refused_at) return false;
  const told = t("channels_refused", { at: at(refused_at) });
  return received_at && received_at > refused_at ? wait(told) : bad(told);
}

/** @type {typeof CHECKS[number]} */
function received({ received_at }) {
  return received_at ? good(t("channels_received", { at: at(received_at) })) : plain(t("channels_nothing_received"));
}

/** @type {typeof CHECKS[number]} */
function number(_, { facts: { number: own, quality } }) {
  if (!own) return false;
  const told = quality ? t("channels_number_quality", { number: own, quality: named("quality", quality) }) : t("channels_number", { number: own });
  return quality === "RED" ? wait(told) : { look: "plain", mark: "phone", text: told };
}

/** @type {typeof CHECKS[number]} */
function waiting({ waiting: here }, { pending }) {
  const count = here + pending;
  return count > 0 && wait(t("channels_waiting", { count }));
}

/** @type {typeof CHECKS[number]} */
function failed({ error, failed: count }) {
  return count > 0 && bad(t("channels_failed", { count, error: error ?? "" }));
}

/** @type {typeof CHECKS[number]} */
function overcome({ error, failed: count, failed_at }) {
  return !count && Boolean(error) && plain(t("channels_trouble", { error: error ?? "", at: at(failed_at) }));
}

/** @param {string|null|undefined} when */
function at(when) {
  return when ? moment(when) : "";
}

/** @param {string} text @returns {Check} */
function good(text) {
  return { look: "good", text };
}

/** @param {string} text @returns {Check} */
function wait(text) {
  return { look: "wait", text };
}

/** @param {string} text @returns {Check} */
function bad(text) {
  return { look: "bad", text };
}

/** @param {string} text @returns {Check} */
function plain(text) {
  return { look: "plain", text };
}
