/** `<desk-connections-webhooks>`: where other programs are told what happens, and what came of it. */

import { DeliveryLog } from "/desk/connections-log.js";
import { checkedIn, Section, several, showSecret, tool } from "/desk/connections-section.js";
import { field } from "/desk/dialogs-fields.js";
import { ask, Missing, openDialog } from "/desk/dialogs.js";
import { h, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { moment, named, t } from "/desk/language.js";

/**
 * @typedef {object} Webhook
 * @property {string} id
 * @property {string} name
 * @property {string} url
 * @property {string[]} types
 * @property {boolean} is_active
 * @property {"gone"|"failing"|null} off_because
 * @property {number} failures
 * @property {string|null} paused_until
 */

const NAME_CHARACTERS = 80;
const URL_CHARACTERS = 500;

export class Webhooks extends Section {
  #list = h("ul", { class: "connection-list" });

  begin() {
    const add = h("button", { type: "button", onclick: () => this.#add() }, icon("plus"), t("webhook_new"));
    this.frame(t("webhooks"), t("webhooks_hint"), h("div", { class: "connection-tools" }, add), this.#list);
    super.begin();
  }

  fetch() {
    return this.desk.api.get("/webhooks");
  }

  get nothing() {
    return this.told && this.told.webhooks.length === 0 ? t("webhooks_empty") : "";
  }

  show() {
    reconcile(
      this.#list,
      /** @type {Webhook[]} */ (this.told.webhooks),
      ({ id }) => id,
      ({ id, name }) => this.#make(id, name),
      (node, webhook) => {
        refill(/** @type {HTMLElement} */ (node.firstElementChild), webhook, () => this.#webhook(webhook));
        /** @type {DeliveryLog} */ (node.lastElementChild?.lastElementChild).look();
      },
    );
  }

  /**
   * @param {string} id
   * @param {string} name
   * @returns {HTMLElement}
   */
  #make(id, name) {
    const log = new DeliveryLog();
    Object.assign(log, { desk: this.desk, webhook: id });
    const details = h("details", {}, h("summary", {}, t("webhook_log"), h("span", { class: "unseen" }, ` ${name}`)), log);
    details.addEventListener("toggle", () => log.look());
    return h("li", { class: "connector with-log" }, h("div", { class: "connection-row" }), details);
  }

  /**
   * @param {Webhook} webhook
   * @returns {import("/desk/element.js").Child[]}
   */
  #webhook(webhook) {
    const { name, url, types } = webhook;
    return [
      h(
        "div",
        { class: "connection-words" },
        h("h4", { dir: "auto" }, name),
        h("p", { class: "connection-url", dir: "ltr" }, url),
        h("p", { class: "connection-facts" }, state(webhook), types.map((type) => h("span", { class: "fact" }, named("webhook_event", type.replace(".", "_"))))),
      ),
      h(
        "div",
        { class: "connection-row-tools" },
        tool(t("webhook_test", { name }), "send", () => this.#test(webhook), icon),
        tool(t("webhook_edit", { name }), "edit", () => this.#edit(webhook), icon),
        tool(t("webhook_renew", { name }), "again", () => this.#renew(webhook), icon),
        tool(t("webhook_remove", { name }), "close", () => this.#remove(webhook), icon),
      ),
    ];
  }

  async #add() {
    /** @type {{webhook: Webhook, secret: string}|null} */
    let made = null;
    await this.#form(t("webhook_new"), t("webhook_make"), null, async (wanted) => {
      made = await this.desk.api.post("/webhooks", wanted);
    });
    if (!made) return;
    const { webhook, secret } = /** @type {{webhook: Webhook, secret: string}} */ (made);
    await showSecret(this.desk, webhook.name, secret);
    await this.load();
  }

  /** @param {Webhook} webhook */
  async #edit(webhook) {
    await this.#form(t("webhook_edit", { name: webhook.name }), t("save"), webhook, async (wanted) => {
      await this.desk.api.put(path(webhook), wanted);
      this.desk.notify("done", t("done_webhook_saved", { name: wanted.name }));
    });
    await this.load();
  }

  /**
   * @param {string} title
   * @param {string} yes
   * @param {Webhook|null} webhook
   * @param {(wanted: {name: string, url: string, types: string[], is_active: boolean}) => Promise<void>} send
   */
  async #form(title, yes, webhook, send) {
    const name = h("input", { value: webhook?.name ?? "", maxlength: NAME_CHARACTERS, autocomplete: "off", dir: "auto" });
    const url = h("input", { type: "url", value: webhook?.url ?? "", maxlength: URL_CHARACTERS, autocomplete: "off" });
    url.placeholder = "https://crm.example/sahay";
    const options = this.told.types.map((/** @type {string} */ value) => ({ value, title: named("webhook_event", value.replace(".", "_")) }));
    const types = several(t("webhook_types"), options, webhook?.types ?? []);
    const active = h("input", { type: "checkbox", checked: webhook?.is_active ?? true });
    await openDialog({
      title,
      look: "wide",
      fields: [
        field(t("connection_name"), name),
        field(t("webhook_url"), url, t("webhook_url_hint")),
        types,
        webhook && h("label", { class: "check" }, active, t("webhook_active")),
      ],
      yes,
      submit: async () => {
        const chosen = checkedIn(types);
        if (!name.value.trim()) throw new Missing(t("connection_name_missing"), name);
        if (!url.value.trim()) throw new Missing(t("webhook_url_missing"), url);
        if (!chosen.length) throw new Missing(t("webhook_types_missing"));
        await send({ name: name.value.trim(), url: url.value.trim(), types: chosen, is_active: active.checked });
      },
    });
  }

  /** @param {Webhook} webhook */
  async #test(webhook) {
    await this.desk.tell(async () => {
      await this.desk.api.post(`${path(webhook)}/test`);
      this.desk.notify("done", t("done_webhook_test"));
    });
    await this.load();
  }

  /** @param {Webhook} webhook */
  async #renew(webhook) {
    const { name } = webhook;
    if (!(await ask({ title: t("webhook_renew", { name }), text: t("webhook_renew_text"), yes: t("webhook_renew_yes") }))) return;
    await this.desk.tell(async () => {
      const { secret } = await this.desk.api.post(`${path(webhook)}/secret`);
      await showSecret(this.desk, name, secret);
    });
  }

  /** @param {Webhook} webhook */
  async #remove(webhook) {
    const { name } = webhook;
    if (!(await ask({ title: t("webhook_remove", { name }), text: t("webhook_remove_text"), yes: t("webhook_remove_yes") }))) return;
    await this.desk.tell(async () => {
      await this.desk.api.delete(path(webhook));
      this.desk.notify("done", t("done_webhook_removed", { name }));
    });
    await this.load();
  }
}

/**
 * @param {Webhook} webhook
 * @returns {HTMLElement} how it is
 */
function state({ is_active: active, off_because: why, failures, paused_until: until }) {
  if (!active) return h("span", { class: "fact bad" }, why ? named("webhook_off", why) : t("webhook_off"));
  if (failures && until) return h("span", { class: "fact wait" }, t("webhook_paused", { time: moment(until) }));
  return h("span", { class: "fact good" }, t("webhook_on"));
}

/** @param {Webhook} webhook */
function path({ id }) {
  return `/webhooks/${encodeURIComponent(id)}`;
}

customElements.define("desk-connections-webhooks", Webhooks);
