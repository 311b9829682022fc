/** `<desk-conversation>`: one conversation with its head, log, reply box and panel. */

import { ACTIONS } from "/desk/actions.js";
import { channelBadge } from "/desk/channels.js";
import "/desk/composer.js";
import { countdown } from "/desk/countdown.js";
import { nameOf } from "/desk/customers.js";
import { elapsed } from "/desk/elapsed.js";
import { h, Part, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import "/desk/known.js";
import { moment, t } from "/desk/language.js";
import "/desk/log.js";
import { openMenu } from "/desk/menus.js";
import { metaOf, teamName } from "/desk/meta.js";
import { priorityBadge } from "/desk/priority.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/actions.js").Action} Action
 * @typedef {import("/desk/actions.js").Subject} Subject
 */

export class Conversation extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #title = h("h2", { id: "conversation-title", tabindex: -1, dir: "auto" });
  #state = h("p", { class: "state" });
  #due = h("span", { class: "due" });
  #actions = h("div", { class: "actions" });
  #trouble = h("div", { class: "trouble", role: "alert" });
  #log = /** @type {import("/desk/log.js").Log} */ (document.createElement("desk-log"));
  #composer = /** @type {import("/desk/composer.js").Composer} */ (document.createElement("desk-composer"));
  #known = /** @type {import("/desk/known.js").KnownPanel} */ (document.createElement("desk-known"));
  #more = this.#round("more", t("more"), () => this.openMore(), { "aria-haspopup": "menu", "aria-keyshortcuts": "M" });
  #opener = this.#round("panel", t("panel_open"), () => this.#openPanel(), { class: "round opener" });

  begin() {
    for (const child of [this.#log, this.#composer, this.#known]) {
      Object.assign(child, { desk: this.desk, conversationId: this.conversationId });
    }
    metaOf(this.desk.api).catch(() => undefined); // at hand when a dialog needs it
    this.replaceChildren(
      h(
        "section",
        { class: "talk", "aria-labelledby": "conversation-title" },
        h(
          "header",
          { class: "talk-head" },
          h("a", { class: "round back", href: "#/", "aria-label": t("back") }, icon("back")),
          h("div", { class: "talk-name" }, this.#title, h("div", { class: "talk-line" }, this.#state, this.#due)),
          this.#actions,
          h("div", { class: "talk-more" }, this.#more, this.#opener),
        ),
        this.#trouble,
        this.#log,
        this.#composer,
        h("p", { class: "drop-here", "aria-hidden": "true" }, icon("clip"), t("drop_here")),
      ),
      this.#known,
    );
    this.listen(this.#composer, "claim", () => this.act("claim"));
    this.listen(this.#log, "edit", (event) => this.#composer.edit(event.detail));
    this.listen(this.#known, "close", () => this.closePanel());
    this.listen(this.#log, "click", () => this.removeAttribute("data-panel"));
    for (const type of ["queue", "thread", "busy"]) this.listen(this.desk, type, () => this.#render());
    this.#render();
  }

  focusTitle() {
    this.#title.focus({ preventScroll: true });
  }

  focusReply() {
    this.#composer.write("reply");
  }

  focusNote() {
    this.#composer.write("note");
  }

  /** @param {string} text  for the reply box */
  insert(text) {
    this.#composer.edit({ text });
  }

  /** @returns {Action[]} what the agent may do with it now */
  get actions() {
    const subject = this.#subject();
    return subject ? ACTIONS.filter((action) => action.allowed(subject)) : [];
  }

  /** @param {string} name  of an action: done if allowed now, mostly after a question */
  async act(name) {
    const subject = this.#subject();
    const action = this.actions.find((candidate) => candidate.name === name);
    if (!subject || !action || this.desk.busy.has(this.conversationId)) return;
    let done = false;
    await this.desk.tell(async () => void (done = Boolean(await action.run(subject))));
    if (!this.isConnected) return;
    if (done && name === "claim") this.focusReply();
    else if (!this.#holdsFocus()) this.focusTitle();
  }

  /** @param {string} key  a letter: the action that it stands for now */
  press(key) {
    const action = this.actions.find((candidate) => candidate.key?.toLowerCase() === key);
    if (action) this.act(action.name);
  }

  openMore() {
    const { actions } = this;
    const groups = [0, 1, 2].map((group) => actions.filter(({ place }) => place === group));
    const items = groups.map((group) =>
      group.map(({ grave, mark, name }) => ({ title: title(name), mark, grave, run: () => void this.act(name) })),
    );
    openMenu(this.#more, t("more"), items);
  }

  /** @returns {boolean} whether the focus is somewhere: a button that is gone leaves it nowhere */
  #holdsFocus() {
    const { activeElement } = document;
    return Boolean(activeElement && activeElement !== document.body && this.contains(activeElement));
  }

  /** @returns {Subject|null} */
  #subject() {
    const card = this.desk.card(this.conversationId);
    return card ? { desk: this.desk, card, begun: this.#composer.hasText } : null;
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
   * @param {Parameters<typeof icon>[0]} mark
   * @param {string} label
   * @param {() => void} run
   * @param {Record<string, string>} attributes
   */
  #round(mark, label, run, attributes) {
    const all = { type: "button", class: "round", "aria-label": label, title: label, onclick: run, ...attributes };
    return h("button", all, icon(mark));
  }

  #render() {
    const card = this.desk.card(this.conversationId);
    const thread = this.desk.thread(this.conversationId);
    refill(this.#trouble, [thread?.status, thread?.error?.code], () => this.#troubles());
    const customer = (card && nameOf(card)) ?? t(thread?.status === "failed" ? "conversation_failed" : "loading");
    if (this.#title.textContent !== customer) this.#title.textContent = customer;
    if (!card) return;
    this.#state.dataset.owner = this.desk.isMine(card) ? "mine" : card.owner;
    const channel = thread?.dossier?.composer?.channel ?? card.channel;
    refill(this.#state, [channel, ...stateShown(card)], () => this.#states(card, channel));
    refill(this.#due, card.sla, () => [card.sla && countdown(card.sla)]);
    this.#renderActions(card);
  }

  /** @param {Card} card */
  #renderActions(card) {
    const busy = this.desk.busy.get(card.id);
    reconcile(
      this.#actions,
      this.actions.filter(({ place }) => typeof place === "string"),
      ({ name }) => name,
      (action) => this.#button(action),
      (node, { mark, name, place }) => {
        const button = /** @type {HTMLButtonElement} */ (node);
        button.disabled = Boolean(busy);
        const label = title(name === "claim" && card.owner !== "queued" ? "take_over" : name);
        if (place === "icon") button.setAttribute("aria-label", label);
        refill(button, [label, busy === name], () => [
          icon(busy === name ? "clock" : mark),
          place === "head" && h("span", {}, label),
          place === "head" && h("kbd", { "aria-hidden": "true" }, button.getAttribute("aria-keyshortcuts")),
        ]);
      },
    );
  }

  /**
   * @param {Action} action
   * @returns {HTMLButtonElement}
   */
  #button({ key = "", name, place }) {
    const look = name === "claim" || name === "wake" ? "primary" : "";
    return h("button", {
      type: "button",
      class: `action ${look} ${place === "icon" ? "iconic" : ""}`,
      "data-verb": name,
      title: `${title(name)} (${key})`,
      "aria-keyshortcuts": key,
      onclick: () => this.act(name),
    });
  }

  /**
   * @param {Card} card
   * @param {string} channel  where an answer goes
   * @returns {import("/desk/element.js").Child[]}
   */
  #states(card, channel) {
    return [
      h("span", { class: "state-owner" }, this.#owner(card)),
      priorityBadge(card.priority),
      channelBadge(channel),
      card.team && h("span", { class: "badge team" }, icon("team"), teamName(card.team)),
      card.contact?.blocked && h("span", { class: "badge", "data-priority": "urgent" }, icon("block"), t("blocked")),
    ];
  }

  /**
   * @param {Card} card
   * @returns {import("/desk/element.js").Child[]}
   */
  #owner(card) {
    const { owner, position } = card;
    const name = card.assignee?.name ?? t("someone");
    if (owner === "snoozed" && card.snoozed_until) {
      const at = { name, time: moment(card.snoozed_until) };
      return [t(this.desk.isMine(card) ? "state_snoozed_mine" : "state_snoozed_until", at)];
    }
    if (this.desk.isMine(card)) return [t("state_mine")];
    if (owner !== "queued") return [t(`state_${owner}`, { name })];
    const { waiting_since: since } = card;
    return [
      t("state_queued"),
      position && h("span", { class: "aside" }, " · ", t("state_place", { position })),
      since && h("span", { class: "aside" }, " · ", elapsed(since, "duration")),
    ];
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

/** @param {string} name  of an action */
function title(name) {
  return t(/** @type {Parameters<typeof t>[0]} */ (name.replace("-", "_")));
}

/** @param {Card} card */
function stateShown(card) {
  const { assignee, contact, owner, position, priority, snoozed_until: until, team, waiting_since: since } = card;
  return [owner, assignee, position, since, priority, team, until, contact?.blocked];
}

customElements.define("desk-conversation", Conversation);
