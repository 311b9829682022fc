/** One line of the log: what was said, when, how it travelled, and what the bot made of it. */

import { h } from "/desk/element.js";
import { fileList } from "/desk/files-view.js";
import { icon } from "/desk/icons.js";
import { confidenceText, exactly, explanation, named, t, timeOfDay } from "/desk/language.js";
import { linked } from "/desk/links.js";
import { choicesOf, messageCard, offered } from "/desk/message-card.js";
import { teamName } from "/desk/meta.js";
import { noteText } from "/desk/notes.js";

/**
 * @typedef {import("/desk/shapes.js").Message} Message
 * @typedef {import("/desk/shapes.js").OwnerChange} OwnerChange
 * @typedef {import("/desk/shapes.js").Trace} Trace
 * @typedef {import("/desk/shapes.js").Delivery} Delivery
 * @typedef {import("/desk/outbox.js").Reply} Reply
 * @typedef {import("/desk/element.js").Child} Child
 * @typedef {{mine: boolean, grouped: boolean, language: string, before: HTMLElement}} Context
 */

/**
 * @param {Message} message
 * @param {Context} context
 * @returns {Child[]}
 */
export function messageRow(message, { mine, grouped, language, before }) {
  const { author, card, delivery, files, name, payload, text, trace, trouble } = message;
  const onCard = new Set(choicesOf(card).map((choice) => choice.payload));
  const buttons = message.buttons?.filter((button) => !onCard.has(button.payload));
  const who = mine ? t("you") : name || named("author", author);
  const lang = author === "agent" ? null : language;
  return [
    h(
      "p",
      { class: grouped ? "who unseen" : "who", dir: "auto" },
      author === "bot" && icon("bot"),
      who,
      author === "system" && " ",
    ),
    text && h("p", { class: "bubble", dir: "auto", lang, "data-stars": starsOf(payload) }, linked(text)),
    card && messageCard(card, lang),
    files?.length ? fileList(files) : null,
    buttons?.length ? offered(buttons, lang) : null,
    h(
      "div",
      { class: "meta" },
      h("time", { datetime: message.at, title: exactly(message.at) }, timeOfDay(message.at)),
      delivery && (author === "agent" || AMISS.includes(delivery)) ? delivered(delivery, trouble) : null,
      trace && understanding(trace, Boolean(before.querySelector("details[open]"))),
    ),
  ];
}

/**
 * @param {Reply} reply
 * @param {{retry: () => void, edit: () => void, discard: () => void}} choices
 * @returns {Child[]}
 */
export function replyRow(reply, { retry, edit, discard }) {
  const { at, code, error, files, note, state, text } = reply;
  const stuck = state === "failed" || state === "waiting";
  const why = code && explanation(code, error);
  const moment = new Date(at).toISOString();
  return [
    h("p", { class: "who" }, note && icon("note"), note ? t("note_by", { name: t("you") }) : t("you")),
    text && h("p", { class: "bubble", dir: "auto" }, note ? noteText(text) : linked(text)),
    files?.length ? fileList(files) : null,
    h(
      "div",
      { class: "meta" },
      h("time", { datetime: moment, title: exactly(moment) }, timeOfDay(moment)),
      h(
        "span",
        { class: `delivery ${state}`, role: state === "failed" ? "alert" : null },
        icon(state === "failed" ? "warn" : "clock"),
        t(state === "sent" ? "reply_sending" : `reply_${state}`),
      ),
      state === "failed" && why && h("span", { class: "why" }, why),
    ),
    stuck &&
      h(
        "div",
        { class: "choices" },
        h("button", { type: "button", onclick: retry }, t("send_now")),
        h("button", { type: "button", onclick: edit }, t("edit")),
        h("button", { type: "button", onclick: discard }, t("discard")),
      ),
  ];
}

/**
 * @param {import("/desk/shapes.js").Note} note
 * @param {boolean} mine
 * @returns {Child[]}
 */
export function noteRow({ at, author, text }, mine) {
  return [
    h("p", { class: "who", dir: "auto" }, icon("note"), t("note_by", { name: mine ? t("you") : author.name })),
    h("p", { class: "bubble", dir: "auto" }, noteText(text)),
    h("div", { class: "meta" }, h("time", { datetime: at, title: exactly(at) }, timeOfDay(at))),
  ];
}

/**
 * @param {OwnerChange} change
 * @returns {string}
 */
export function changeText({ action, by, detail, reason, receiver, team }) {
  const key = CHANGES[`${action} ${receiver ? "receiver" : team ? "team" : by ? "by" : ""}`] ?? `change_${action}`;
  const names = { name: by || t("someone"), receiver: receiver ?? "", team: team ? teamName(team) : "" };
  const text = t(/** @type {Parameters<typeof t>[0]} */ (key), names);
  const why = reason ? named("reason", reason) : detail && DETAILS[action] ? named(DETAILS[action], detail) : "";
  return why ? `${text}: ${why}` : text;
}

/** @type {Record<string, string>} what more is known says more */
const CHANGES = {
  "transfer receiver": "change_transfer_to",
  "give_back team": "change_transfer_team",
  "give_back ": "change_give_back_self",
  "assign receiver": "change_assign",
  "wake by": "change_wake_by",
};
/** @type {Record<string, string>} moves whose detail is one of a list, and the family of its names */
const DETAILS = { resolve: "resolved_as", return_to_bot: "intent", prioritise: "priority", escalate: "clock" };

/** @type {Record<Delivery, Parameters<typeof icon>[0]>} */
const DELIVERY_ICONS = {
  pending: "clock",
  sent: "check",
  delivered: "checks",
  read: "checks",
  unknown: "help",
  failed: "warn",
};
/** Worth a word also where it was not an agent who wrote. */
const AMISS = ["failed", "unknown"];

/**
 * @param {Delivery} delivery
 * @param {string} [trouble]  in the provider's words
 * @returns {HTMLElement[]}
 */
function delivered(delivery, trouble) {
  const state = h("span", { class: `delivery ${delivery}` }, icon(DELIVERY_ICONS[delivery]), t(`delivery_${delivery}`));
  const why = delivery === "unknown" ? t("delivery_unknown_why") : trouble;
  return why ? [state, h("span", { class: `delivery-why ${delivery}`, dir: "auto" }, why)] : [state];
}

const RATING = /^\/app_rate_([1-5])$/;

/**
 * @param {string} [payload] of what the customer tapped
 * @returns {string|null} "★★★★☆" of a rating, which the style sheet shows before its words
 */
function starsOf(payload) {
  const score = Number(RATING.exec(payload ?? "")?.[1] ?? 0);
  return score ? "★".repeat(score) + "☆".repeat(5 - score) : null;
}

/**
 * @param {Trace} trace
 * @param {boolean} open
 * @returns {HTMLElement}
 */
function understanding(trace, open) {
  const { actions, error, intent, milliseconds, outcome, ranking, rule } = trace;
  const unwell = Boolean(error) || outcome === "apologised";
  // What the app answers itself was tapped: nothing was understood, and its name says nothing.
  const summary = intent && outcome !== "noted"
    ? [h("code", {}, intent), " ", confidenceText(trace.confidence)]
    : [named("outcome", outcome ?? "apologised")];
  const spent = outcome && [
    named("outcome", outcome),
    milliseconds && t("milliseconds", { count: milliseconds }),
  ];
  return h(
    "details",
    { class: unwell ? "trace unwell" : "trace", open },
    h("summary", {}, unwell && icon("warn"), summary),
    h(
      "dl",
      {},
      error && entry(t("trace_error"), h("code", {}, error)),
      ranking?.length ? entry(t("trace_ranking"), h("ol", { class: "ranking" }, ranking.map(ranked))) : null,
      rule && entry(t("trace_rule"), h("code", {}, rule)),
      actions?.length
        ? entry(
            t("trace_actions"),
            actions.map((action) => h("code", {}, action)),
          )
        : null,
      spent && entry(t("trace_outcome"), spent.filter(Boolean).join(" · ")),
    ),
  );
}

/**
 * @param {string} term
 * @param {Child|Child[]} description
 * @returns {HTMLElement}
 */
function entry(term, description) {
  return h("div", {}, h("dt", {}, term), h("dd", {}, description));
}

/**
 * @param {{name: string, confidence: number|string}} candidate
 * @returns {HTMLElement}
 */
function ranked({ name, confidence }) {
  const bar = h("span", { class: "share", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(Number(confidence) || 0));
  return h("li", {}, h("code", {}, name), bar, confidenceText(confidence));
}
