/** `<desk-conversation>`: one conversation with its head, log, reply box and panel. */

import { ask } from "/desk/dialogs.js";
import { elapsed } from "/desk/elapsed.js";
import "/desk/composer.js";
import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import "/desk/known.js";
import { t } from "/desk/language.js";
import "/desk/log.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Verb} Verb
 */

/** @type {{verb: Verb, key: string, look: string, mark: Parameters<typeof icon>[0]}[]} */
const ACTIONS = [
  { verb: "claim", key: "C", look: "primary", mark: "claim" },
  { verb: "resolve", key: "E", look: "", mark: "check" },
  { verb: "return", key: "B", look: "", mark: "bot" },
];

export class Conversation extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #title = h("h2", { id: "conversation-title", tabindex: -1, dir: "auto" });
  #state = h("p", { class: "state" });
  #buttons = new Map(ACTIONS.map((action) => [action.verb, this.#button(action)]));
  #trouble = h("div", { class: "trouble", role: "alert" });
  #log = /** @type {import("/desk/log.js").Log} */ (document.createElement("desk-log"));
  #composer = /** @type {import("/desk/composer.js").Composer} */ (document.createElement("desk-composer"));
  #known = /** @type {import("/desk/known.js").KnownPanel} */ (document.createElement("desk-known"));
  #opener = h(
    "button",
    {
      type: "button",
      class: "round opener",
      "aria-label": t("panel_open"),
      onclick: () => this.#openPanel(),
    },
    icon("panel"),
  );

  begin() {
    for (const child of [this.#log, this.#composer, this.#known]) {
      Object.assign(child, { desk: this.desk, conversationId: this.conversationId });
    }
    this.replaceChildren(
      h(
        "section",
        { class: "talk", "aria-labelledby": "conversation-title" },
        h(
          "header",
          { class: "talk-head" },
          h("a", { class: "round back", href: "#/", "aria-label": t("back") }, icon("back")),
          h("div", { class: "talk-name" }, this.#title, this.#state),
          h("div", { class: "actions" }, [...this.#buttons.values()]),
          this.#opener,
        ),
        this.#trouble,
        this.#log,
        this.#composer,
      ),
      this.#known,
    );
    this.listen(this.#composer, "claim", () => this.act("claim"));
    this.listen(this.#log, "edit", (event) => this.#composer.insert(event.detail.text));
    this.listen(this.#known, "close", () => this.closePanel());
    this.listen(this.#log, "click", () => this.removeAttribute("data-panel"));
    for (const type of ["queue", "thread", "busy"]) this.listen(this.desk, type, () => this.#render());
    this.#render();
  }

  focusTitle() {
    this.#title.focus({ preventScroll: true });
  }

  focusReply() {
    this.#composer.focusText();
  }

  /** @param {Verb} verb  done if allowed now, after a question when a begun reply would be left behind */
  async act(verb) {
    const card = this.desk.card(this.conversationId);
    if (!card || !this.desk.allowed(card)[verb] || this.desk.busy.has(card.id)) return;
    if (verb !== "claim" && this.#composer.hasText) {
      const text = t(verb === "resolve" ? "draft_text_resolve" : "draft_text_return");
      if (!(await ask({ title: t("draft_title"), text, yes: t(verb) }))) return;
    }
    const done = await this.desk.act(this.conversationId, verb);
    if (!this.isConnected) return;
    const button = this.#buttons.get(verb);
    if (done && verb === "claim") this.focusReply();
    else if (done || button?.disabled) this.focusTitle();
    else button?.focus();
  }

  #openPanel() {
    this.setAttribute("data-panel", "");
    this.#known.focusTitle();
  }

  /** @returns {boolean} whether it was open */
  closePanel() {
    if (!this.hasAttribute("data-panel")) return false;
    this.removeAttribute("data-panel");
    this.#opener.focus();
    return true;
  }

  /**
   * @param {typeof ACTIONS[number]} action
   * @returns {HTMLButtonElement}
   */
  #button({ verb, key, look }) {
    return h("button", {
      type: "button",
      class: `action ${look}`,
      "data-verb": verb,
      "aria-keyshortcuts": key,
      onclick: () => this.act(verb),
    });
  }

  #render() {
    const card = this.desk.card(this.conversationId);
    const thread = this.desk.thread(this.conversationId);
    refill(this.#trouble, [thread?.status, thread?.error?.code], () => this.#troubles());
    const title = card?.customer ?? t(thread?.status === "failed" ? "conversation_failed" : "loading");
    if (this.#title.textContent !== title) this.#title.textContent = title;
    if (!card) return;
    this.#state.dataset.owner = this.desk.isMine(card) ? "mine" : card.owner;
    refill(this.#state, [card.owner, card.assignee, card.position, card.waiting_since], () =>
      this.#states(card),
    );
    for (const action of ACTIONS) this.#renderButton(action, card);
  }

  /**
   * @param {typeof ACTIONS[number]} action
   * @param {Card} card
   */
  #renderButton({ verb, key, mark }, card) {
    const button = /** @type {HTMLButtonElement} */ (this.#buttons.get(verb));
    const busy = this.desk.busy.get(card.id);
    button.disabled = Boolean(busy) || !this.desk.allowed(card)[verb];
    const takesOver = verb === "claim" && this.desk.allowed(card).claim && card.owner !== "queued";
    const label = busy === verb ? t(`busy_${verb}`) : t(takesOver ? "take_over" : verb);
    refill(button, [label], () => [
      icon(mark),
      h("span", {}, label),
      h("kbd", { "aria-hidden": "true" }, key),
    ]);
  }

  /**
   * @param {Card} card
   * @returns {import("/desk/element.js").Child[]}
   */
  #states(card) {
    const { owner, position } = card;
    const name = card.assignee?.name ?? t("someone");
    if (this.desk.isMine(card)) return [t("state_mine")];
    if (owner !== "queued") return [t(`state_${owner}`, { name })];
    const text = position ? t("state_queued_at", { position }) : t("state_queued");
    return [text, card.waiting_since && " · ", card.waiting_since && elapsed(card.waiting_since, "duration")];
  }

  /** @returns {HTMLElement[]} */
  #troubles() {
    const thread = this.desk.thread(this.conversationId);
    if (thread?.status !== "failed") return [];
    if (thread.error?.status === 404) return [h("p", {}, t("conversation_missing"))];
    const again = () => void thread.catchUp();
    return [
      h("p", {}, t("conversation_failed")),
      h("button", { type: "button", onclick: again }, t("try_again")),
    ];
  }
}

customElements.define("desk-conversation", Conversation);
