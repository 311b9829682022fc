/** `<desk-presence>`: tells colleagues that one looks or types here, and the agent of colleagues who do. */

import { path } from "/desk/api.js";
import { Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** The server forgets a viewer who is silent for two and a half times as long. */
const HEARTBEAT_MILLISECONDS = 10_000;

export class Presence extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #typing = false;
  #told = Promise.resolve();

  begin() {
    this.setAttribute("role", "status");
    const { colleagues } = this.desk;
    this.listen(colleagues, "presence", ({ detail }) => detail === this.conversationId && this.#render());
    this.listen(document, "visibilitychange", () => this.#tell(!document.hidden));
    const timer = setInterval(() => document.hidden || this.#tell(true), HEARTBEAT_MILLISECONDS);
    this.signal.addEventListener("abort", () => clearInterval(timer));
    this.#tell(true);
    this.#render();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#tell(false);
  }

  /** @param {boolean} typing  a reply or a note */
  typing(typing) {
    if (typing === this.#typing || !this.isConnected) return;
    this.#typing = typing;
    this.#tell(true);
  }

  /**
   * One after the other: of two at once the later may arrive first, and who has stopped typing would seem to go on.
   *
   * @param {boolean} here  not worth a word when it fails
   */
  #tell(here) {
    const address = `${path(this.conversationId)}/viewing`;
    const body = { typing: here && this.#typing, here };
    const tell = () => this.desk.api.post(address, body).then(() => undefined);
    this.#told = this.#told.then(tell).catch(() => undefined);
  }

  #render() {
    const others = this.desk.colleagues.viewers(this.conversationId);
    const typing = others.filter((viewer) => viewer.typing);
    const name = (typing.length ? typing : others).map((viewer) => viewer.name).join(", ");
    this.hidden = !name;
    this.toggleAttribute("data-typing", typing.length > 0);
    refill(this, [name, typing.length > 0], () => [
      icon(typing.length ? "warn" : "eye"),
      t(typing.length ? "viewer_types" : "viewer_looks", { name }),
    ]);
  }
}

customElements.define("desk-presence", Presence);
