/** `<desk-suggestions>`: answers from the knowledge base to the customer's last question. Fires `take` (a text). */

import { path } from "/desk/api.js";
import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** @typedef {{id: string, title: string, text: string}} Answer */

/** As many as have a key: Alt + 1 to 3. */
const SHOWN = 3;

export class Suggestions extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #list = h("ol", { class: "suggested" });
  /** @type {Answer[]} */
  #answers = [];
  /** The customer's message that the answers are for. */
  #asked = 0;
  /** And the last one for which the agent wanted none. */
  #dismissed = 0;

  begin() {
    const dismiss = h(
      "button",
      { type: "button", class: "round small", "aria-label": t("suggestions_hide"), onclick: () => this.#dismiss() },
      icon("close"),
    );
    this.replaceChildren(
      h(
        "section",
        { class: "suggestions", "aria-label": t("suggestions") },
        h("header", {}, icon("idea"), h("span", {}, t("suggestions")), dismiss),
        this.#list,
      ),
    );
    this.listen(this.desk, "thread", (event) => event.detail === this.conversationId && this.#look());
    this.listen(this.desk, "queue", () => this.#look());
    this.#render();
    this.#look();
  }

  /**
   * @param {number} index  from 0
   * @returns {boolean} whether there is one
   */
  take(index) {
    const answer = this.hidden ? undefined : this.#answers[index];
    if (answer) this.dispatchEvent(new CustomEvent("take", { detail: answer.text }));
    return Boolean(answer);
  }

  /** Asks once for each of the customer's messages, while the conversation is the agent's. */
  async #look() {
    const card = this.desk.card(this.conversationId);
    const messages = this.desk.thread(this.conversationId)?.messages ?? [];
    const last = messages.findLast(({ author }) => author === "customer" || author === "agent");
    const seq = card && this.desk.allowed(card).reply && last?.author === "customer" ? last.seq : 0;
    if (seq === this.#asked) return;
    this.#asked = seq;
    this.#answers = [];
    this.#render();
    if (!seq || seq === this.#dismissed) return;
    const answers = await this.#fetch();
    if (seq !== this.#asked || !this.isConnected) return; // the customer has gone on
    this.#answers = answers;
    this.#render();
  }

  /** @returns {Promise<Answer[]>} none when they cannot be had: they are a help only */
  async #fetch() {
    try {
      const { answers } = await this.desk.api.get(`${path(this.conversationId)}/suggestions`);
      return answers.slice(0, SHOWN);
    } catch {
      return [];
    }
  }

  #dismiss() {
    this.#dismissed = this.#asked;
    this.#answers = [];
    this.#render();
    this.dispatchEvent(new Event("dismiss"));
  }

  #render() {
    this.hidden = !this.#answers.length;
    refill(this.#list, this.#answers, () =>
      this.#answers.map(({ text, title }, index) =>
        h(
          "li",
          {},
          h(
            "button",
            { type: "button", "aria-keyshortcuts": `Alt+${index + 1}`, title: text, onclick: () => this.take(index) },
            h("span", { class: "suggested-title", dir: "auto" }, title),
            h("kbd", { "aria-hidden": "true" }, `Alt ${index + 1}`),
            h("span", { class: "suggested-text", dir: "auto" }, text),
          ),
        ),
      ),
    );
  }
}

customElements.define("desk-suggestions", Suggestions);
