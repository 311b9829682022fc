/** `<desk-connections-channels>`: where customers write besides the website: is it connected, does it work, and how. */

import { Section } from "/desk/connections-section.js";
import { h, refill } from "/desk/element.js";
import { moment, t } from "/desk/language.js";

/**
 * @typedef {object} Health
 * @property {string} mode
 * @property {string|null} address
 * @property {string|null} account
 * @property {boolean} is_connected
 * @property {string|null} looked_at
 * @property {string|null} problem
 * @property {string|null} refused_at
 * @property {number} pending
 * @property {Record<string, string>} facts
 */
/**
 * @typedef {object} Channel
 * @property {"telegram"|"whatsapp"|"sms"|"email"} name
 * @property {string[]} secrets
 * @property {Health|null} health
 * @property {string|null} received_at
 * @property {number} waiting
 * @property {number} failed
 * @property {string|null} error
 * @property {string|null} failed_at
 */

const NAMES = { telegram: "Telegram", whatsapp: "WhatsApp", sms: "SMS", email: "E-mail" };

export class Channels extends Section {
  #list = h("div", { class: "connection-list" });

  begin() {
    this.frame(t("channels"), t("channels_hint"), this.#list);
    super.begin();
  }

  fetch() {
    return this.desk.api.get("/channels");
  }

  show() {
    const { channels } = /** @type {{channels: Channel[]}} */ (this.told);
    refill(this.#list, channels, () => channels.map((channel) => this.#channel(channel)));
  }

  /** @param {Channel} channel */
  #channel(channel) {
    const { health, name, secrets } = channel;
    return h(
      "article",
      { class: "connector", "data-channel": name, "aria-label": NAMES[name] },
      h(
        "div",
        { class: "connection-words" },
        h("strong", {}, NAMES[name], health?.account ? ` · ${health.account}` : null),
        health ? this.#checks(channel, health) : steps(name, secrets),
      ),
      channel.failed > 0 && h("button", { type: "button", onclick: () => this.#retry(channel) }, t("channels_retry")),
    );
  }

  /**
   * What a look at it has found, good or not.
   *
   * @param {Channel} channel
   * @param {Health} health
   */
  #checks({ error, failed, failed_at, received_at, waiting }, health) {
    const { address, facts, is_connected, looked_at, mode, pending, problem, refused_at } = health;
    const found = [
      is_connected
        ? fact(t("channels_connected", { at: looked_at ? moment(looked_at) : "" }))
        : fact(t(problem ? "channels_problem" : "channels_connecting", { problem: problem ?? "" }), problem ? "bad" : "wait"),
      fact(mode === "polling" ? t("channels_polling") : t("channels_webhook", { address: address ?? "" })),
      fact(received_at ? t("channels_received", { at: moment(received_at) }) : t("channels_nothing_received")),
      facts.last_error && fact(t("channels_provider_error", { error: facts.last_error }), "wait"),
      refused_at && fact(t("channels_refused", { at: moment(refused_at) }), "bad"),
      waiting + pending > 0 && fact(t("channels_waiting", { count: waiting + pending }), "wait"),
      failed > 0 && fact(t("channels_failed", { count: failed, error: error ?? "" }), "bad"),
      !failed && error && failed_at && fact(t("channels_trouble", { error, at: moment(failed_at) }), "wait"),
    ];
    return h("ul", { class: "channel-checks" }, found);
  }

  /** @param {Channel} channel */
  async #retry({ name }) {
    await this.desk.api.post(`/channels/${name}/retry`, {});
    this.desk.notify("done", t("done_channel_retried"));
    this.load();
  }
}

/**
 * @param {string} text
 * @param {""|"wait"|"bad"} kind
 */
function fact(text, kind = "") {
  return h("li", { class: `fact ${kind}`.trim() }, text);
}

/**
 * How to connect it, in five minutes.
 *
 * @param {Channel["name"]} name
 * @param {string[]} secrets
 */
function steps(name, secrets) {
  return h(
    "div",
    { class: "channel-steps" },
    h("p", { class: "quiet-text" }, t("channels_off")),
    h(
      "ol",
      {},
      h("li", {}, t(`channels_${name}_1`)),
      h("li", {}, t("channels_secrets", { secrets: secrets.join(", ") })),
      h("li", {}, t(`channels_${name}_2`)),
    ),
  );
}

customElements.define("desk-connections-channels", Channels);
