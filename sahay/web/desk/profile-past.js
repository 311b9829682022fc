/** What the desk has of a customer besides this conversation: orders, tickets, what was before, how it was liked. */

import { h } from "/desk/element.js";
import { day, money, named, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/shapes.js").Contact} Contact
 * @typedef {import("/desk/shapes.js").Dossier} Dossier
 */

const BEST = 5;

/**
 * @param {Contact} contact
 * @param {string} [currency]  without it, totals are left out
 * @returns {HTMLElement|null}
 */
export function orders({ orders: placed, orders_known: known = true }, currency) {
  if (!known) return section(t("profile_orders"), [h("p", { class: "quiet-text" }, t("profile_orders_unknown"))]);
  const rows = placed.map(({ number, placed_at: at, state, total }) =>
    row(
      h("code", {}, number),
      h("span", { class: "badge" }, named("order", state)),
      [day(at), currency && total !== undefined && money(total, currency)].filter(Boolean).join(" · "),
    ),
  );
  return list(t("profile_orders"), rows);
}

/**
 * @param {Contact} contact
 * @returns {HTMLElement|null}
 */
export function tickets({ tickets: left }) {
  const rows = left.map(({ kind, reference, state }) =>
    row(h("code", {}, reference), h("span", { class: "badge" }, named("ticket", state)), named("ticket_kind", kind)),
  );
  return list(t("tickets"), rows);
}

/**
 * @param {Contact} contact
 * @param {string} here  the conversation that is open
 * @returns {HTMLElement|null}
 */
export function conversations({ conversations: past }, here) {
  const rows = past
    .filter(({ id }) => id !== here)
    .map(({ at, channel, id, owner, rating, topic }) =>
      h(
        "li",
        {},
        h(
          "a",
          { class: "past", href: `#/c/${encodeURIComponent(id)}` },
          h("span", { dir: "auto" }, topic ? named("intent", topic) : t("profile_no_topic")),
          rating ? stars(scoreOf(rating)) : h("span", { class: "quiet-text" }, named("owner", owner)),
          h("span", { class: "past-facts" }, [day(at), named("channel", channel)].join(" · ")),
        ),
      ),
    );
  return list(t("profile_conversations"), rows);
}

/**
 * @param {Dossier} dossier
 * @returns {HTMLElement|null} how this conversation was liked, and those before
 */
export function satisfaction({ contact, conversation, rating }) {
  const before = (contact?.conversations ?? []).flatMap(({ id, rating: each }) =>
    each && id !== conversation.id ? [scoreOf(each)] : [],
  );
  const all = rating ? [rating.score, ...before] : before;
  if (!all.length) return null;
  const mean = all.reduce((sum, score) => sum + score, 0) / all.length;
  return section(t("profile_satisfaction"), [
    rating && h("p", { class: "rated" }, stars(rating.score), h("span", { class: "quiet-text" }, t("profile_rated_here"))),
    rating?.comment && h("blockquote", { dir: "auto" }, rating.comment),
    before.length > 0 &&
      h("p", { class: "quiet-text" }, t("profile_mean", { mean: mean.toFixed(1), count: all.length })),
  ]);
}

/** @param {number|{score: number}} rating  as a list or as a conversation has it */
function scoreOf(rating) {
  return typeof rating === "number" ? rating : rating.score;
}

/** @param {number} score */
function stars(score) {
  const label = t("profile_score", { score, best: BEST });
  return h("span", { class: "stars", role: "img", "aria-label": label }, "★".repeat(score) + "☆".repeat(BEST - score));
}

/**
 * @param {import("/desk/element.js").Child} name
 * @param {import("/desk/element.js").Child} state
 * @param {string} facts
 */
function row(name, state, facts) {
  return h("li", { class: "past" }, name, state, h("span", { class: "past-facts" }, facts));
}

/**
 * @param {string} title
 * @param {HTMLElement[]} rows
 * @returns {HTMLElement|null}
 */
function list(title, rows) {
  return rows.length ? section(title, [h("ul", { class: "pasts" }, rows)]) : null;
}

/**
 * @param {string} title
 * @param {import("/desk/element.js").Child[]} body
 */
function section(title, body) {
  return h("section", {}, h("h3", {}, title), ...body);
}
