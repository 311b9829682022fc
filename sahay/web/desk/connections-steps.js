/** How a channel is connected, in five minutes: steps, with what is to be copied. */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";
import { copyable } from "/desk/profile-copy.js";

/**
 * @typedef {import("/desk/connections-channel.js").Channel["name"]} Name
 * @typedef {{address: string, secrets: string[]}} Known
 * @typedef {{text: string, copied?: string}} Step
 */

const EXAMPLE = "https://chat.shop.example";
/** Where everything is said. */
const MORE = "docs/channels.md";

/** @type {Record<Name, (known: Known) => Step[]>} */
const STEPS = {
  telegram: ({ secrets }) => [{ text: t("channels_telegram_1") }, start(secrets), { text: t("channels_telegram_2") }],
  whatsapp: ({ address, secrets }) => [
    { text: t("channels_whatsapp_1") },
    settings(address, ["  whatsapp:", '    number_id: "106540352242922"']),
    start(secrets),
    { text: t("channels_whatsapp_2"), copied: `${address}/webhooks/whatsapp` },
  ],
  sms: ({ address, secrets }) => [
    { text: t("channels_sms_1") },
    settings(address, ["  sms:", '    sender: "+14155550123"']),
    start(secrets),
    { text: t("channels_sms_2"), copied: `${address}/webhooks/sms` },
  ],
  email: ({ secrets }) => [
    { text: t("channels_email_1") },
    {
      text: t("channels_settings"),
      copied: "channels:\n  email:\n    host: imap.shop.example\nmail:\n  transport: smtp\n  host: smtp.shop.example\n  sender: care@shop.example",
    },
    start(secrets),
    { text: t("channels_email_2") },
  ],
};

/**
 * @param {Name} name
 * @param {string[]} secrets  the environment's variables that connect it
 * @param {string|null} publicUrl  how providers reach this app; where it is not set, the page's own address is shown
 * @returns {HTMLElement[]}
 */
export function stepsOf(name, secrets, publicUrl) {
  const address = publicUrl ?? (location.protocol === "https:" ? location.origin : EXAMPLE);
  const steps = STEPS[name]({ address, secrets }).map(({ copied, text }) =>
    h("li", {}, text, copied && copyable(copied, h("code", { class: "channel-copied", dir: "ltr" }, copied), text)),
  );
  return [h("ol", {}, steps), h("p", { class: "quiet-text" }, t("channels_more"), " ", h("code", {}, MORE))];
}

/** @param {string[]} secrets @returns {Step} */
function start(secrets) {
  const lines = [...secrets.map((secret) => `${secret}=...`), "make run"];
  return { text: t("channels_start"), copied: lines.join(" \\\n") };
}

/** @param {string} address @param {string[]} lines @returns {Step} */
function settings(address, lines) {
  return { text: t("channels_settings"), copied: ["channels:", `  public_url: ${address}`, ...lines].join("\n") };
}
