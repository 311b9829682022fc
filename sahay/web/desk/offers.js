/** `<desk-offers>`: the conversations that the agent is asked to take, each for some seconds, over everything else. */

import { nameOf } from "/desk/customers.js";
import { h, Part, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { duration, languageName, named, t } from "/desk/language.js";
import { Ticking } from "/desk/ticking.js";

/** @typedef {import("/desk/shapes.js").Card} Card */

export class Offers extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  #list = h("ul", { class: "offers" });

  begin() {
    this.replaceChildren(h("section", { "aria-label": t("offer_for_you") }, this.#list));
    for (const type of ["queue", "busy"]) this.listen(this.desk, type, () => this.#render());
    this.listen(this, "over", () => this.#render());
    this.#render();
  }

  /** @returns {Card|undefined} the one that ends first */
  get first() {
    return this.#offered()[0];
  }

  /** @returns {Card[]} */
  #offered() {
    const until = (/** @type {Card} */ { offered }) => offered?.until ?? "";
    const offered = this.desk.lists.of("queued").filter((card) => this.desk.isOffered(card));
    return offered.sort((left, right) => until(left).localeCompare(until(right)));
  }

  #render() {
    const offered = this.#offered();
    this.hidden = offered.length === 0;
    reconcile(
      this.#list,
      offered,
      ({ id }) => id,
      () => h("li", { class: "offer" }),
      (node, card) => {
        const busy = this.desk.busy.has(card.id);
        refill(node, [card, busy], () => this.#offer(card, busy));
      },
    );
  }

  /**
   * @param {Card} card
   * @param {boolean} busy
   * @returns {HTMLElement[]}
   */
  #offer(card, busy) {
    const label = t("offer_open", { customer: nameOf(card) });
    const name = { href: `#/c/${encodeURIComponent(card.id)}`, "aria-label": label };
    const reason = card.reason && named("reason", card.reason);
    const facts = [reason, languageName(card.language), named("channel", card.channel)];
    return [
      h("p", { class: "offer-head" }, h("strong", {}, t("offer_for_you")), remaining(card.offered?.until ?? "")),
      h("a", { ...name, class: "offer-name", dir: "auto" }, nameOf(card)),
      h("p", { class: "offer-facts" }, facts.filter(Boolean).join(" · ")),
      h("div", { class: "offer-choices" }, this.#choices(card, busy)),
    ];
  }

  /**
   * @param {Card} card
   * @param {boolean} disabled
   * @returns {HTMLElement[]}
   */
  #choices(card, disabled) {
    const accept = { class: "primary", "aria-keyshortcuts": "A", onclick: () => this.accept(card) };
    const decline = { onclick: () => void this.desk.act(card.id, "decline") };
    const key = h("kbd", { "aria-hidden": "true" }, "A");
    return [
      h("button", { type: "button", disabled, ...accept }, icon("check"), t("offer_accept"), key),
      h("button", { type: "button", disabled, ...decline }, t("offer_decline")),
    ];
  }

  /** @param {Card|undefined} card  taken and opened */
  async accept(card) {
    if (card && (await this.desk.act(card.id, "claim"))) location.hash = `#/c/${encodeURIComponent(card.id)}`;
  }
}

/** `<desk-remaining until="...">`: the seconds that are left, as a number and a bar. Fires `over`. */
class Remaining extends Ticking {
  #seconds = h("span", { class: "remaining-seconds", "aria-hidden": "true" });
  #spoken = h("span", { class: "unseen" });

  begin() {
    this.replaceChildren(icon("clock"), this.#seconds, this.#spoken);
    super.begin();
    this.#spoken.textContent = t("offer_seconds", { count: this.#left() });
  }

  tick() {
    const left = this.#left();
    this.#seconds.textContent = left < 100 ? t("seconds", { count: left }) : duration(left);
    if (left <= 0) this.dispatchEvent(new Event("over", { bubbles: true }));
  }

  #left() {
    return Math.max(0, Math.ceil((Date.parse(this.getAttribute("until") ?? "") - Date.now()) / 1000));
  }
}

/** @param {string} until */
function remaining(until) {
  const element = document.createElement("desk-remaining");
  element.setAttribute("until", until);
  return element;
}

customElements.define("desk-remaining", Remaining);
customElements.define("desk-offers", Offers);
