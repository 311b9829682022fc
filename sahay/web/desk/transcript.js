/** Sending the customer what was said, by e-mail. */

import { path } from "/desk/api.js";
import { field } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h } from "/desk/element.js";
import { t } from "/desk/language.js";

/**
 * @param {import("/desk/desk.js").Desk} desk
 * @param {import("/desk/shapes.js").Card} card
 * @param {string} known  the customer's address, if there is one
 * @returns {Promise<boolean>}
 */
export function sendTranscript(desk, card, known) {
  const email = h("input", { type: "email", autocomplete: "off", inputmode: "email", value: known, required: true });
  return openDialog({
    title: t("transcript_title"),
    text: t("transcript_text"),
    fields: [field(t("transcript_email"), email)],
    yes: t("send"),
    submit: async () => {
      if (!email.validity.valid) throw new Missing(t("transcript_missing"), email);
      await desk.api.post(`${path(card.id)}/transcript`, { email: email.value.trim() });
      desk.notify("done", t("done_transcript", { email: email.value.trim() }));
    },
  });
}
