/**
 * `<desk-connections-channel>`: one channel: whether it is connected and works, and how it is connected. Fires
 * `changed`.
 */

import { channelIcon } from "/desk/channels.js";
import { checkRow, checksOf } from "/desk/connections-checks.js";
import { stepsOf } from "/desk/connections-steps.js";
import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { named, t } from "/desk/language.js";
import { copyable } from "/desk/profile-copy.js";

/**
 * @typedef {object} Health
 * @property {"webhook"|"polling"} mode
 * @property {string|null} address
 * @property {string|null} account
 * @property {boolean} is_connected
 * @property {string|null} looked_at
 * @property {string|null} problem
 * @property {string|null} refused_at
 * @property {number} pending
 * @property {string|null} registered  the address that the provider had
 * @property {string|null} reach  what stood in the way of our own address
 * @property {string|null} reach_at
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

/** @typedef {"on"|"trouble"|"wait"|"bad"|"off"} State */
/** @type {Record<State, string>} */
const LOOKS = { on: "good", trouble: "wait", wait: "wait", bad: "bad", off: "" };

export class ChannelCard extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string|null} how providers reach this app, as the settings say */
  publicUrl = null;
  /** Whether it is said at once how it is connected: nothing is yet. */
  explains = false;

  /** @type {Channel|null} */
  #channel = null;
  #title = h("h4");
  #check = h("button", { type: "button", hidden: true, onclick: () => this.#look() });
  #retry = h("button", { type: "button", hidden: true, onclick: () => this.#again() }, icon("again"), t("channels_retry"));
  #address = h("p", { class: "channel-address" });
  #checks = h("ul", { class: "channel-checks" });
  #how = h("div");
  #looking = false;
  #looked = false;

  /** @param {Channel} channel */
  show(channel) {
    this.#channel = channel;
    if (!this.firstChild) this.#furnish(channel);
    const { failed, health, name } = channel;
    const state = stateOf(channel);
    refill(this.#title, [name, state, health?.account], () => [
      channelIcon(name),
      named("channel", name),
      health?.account && h("span", { class: "channel-account", dir: "auto" }, health.account),
      h("span", { class: `fact ${LOOKS[state]}` }, t(`channels_state_${state}`)),
    ]);
    refill(this.#address, health?.address, () => addressOf(health));
    refill(this.#checks, channel, () => checksOf(channel).map(checkRow));
    this.#retry.hidden = !failed;
    this.#renderCheck();
    // Whether we are reached is not known before somebody has asked: who opens the page asks.
    if (health?.address && !health.reach_at && !this.#looked) this.#look();
  }

  /** @param {Channel} channel */
  #furnish({ health, name, secrets }) {
    const id = `channel-${name}`;
    this.#title.id = id;
    this.#how.replaceChildren(
      h(
        "details",
        { class: "channel-steps", open: !health && this.explains },
        h("summary", {}, t("channels_how"), h("span", { class: "unseen" }, ` ${named("channel", name)}`)),
        stepsOf(name, secrets, this.publicUrl),
      ),
    );
    this.replaceChildren(
      h(
        "article",
        { class: "connector channel", "data-channel": name, "aria-labelledby": id },
        h("div", { class: "channel-head" }, this.#title, this.#check),
        this.#address,
        this.#checks,
        this.#retry,
        this.#how,
      ),
    );
  }

  #renderCheck() {
    const { health, name } = /** @type {Channel} */ (this.#channel);
    this.#check.hidden = !health;
    this.#check.setAttribute("aria-disabled", String(this.#looking)); // not `disabled`, which would drop the focus
    refill(this.#check, [this.#looking], () => [
      icon(this.#looking ? "clock" : "again"),
      t(this.#looking ? "channels_checking" : "channels_check"),
      h("span", { class: "unseen" }, ` ${named("channel", name)}`),
    ]);
  }

  async #look() {
    if (this.#looking || !this.#channel) return;
    const { name } = this.#channel;
    const asked = this.#looked || Boolean(this.#channel.health?.reach_at);
    [this.#looking, this.#looked] = [true, true];
    this.#renderCheck();
    const found = await this.desk.api.post(`/channels/${name}/check`).catch(() => null);
    this.#looking = false;
    if (!this.isConnected) return;
    if (found) this.show(found);
    else this.#renderCheck();
    if (asked) this.desk.notify(found ? "done" : "error", t(found ? "done_channel_checked" : "connections_failed", { name: named("channel", name) }));
  }

  async #again() {
    await this.desk.tell(async () => {
      await this.desk.api.post(`/channels/${this.#channel?.name}/retry`);
      this.desk.notify("done", t("done_channel_retried"));
    });
    this.#check.focus();
    this.dispatchEvent(new Event("changed", { bubbles: true }));
  }
}

/**
 * @param {Channel} channel
 * @returns {State}
 */
function stateOf(channel) {
  const { health } = channel;
  if (!health) return "off";
  if (!health.is_connected) return health.problem ? "bad" : "wait";
  return checksOf(channel).some(({ look }) => look === "bad") ? "trouble" : "on";
}

/**
 * @param {Health|null} health
 * @returns {import("/desk/element.js").Child[]}
 */
function addressOf(health) {
  if (!health?.address) return [];
  const { address } = health;
  return [h("span", {}, t("channels_address")), copyable(address, h("code", { dir: "ltr" }, address))];
}

customElements.define("desk-connections-channel", ChannelCard);
