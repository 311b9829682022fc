/** Shutting somebody out, for a time or as spam, and letting them in again. */

import { nameOf } from "/desk/customers.js";
import { openDialog } from "/desk/dialogs.js";
import { t } from "/desk/language.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/shapes.js").Card} Card
 */

/**
 * @param {Desk} desk
 * @param {Card} card
 * @returns {Promise<boolean>}
 */
export function block(desk, card) {
  return openDialog({
    title: t("block_title", { customer: nameOf(card) }),
    text: t("block_text"),
    yes: t("block"),
    grave: true,
    submit: () => shut(desk, card),
  });
}

/**
 * Spam: nobody shall answer it, and nothing more of it shall come.
 *
 * @param {Desk} desk
 * @param {Card} card
 * @returns {Promise<boolean>}
 */
export function spam(desk, card) {
  return openDialog({
    title: t("spam_title", { customer: nameOf(card) }),
    text: t("spam_text"),
    yes: t("spam"),
    grave: true,
    submit: async () => {
      if (card.owner === "agent") await desk.move(card.id, "resolve", { reason: "spam" });
      await shut(desk, card);
    },
  });
}

/**
 * @param {Desk} desk
 * @param {Card} card
 */
export async function unblock(desk, card) {
  await desk.tell(async () => {
    await desk.api.post(`${contact(card)}/unblock`);
    desk.notify("done", t("done_unblock", { customer: nameOf(card) }));
  });
  desk.thread(card.id)?.catchUp();
}

/**
 * @param {Desk} desk
 * @param {Card} card
 */
async function shut(desk, card) {
  await desk.api.post(`${contact(card)}/block`);
  desk.notify("done", t("done_block", { customer: nameOf(card) }), () => unblock(desk, card));
  desk.thread(card.id)?.catchUp();
}

/** @param {Card} card */
function contact({ contact }) {
  return `/contacts/${encodeURIComponent(contact?.id ?? "")}`;
}
