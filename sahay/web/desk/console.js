/** `<desk-console>`: bar, list, conversation and panel, and what joins them: address, keyboard, focus, speech. */

import { ACTIONS } from "/desk/actions.js";
import "/desk/bar.js";
import "/desk/navigation.js";
import "/desk/conversation.js";
import { SECTIONS, sectionOf } from "/desk/cards.js";
import { h, Part } from "/desk/element.js";
import { openHelp } from "/desk/help.js";
import { t } from "/desk/language.js";
import "/desk/notices.js";
import "/desk/offers.js";
import { openPalette } from "/desk/palette.js";
import { conversationAt, made, pagesFor, placeAt } from "/desk/pages.js";
import "/desk/queue.js";
import { Shortcuts } from "/desk/shortcuts.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/queue.js").QueueList} QueueList
 * @typedef {import("/desk/conversation.js").Conversation} Conversation
 * @typedef {import("/desk/page.js").Page} Page
 * @typedef {import("/desk/navigation.js").Navigation} Navigation
 * @typedef {import("/desk/offers.js").Offers} Offers
 */

/** The letters of what can be done with a conversation: some mean one thing now and another one later. */
const ACTION_KEYS = [...new Set(ACTIONS.flatMap(({ key }) => (key ? [key.toLowerCase()] : [])))];

/** The letters of the table of actions (actions.js). */
const CONVERSATION_KEYS = ["c", "e", "b", "s", "f"];

export class Console extends Part {
  /** @type {Desk} */
  desk;

  #queue = /** @type {QueueList} */ (document.createElement("desk-queue"));
  #navigation = /** @type {Navigation} */ (document.createElement("desk-navigation"));
  #offers = /** @type {Offers} */ (document.createElement("desk-offers"));
  #stage = h("div", { class: "stage", id: "stage", tabindex: -1 });
  #speech = h("div", { class: "unseen", role: "status", "aria-live": "polite" });

  begin() {
    const bar = part("desk-bar", this.desk);
    const notices = part("desk-notices", this.desk);
    for (const each of [this.#queue, this.#navigation, this.#offers]) each.desk = this.desk;
    this.replaceChildren(
      h("a", { class: "skip", href: "#stage", onclick: this.#skip }, t("skip_to_conversation")),
      bar,
      this.#navigation,
      h("main", { class: "columns" }, h("h1", { class: "unseen" }, t("title")), this.#queue, this.#stage),
      this.#offers,
      notices,
      this.#speech,
    );
    this.listen(bar, "find", () => openPalette(this));
    this.listen(bar, "leave", () => this.dispatchEvent(new Event("leave")));
    this.#follow();
    this.listen(this.#queue, "click", (event) => this.#opensAgain(event.target));
    this.listen(window, "hashchange", () => this.#follow());
    this.listen(document, "visibilitychange", () => this.#looked());
    this.listen(window, "focus", () => this.desk.markSeen());
    this.listen(this.desk, "select", () => this.#show(true));
    this.listen(this.desk, "announce", (event) => this.#say(event.detail));
    this.listen(this.desk, "queue", () => this.#findSection());
    this.listen(document, "keydown", new Shortcuts(this.#commands()).handle);
    this.#show(false);
  }

  /** @returns {Conversation|null} */
  get conversation() {
    return this.querySelector("desk-conversation");
  }

  /** The address holds the selection, so that reload and the back button work. */
  #follow() {
    const { selected } = this.desk;
    const path = placeAt()?.path ?? null;
    const turned = this.#path !== path;
    [this.#left, this.#path] = [this.#path, path];
    this.desk.select(conversationAt());
    if (turned && this.desk.selected === selected) this.#show(true);
    if (this.desk.lists.ready) this.#findSection();
  }
  /** @type {string|null} of the page that is open */
  #path = placeAt()?.path ?? null;
  /** @type {string|null} of the page that was open before */
  #left = null;

  /** A conversation opened by its address is shown in the list that has it, once. */
  #findSection() {
    const { selected } = this.desk;
    if (selected === this.#found) return;
    const card = selected ? this.desk.card(selected) : undefined;
    if (selected && !card) return;
    this.#found = selected;
    if (card) this.desk.show(sectionOf(card, this.desk.agent.id));
  }
  /** @type {string|null} */
  #found = null;

  /** @param {boolean} moveFocus */
  #show(moveFocus) {
    const { selected } = this.desk;
    const left = this.conversation?.conversationId;
    const path = selected ? null : this.#path;
    this.toggleAttribute("data-open", Boolean(selected) || path !== null);
    this.removeAttribute("data-wide");
    if (path !== null) this.#showPage(path, moveFocus);
    else this.#stage.replaceChildren(selected ? this.#opened(selected) : nothingSelected());
    if (!moveFocus) return;
    if (selected) this.conversation?.focusTitle();
    else if (path === null && left) this.#queue.focusCard(left);
    else if (path === null && this.#left) this.#navigation.focusPage(this.#left);
  }

  /**
   * @param {string} path
   * @param {boolean} moveFocus
   */
  async #showPage(path, moveFocus) {
    const page = pagesFor(this.desk.permissions).find((candidate) => candidate.path === path);
    if (!page) return this.#stage.replaceChildren(h("p", { class: "empty", role: "alert" }, t("page_missing")));
    this.toggleAttribute("data-wide", Boolean(page.wide));
    this.#stage.replaceChildren(h("p", { class: "empty", role: "status" }, t("loading")));
    try {
      const view = /** @type {Page} */ (Object.assign(await made(page), { desk: this.desk }));
      if (this.#path !== path || this.desk.selected) return; // the agent has gone on
      this.#stage.replaceChildren(view);
      if (moveFocus) view.focusTitle();
    } catch {
      const again = h("button", { type: "button", onclick: () => this.#showPage(path, true) }, t("try_again"));
      this.#stage.replaceChildren(h("section", { class: "empty" }, h("p", { role: "alert" }, t("page_failed")), again));
    }
  }

  /** @param {string} id */
  #opened(id) {
    const view = /** @type {Conversation} */ (document.createElement("desk-conversation"));
    view.desk = this.desk;
    view.conversationId = id;
    return view;
  }

  /** @param {Element} clicked  the card of the open conversation leads to it too, though the address stays */
  #opensAgain(clicked) {
    const card = clicked.closest("a.card");
    if (card instanceof HTMLElement && card.dataset.id === this.desk.selected)
      this.conversation?.focusTitle();
  }

  #looked() {
    if (document.hidden) return;
    this.desk.markSeen();
    this.desk.refresh();
  }

  /** @param {string} text */
  #say(text) {
    const line = h("p", {}, text);
    this.#speech.append(line);
    setTimeout(() => line.remove(), 10_000);
  }

  /** @param {Event} event */
  #skip = (event) => {
    event.preventDefault(); // the address is for the conversation
    if (this.conversation) this.conversation.focusTitle();
    else this.#stage.focus();
  };

  /** @returns {Record<string, () => void>} what each key does */
  #commands() {
    const next = () => this.#queue.move(1);
    const previous = () => this.#queue.move(-1);
    const each = (/** @type {string} */ key) => [key, () => this.#pointed()?.press(key)];
    const pages = pagesFor(this.desk.permissions).filter(({ key }) => key);
    return {
      j: next,
      ArrowDown: next,
      k: previous,
      ArrowUp: previous,
      ...Object.fromEntries(CONVERSATION_KEYS.map(each)),
      r: () => this.#pointed()?.focusReply(),
      n: () => this.#pointed()?.focusNote(),
      m: () => this.#pointed()?.openMore(),
      a: () => this.#offers.accept(this.#offers.first),
      "/": () => this.#queue.focusSearch(),
      v: () => this.#queue.openFilters(),
      x: () => this.#queue.pickFocused(),
      "Control+k": () => openPalette(this),
      ...Object.fromEntries(pages.map(({ path, key }) => [key, () => visit(path)])),
      "?": () => openHelp(this.desk),
      Escape: () => this.#escape(),
      ...Object.fromEntries(SECTIONS.map((section, index) => [String(index + 1), () => this.desk.show(section)])),
    };
  }

  /** @returns {Conversation|null} that of the card in focus, opened if need be; else the open one */
  #pointed() {
    const card = document.activeElement?.closest("a.card");
    if (card instanceof HTMLAnchorElement && card.dataset.id !== this.desk.selected) {
      location.hash = card.hash;
      this.#follow();
    }
    return this.conversation;
  }

  /** From the reply box to the conversation, from the conversation to the list. */
  #escape() {
    const inReply = document.activeElement?.closest("desk-composer");
    if (this.desk.picks.on) this.desk.picks.turn(false);
    else if (inReply) this.conversation?.focusTitle();
    else if (this.conversation?.closePanel()) return;
    else if (this.desk.selected || this.#path) location.hash = "";
  }
}

/**
 * @param {string} tag
 * @param {Desk} desk
 * @returns {HTMLElement}
 */
function part(tag, desk) {
  return Object.assign(document.createElement(tag), { desk });
}

/** @param {string} path  of a page */
function visit(path) {
  location.hash = `#/${path}`;
}

/** @returns {HTMLElement} */
function nothingSelected() {
  const [before, after] = t("nothing_selected_hint").split("{key}");
  return h(
    "section",
    { class: "empty" },
    h("h2", {}, t("nothing_selected")),
    h("p", {}, before, h("kbd", {}, "J"), after),
  );
}

customElements.define("desk-console", Console);
