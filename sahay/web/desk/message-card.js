/** The card beside a message's text: an order, or a list to choose from. The agent sees it, only the customer taps. */

import { h } from "/desk/element.js";
import { calendarDay, money, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/shapes.js").OrderCard} OrderCard
 * @typedef {import("/desk/shapes.js").ListCard} ListCard
 * @typedef {import("/desk/shapes.js").Choice} Choice
 */

/** @type {Record<string, (card: any, lang: string|null) => import("/desk/element.js").Child[]>} */
const KINDS = { order: orderParts, list: listParts };

/**
 * @param {OrderCard|ListCard} card
 * @param {string|null} lang  of the customer
 * @returns {HTMLElement|null} nothing for a kind that is not known: the text is complete without it
 */
export function messageCard(card, lang) {
  const parts = KINDS[card.kind]?.(card, lang);
  if (!parts) return null;
  const label = t(card.kind === "order" ? "card_order" : "card_list", { title: card.title });
  return h("div", { class: "message-card", role: "group", "aria-label": label }, parts);
}

/**
 * @param {OrderCard|ListCard} [card]
 * @returns {Choice[]} what the customer may tap in it
 */
export function choicesOf(card) {
  return (card?.kind === "list" ? card.rows : card?.actions) ?? [];
}

/**
 * What the customer could tap, as it was offered.
 *
 * @param {{title: string}[]} buttons
 * @param {string|null} lang
 * @returns {HTMLElement}
 */
export function offered(buttons, lang) {
  return h(
    "ul",
    { class: "offered", "aria-label": t("buttons_offered") },
    buttons.map(({ title }) => h("li", { dir: "auto", lang }, title)),
  );
}

/** @param {OrderCard} card @param {string|null} lang */
function orderParts({ actions, expected, image, lines, state, steps, title, total }, lang) {
  return [
    h(
      "div",
      { class: "order-top" },
      // What it shows is said beside it.
      image && h("img", { src: image, alt: "", width: 48, height: 48, loading: "lazy", onerror: hide }),
      h(
        "div",
        { class: "order-name" },
        h("strong", { dir: "auto" }, title),
        h("span", { class: "order-state", dir: "auto", lang }, state),
      ),
    ),
    steps.length > 0 && progress(steps, state),
    lines.length > 0 && h("ul", { class: "order-lines" }, lines.map((line) => h("li", { dir: "auto", lang }, line))),
    (expected || total) &&
      h(
        "dl",
        {},
        expected && fact(t("card_expected"), calendarDay(expected)),
        total && fact(t("card_total"), money(Math.round(Number(total.amount) * 100), total.currency)),
      ),
    actions.length > 0 && offered(actions, lang),
  ];
}

/** @param {ListCard} card @param {string|null} lang */
function listParts({ rows, title }, lang) {
  return [
    h("strong", { dir: "auto", lang }, title),
    h(
      "ul",
      { class: "list-rows", "aria-label": t("buttons_offered") },
      rows.map((row) =>
        h("li", { dir: "auto", lang }, row.title, row.description && h("small", { dir: "auto" }, row.description)),
      ),
    ),
  ];
}

/**
 * @param {OrderCard["steps"]} steps
 * @param {string} state
 * @returns {HTMLElement}
 */
function progress(steps, state) {
  const step = steps.filter(({ done }) => done).length;
  const label = `${t("card_step", { step, count: steps.length })}: ${state}`;
  return h(
    "div",
    { class: "order-steps", role: "img", "aria-label": label },
    steps.map(({ done, title }) => h("span", { class: done ? "done" : "", title })),
  );
}

/**
 * @param {string} term
 * @param {string} value
 * @returns {HTMLElement}
 */
function fact(term, value) {
  return h("div", {}, h("dt", {}, term), h("dd", {}, value));
}

/** @param {Event} event  A picture that is not there leaves no hole. */
function hide({ target }) {
  /** @type {HTMLElement} */ (target).hidden = true;
}
