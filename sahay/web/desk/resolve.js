/** How a conversation leaves the desk: resolved for a reason, or back to the bot with what it shall do next. */

import { nameOf } from "/desk/customers.js";
import { choice, chosenIn } from "/desk/dialogs-fields.js";
import { openDialog } from "/desk/dialogs.js";
import { named, t } from "/desk/language.js";
import { metaOf } from "/desk/meta.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/shapes.js").Card} Card
 */

/**
 * @param {Desk} desk
 * @param {Card} card
 * @param {boolean} begun  whether a reply is written and not sent
 * @returns {Promise<boolean>}
 */
export async function resolve(desk, card, begun) {
  const { resolve_reasons: reasons } = await metaOf(desk.api);
  const options = reasons.map((reason) => ({ value: reason, title: named("resolved_as", reason) }));
  const fields = options.length ? [choice(t("resolve_reason"), options, reasons[0])] : [];
  return openDialog({
    title: t("resolve_title", { customer: nameOf(card) }),
    text: t(begun ? "draft_text_resolve" : "resolve_text"),
    fields,
    yes: t("resolve"),
    submit: () => desk.move(card.id, "resolve", { reason: fields[0] && chosenIn(fields[0]) }),
  });
}

/**
 * @param {Desk} desk
 * @param {Card} card
 * @param {boolean} begun
 * @returns {Promise<boolean>}
 */
export async function returnToBot(desk, card, begun) {
  const { next_steps: steps } = await metaOf(desk.api);
  const options = steps.map(({ intent, title }) => ({ value: intent, title }));
  const none = { value: "", title: t("return_waits"), detail: t("return_waits_detail") };
  const next = choice(t("return_next"), [none, ...options], "");
  return openDialog({
    title: t("return_title", { customer: nameOf(card) }),
    text: t(begun ? "draft_text_return" : "return_text"),
    fields: steps.length ? [next] : [],
    yes: t("return"),
    submit: () => desk.move(card.id, "return", { next: chosenIn(next) || undefined }),
  });
}
