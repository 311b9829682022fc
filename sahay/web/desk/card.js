/** One conversation as the lists and the results of a search show it. */

import { countdown } from "/desk/countdown.js";
import { nameOf } from "/desk/customers.js";
import { elapsed } from "/desk/elapsed.js";
import { assign, h, present } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { languageName, moment, named, t } from "/desk/language.js";
import { teamName } from "/desk/meta.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 *
 * @typedef {object} Shown  everything that a card's look depends on
 * @property {Card} card
 * @property {number|null} position  in the queue
 * @property {boolean} open
 * @property {boolean} unread
 * @property {string} draft
 * @property {boolean} [owned]  says who has it, where the list does not
 * @property {import("/desk/search.js").Found|null} [found]  what of it a search has found
 * @property {boolean|null} [picked]  null while nothing is being picked
 */

/** @type {Record<string, Parameters<typeof icon>[0]>} */
const PRIORITY_MARKS = { low: "down", high: "up", urgent: "urgent" };

/** @type {WeakMap<Element, Shown>} */
const drawn = new WeakMap();

/**
 * @param {Card} card
 * @returns {HTMLElement} to be filled by `draw`
 */
export function blank({ id }) {
  return h("li", { class: "row" }, h("a", { class: "card", href: `#/c/${encodeURIComponent(id)}`, "data-id": id }));
}

/**
 * Makes a node look as it should, and does nothing where it does already: a card that has not changed is the same
 * object as before. A place in the queue that alone has changed costs one text.
 *
 * @param {HTMLElement} row
 * @param {Shown} shown
 */
export function draw(row, shown) {
  const before = drawn.get(row);
  drawn.set(row, shown);
  const link = /** @type {HTMLElement} */ (row.querySelector("a"));
  if (before?.open !== shown.open) assign(link, "aria-current", shown.open && "true");
  if (before?.picked !== shown.picked) drawPick(row, shown);
  if (!before || !looksAs(before, shown)) link.replaceChildren(...present([head(shown), middle(shown), facts(shown)]));
  else if (before.position !== shown.position) move(link, shown.position);
}

/**
 * @param {Shown} left
 * @param {Shown} right
 */
function looksAs(left, right) {
  return (
    left.card === right.card &&
    left.unread === right.unread &&
    left.draft === right.draft &&
    left.found === right.found &&
    left.owned === right.owned &&
    (left.position === null) === (right.position === null)
  );
}

/**
 * @param {HTMLElement} row
 * @param {Shown} shown
 */
function drawPick(row, { card, picked }) {
  row.querySelector(".pick")?.remove();
  row.toggleAttribute("data-picked", Boolean(picked));
  if (picked === null || picked === undefined) return;
  const label = t("pick", { customer: nameOf(card) });
  row.prepend(h("input", { type: "checkbox", class: "pick", "aria-label": label, checked: picked }));
}

/**
 * @param {Shown} shown
 * @returns {HTMLElement}
 */
function head({ card, position, unread }) {
  const waits = card.owner === "queued" && card.waiting_since;
  return h(
    "span",
    { class: "card-head" },
    position !== null && place(position),
    h("span", { class: "card-name", dir: "auto" }, nameOf(card)),
    unread && dot(),
    waits
      ? h("span", { class: "waits" }, h("span", { class: "unseen" }, t("waiting_for")), elapsed(waits, "duration"))
      : h("span", { class: "when" }, elapsed(card.last?.at ?? card.updated_at, "ago")),
  );
}

/** @param {number} position */
function place(position) {
  return h("span", { class: "position", title: t("position", { position }) }, position);
}

/**
 * When the first of hundreds is claimed, all others get another number: a new text, no new element.
 *
 * @param {HTMLElement} link
 * @param {number|null} position
 */
function move(link, position) {
  const node = link.querySelector(".position");
  if (!(node instanceof HTMLElement) || position === null) return;
  node.textContent = String(position);
  node.title = t("position", { position });
}

/**
 * @param {Shown} shown
 * @returns {HTMLElement} what was said last, or found, and until when an answer is due
 */
function middle({ card, draft, found }) {
  return h(
    "span",
    { class: "card-middle" },
    found ? excerpt(found) : preview(card, draft),
    card.sla && countdown(card.sla),
  );
}

/** @param {import("/desk/search.js").Found} found */
function excerpt(found) {
  const by = found.kind === "note" && h("span", { class: "by" }, `${t("found_note")}: `);
  return h("span", { class: "preview found" }, by, h("span", { dir: "auto" }, found.parts()));
}

/**
 * @param {Card} card
 * @param {string} draft
 * @returns {HTMLElement}
 */
function preview({ last, language }, draft) {
  if (draft)
    return h("span", { class: "preview" }, h("em", {}, t("draft")), " ", h("span", { dir: "auto" }, draft));
  const by = last?.author === "bot" || last?.author === "agent" ? `${t(`author_${last.author}`)}: ` : null;
  return h(
    "span",
    { class: "preview" },
    by && h("span", { class: "by" }, by),
    last && h("span", { dir: "auto", lang: language }, last.text),
  );
}

/**
 * @param {Shown} shown
 * @returns {HTMLElement}
 */
function facts({ card, owned }) {
  const { priority = "normal", reason, team, tags = [] } = card;
  return h(
    "span",
    { class: "facts" },
    priority in PRIORITY_MARKS &&
      h("span", { class: `fact priority ${priority}` }, icon(PRIORITY_MARKS[priority]), named("priority", priority)),
    owned && whose(card),
    card.snoozed_until && card.owner === "snoozed" && snoozed(card.snoozed_until),
    reason && h("span", { class: "fact reason" }, named("reason", reason)),
    team && h("span", { class: "fact" }, teamName(team)),
    h("span", { class: "fact plain" }, `${languageName(card.language)} · ${named("channel", card.channel)}`),
    tags.map((tag) => h("span", { class: "fact tagged", dir: "auto" }, tag)),
  );
}

/** @param {string} until */
function snoozed(until) {
  return h("span", { class: "fact" }, icon("clock"), t("snoozed_until", { time: moment(until) }));
}

/**
 * @param {Card} card
 * @returns {HTMLElement}
 */
function whose({ owner, assignee }) {
  if (assignee) return h("span", { class: "fact", dir: "auto" }, assignee.name);
  const states = { resolved: t("state_resolved"), queued: t("state_queued") };
  return h("span", { class: `fact state-${owner}` }, states[/** @type {"queued"} */ (owner)] ?? t("state_bot"));
}

/** @returns {HTMLElement} */
export function dot() {
  return h("span", { class: "dot" }, h("span", { class: "unseen" }, t("unread")));
}
