/** `<desk-connections>`: what connects Sahay with others: channels, API tokens, webhooks, another desk. */

import { Channels } from "/desk/connections-channels.js";
import { Forwarder } from "/desk/connections-forwarder.js";
import { Tokens } from "/desk/connections-tokens.js";
import { Webhooks } from "/desk/connections-webhooks.js";
import { h } from "/desk/element.js";
import { t } from "/desk/language.js";
import { Page } from "/desk/page.js";

/** How often what other programs do is looked at again. */
const LOOK_MILLISECONDS = 10_000;

export class Connections extends Page {
  /** @type {import("/desk/connections-section.js").Section[]} */
  #sections = [];

  begin() {
    this.#sections = [new Channels(), new Tokens(), new Webhooks(), new Forwarder()];
    for (const section of this.#sections) section.desk = this.desk;
    this.replaceChildren(
      h(
        "section",
        { class: "page connections", "aria-label": t("connections") },
        this.head(t("connections")),
        h(
          "div",
          { class: "scrolls connections-body", tabindex: 0, role: "group", "aria-label": t("connections") },
          this.#sections,
        ),
      ),
    );
    const timer = setInterval(() => this.#look(), LOOK_MILLISECONDS);
    this.signal.addEventListener("abort", () => clearInterval(timer));
  }

  #look() {
    if (!document.hidden) for (const section of this.#sections) section.load();
  }
}

customElements.define("desk-connections", Connections);
