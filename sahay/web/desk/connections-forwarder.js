/** `<desk-connections-forwarder>`: whether people answer in another desk, and how it stands there. */

import { Section } from "/desk/connections-section.js";
import { h, refill } from "/desk/element.js";
import { t } from "/desk/language.js";

/**
 * @typedef {object} State
 * @property {"console"|"chatwoot"} to
 * @property {string} [url]
 * @property {number} [inbox]
 * @property {boolean} [signed]
 * @property {number} [open]
 * @property {number} [waiting]
 * @property {number} [failing]
 * @property {string|null} [error]
 */

export class Forwarder extends Section {
  #words = h("div", { class: "connection-forwarder" });

  begin() {
    this.frame(t("forwarder"), t("forwarder_hint"), this.#words);
    super.begin();
  }

  fetch() {
    return this.desk.api.get("/forwarding");
  }

  show() {
    const state = /** @type {State} */ (this.told);
    refill(this.#words, state, () => (state.to === "console" ? [h("p", {}, t("forwarder_console"))] : there(state)));
  }
}

/**
 * @param {State} state
 * @returns {import("/desk/element.js").Child[]}
 */
function there({ url = "", inbox = 0, signed, open = 0, waiting = 0, failing = 0, error }) {
  return [
    h("p", {}, t("forwarder_chatwoot", { url, inbox })),
    h(
      "p",
      { class: "connection-facts" },
      h("span", { class: "fact" }, t("forwarder_open", { count: open })),
      h("span", { class: failing ? "fact wait" : "fact" }, t("forwarder_waiting", { count: waiting })),
      failing > 0 && h("span", { class: "fact bad" }, t("forwarder_failing", { error: error ?? "" })),
    ),
    !signed && h("p", { class: "quiet-text" }, t("forwarder_unsigned")),
  ];
}

customElements.define("desk-connections-forwarder", Forwarder);
