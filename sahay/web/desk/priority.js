/** How urgent a conversation is: its badge, and the choice of another. */

import { nameOf } from "/desk/customers.js";
import { choice, chosenIn } from "/desk/dialogs-fields.js";
import { openDialog } from "/desk/dialogs.js";
import { h } from "/desk/element.js";
import { named, t } from "/desk/language.js";

/** @type {("urgent"|"high"|"normal"|"low")[]} */
const PRIORITIES = ["urgent", "high", "normal", "low"];

/**
 * @param {string|undefined} priority
 * @returns {HTMLElement|null} nothing for what is as usual
 */
export function priorityBadge(priority) {
  if (!priority || priority === "normal") return null;
  return h("span", { class: "badge", "data-priority": priority }, named("priority", priority));
}

/**
 * @param {import("/desk/desk.js").Desk} desk
 * @param {import("/desk/shapes.js").Card} card
 * @returns {Promise<boolean>}
 */
export function prioritise(desk, card) {
  const options = PRIORITIES.map((value) => ({
    value,
    title: named("priority", value),
    mark: h("span", { class: "priority-dot", "data-priority": value, "aria-hidden": "true" }),
  }));
  const priorities = choice(t("priority_of", { customer: nameOf(card) }), options, card.priority ?? "normal");
  return openDialog({
    title: t("priority"),
    fields: [priorities],
    yes: t("set"),
    submit: () => desk.move(card.id, "priority", { priority: chosenIn(priorities) }),
  });
}
