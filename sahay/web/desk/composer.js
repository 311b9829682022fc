/** `<desk-composer>`: the reply box. Keeps the draft, tells the customer that the agent types. Fires `claim`. */

import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** The customer's page forgets a typing sign by itself, so it is repeated so often while the agent types. */
const TYPING_EVERY_MILLISECONDS = 3000;
/** And taken back after so long without a key. */
const TYPING_IDLE_MILLISECONDS = 5000;

export class Composer extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #blocked = h("p", { class: "blocked" });
  #text = h("textarea", {
    id: "reply",
    rows: 1,
    dir: "auto",
    placeholder: t("reply_placeholder"),
    "aria-describedby": "reply-hint",
    enterkeyhint: "send",
  });
  #label = h("label", { class: "unseen", for: "reply" });
  #send = h("button", { type: "submit", class: "primary send", "aria-label": t("send") }, icon("send"));
  #toldAt = 0;
  #idleTimer = 0;

  begin() {
    const form = h(
      "form",
      { class: "composer", onsubmit: (/** @type {Event} */ event) => this.#submit(event) },
      this.#blocked,
      h("div", { class: "writing" }, this.#label, this.#text, this.#send),
      h("p", { id: "reply-hint", class: "hint" }, t("reply_hint")),
    );
    this.replaceChildren(form);
    this.#text.value = this.desk.drafts.get(this.conversationId);
    this.listen(this.#text, "input", () => this.#changed());
    this.listen(this.#text, "keydown", (event) => this.#pressed(event));
    for (const type of ["queue", "thread", "busy"]) this.listen(this.desk, type, () => this.#render());
    this.#render();
    requestAnimationFrame(() => this.#grow());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#stopTyping();
  }

  /** @returns {boolean} whether something is written and not sent */
  get hasText() {
    return this.#text.value.trim() !== "";
  }

  focusText() {
    if (this.#text.disabled) return;
    this.#text.focus();
    this.#text.setSelectionRange(this.#text.value.length, this.#text.value.length);
  }

  /** @param {string} text  put before what is already written */
  insert(text) {
    this.#text.value = [text, this.#text.value].filter((part) => part.trim()).join("\n");
    this.#changed();
    this.focusText();
  }

  #render() {
    const card = this.desk.card(this.conversationId);
    const free = Boolean(card && this.desk.allowed(card).reply);
    this.#text.disabled = !free;
    this.#send.disabled = !free || !this.hasText;
    if (!card) return;
    const customer = card.customer;
    refill(this.#label, [customer], () => [t("reply_label", { customer })]);
    const busy = this.desk.busy.has(card.id);
    refill(this.#blocked, [free, busy, card.owner, card.assignee], () =>
      free ? [] : this.#reason(card, busy),
    );
  }

  /**
   * @param {import("/desk/shapes.js").Card} card
   * @param {boolean} busy
   * @returns {import("/desk/element.js").Child[]}
   */
  #reason(card, busy) {
    const name = card.assignee?.name ?? t("someone");
    const claim = () => this.dispatchEvent(new Event("claim"));
    const label = t(card.owner === "queued" ? "claim" : "take_over");
    const open = this.desk.allowed(card).claim;
    return [
      h("span", {}, t(`blocked_${card.owner}`, { name })),
      open && h("button", { type: "button", class: "quiet", disabled: busy, onclick: claim }, label),
    ];
  }

  #changed() {
    this.desk.drafts.set(this.conversationId, this.#text.value);
    this.#send.disabled = this.#text.disabled || !this.hasText;
    this.#grow();
    if (this.hasText) this.#startTyping();
    else this.#stopTyping();
  }

  #grow() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }

  /**
   * Enter sends, unless it confirms a word of an input method (Safari reports that one with code 229 only).
   *
   * @param {KeyboardEvent} event
   */
  #pressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.#submit(event);
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (this.#text.disabled || !this.hasText) return;
    const text = this.#text.value.trim();
    this.#text.value = "";
    this.#changed();
    this.desk.reply(this.conversationId, text);
    this.#text.focus();
  }

  #startTyping() {
    clearTimeout(this.#idleTimer);
    this.#idleTimer = setTimeout(() => this.#stopTyping(), TYPING_IDLE_MILLISECONDS);
    if (Date.now() - this.#toldAt < TYPING_EVERY_MILLISECONDS) return;
    this.#toldAt = Date.now();
    this.desk.typing(this.conversationId, true);
  }

  #stopTyping() {
    clearTimeout(this.#idleTimer);
    if (!this.#toldAt) return;
    this.#toldAt = 0;
    this.desk.typing(this.conversationId, false);
  }
}

customElements.define("desk-composer", Composer);
