/** `<desk-connections-log>`: what was sent to one webhook, while it is looked at. */

import { h, Part, reconcile, refill } from "/desk/element.js";
import { moment, named, t } from "/desk/language.js";

/**
 * @typedef {object} Delivery
 * @property {number} id
 * @property {string} type
 * @property {string} at
 * @property {"waiting"|"delivered"|"failed"} state
 * @property {number} attempts
 * @property {number|null} status
 * @property {string|null} error
 * @property {number|null} milliseconds
 */

/** A browser that follows every delivery of a busy day would be slow. */
const SHOWN = 50;
const LOOKS = { waiting: "wait", delivered: "good", failed: "bad" };

export class DeliveryLog extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} its id */
  webhook = "";
  /** @type {Delivery[]|null} */
  #deliveries = null;

  #list = h("ol", { class: "connection-log" });
  #empty = h("p", { class: "quiet-text" });

  begin() {
    this.replaceChildren(this.#list, this.#empty);
  }

  /** Load it, if it is open. */
  async look() {
    if (!this.closest("details")?.open) return;
    try {
      const { deliveries } = await this.desk.api.get(`/webhooks/${encodeURIComponent(this.webhook)}/deliveries`);
      this.#deliveries = deliveries.slice(0, SHOWN);
    } catch {
      return; // what is shown stays; the section says what is wrong
    }
    if (this.isConnected) this.#render();
  }

  #render() {
    reconcile(
      this.#list,
      this.#deliveries ?? [],
      ({ id }) => String(id),
      () => h("li", {}),
      (node, delivery) => refill(node, delivery, () => this.#delivery(delivery)),
    );
    this.#empty.textContent = this.#deliveries?.length === 0 ? t("webhook_log_empty") : "";
  }

  /**
   * @param {Delivery} delivery
   * @returns {import("/desk/element.js").Child[]}
   */
  #delivery(delivery) {
    const { type, at, state, attempts, status, error, milliseconds } = delivery;
    const name = named("webhook_event", type.replace(".", "_"));
    const answer = status ? `HTTP ${status}` : error && named("delivery_error", error);
    const facts = [answer, milliseconds !== null && `${milliseconds} ms`, attempts > 1 && t("delivery_attempts", { count: attempts })];
    return [
      h("span", { class: `fact ${LOOKS[state]}` }, named("sending", state)),
      h("span", { class: "connection-log-words" }, `${name} · ${moment(at)}`),
      h("span", { class: "quiet-text" }, facts.filter(Boolean).join(" · ")),
      state !== "waiting" &&
        h(
          "button",
          { type: "button", "aria-label": `${t("delivery_again")}: ${name}, ${moment(at)}`, onclick: () => this.#again(delivery) },
          t("delivery_again"),
        ),
    ];
  }

  /** @param {Delivery} delivery */
  async #again({ id }) {
    await this.desk.tell(async () => {
      await this.desk.api.post(`/webhooks/${encodeURIComponent(this.webhook)}/deliveries/${id}/redeliver`);
      this.desk.notify("done", t("done_delivery_again"));
    });
    await this.look();
  }
}

customElements.define("desk-connections-log", DeliveryLog);
