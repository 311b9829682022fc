/** `<desk-queue>`: the list of conversations in four sections. */

import { SECTIONS } from "/desk/cards.js";
import { elapsed } from "/desk/elapsed.js";
import { h, Part, reconcile, refill } from "/desk/element.js";
import { languageName, named, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Section} Section
 */

const SKELETONS = 4;

export class QueueList extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  /** @type {Record<Section, HTMLButtonElement>} */
  #tabs;
  #list = h("ul", { class: "cards" });
  #empty = h("div", { class: "empty" });
  #panel = h(
    "div",
    { id: "section-panel", class: "section scrolls", role: "tabpanel", tabindex: 0 },
    this.#list,
    this.#empty,
  );

  begin() {
    const entries = SECTIONS.map((section) => [section, this.#tab(section)]);
    this.#tabs = /** @type {Record<Section, HTMLButtonElement>} */ (Object.fromEntries(entries));
    const strip = h(
      "div",
      { class: "tabs", role: "tablist", "aria-label": t("sections") },
      Object.values(this.#tabs),
    );
    strip.addEventListener("keydown", (event) => this.#arrow(event));
    this.replaceChildren(h("nav", { class: "queue", "aria-label": t("sections") }, strip, this.#panel));
    this.listen(this.desk, "queue", () => this.#render());
    this.listen(this.desk, "section", () => this.#render());
    this.listen(this.desk, "select", () => this.#render());
    this.listen(this.desk, "outbox", () => this.#render());
    this.#render();
  }

  /** @param {1|-1} step  down or up the list, from the card in focus or else the open one */
  move(step) {
    const links = /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll("a")]);
    const focused = links.findIndex((link) => link === document.activeElement);
    const open = links.findIndex((link) => link.getAttribute("aria-current") === "true");
    const from = focused >= 0 ? focused : open;
    const target = from < 0 ? links[0] : links[Math.min(Math.max(from + step, 0), links.length - 1)];
    target?.focus();
  }

  /** @param {string} id */
  focusCard(id) {
    const link = this.#list.querySelector(`a[data-id="${CSS.escape(id)}"]`);
    (link instanceof HTMLElement ? link : this.#tabs[this.desk.section]).focus();
  }

  /**
   * @param {Section} section
   * @returns {HTMLButtonElement}
   */
  #tab(section) {
    const attributes = {
      type: "button",
      role: "tab",
      id: `tab-${section}`,
      "aria-controls": "section-panel",
    };
    return h("button", { ...attributes, onclick: () => this.desk.show(section) });
  }

  /** @param {KeyboardEvent} event */
  #arrow(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const index = SECTIONS.indexOf(this.desk.section) + step + SECTIONS.length;
    this.desk.show(SECTIONS[index % SECTIONS.length]);
    this.#tabs[this.desk.section].focus();
  }

  #render() {
    const { section, lists } = this.desk;
    const { ready } = lists;
    for (const name of SECTIONS) this.#renderTab(name);
    this.#panel.setAttribute("aria-labelledby", `tab-${section}`);
    this.#panel.setAttribute("aria-busy", String(!ready));
    if (!ready) {
      this.#empty.replaceChildren(...skeletons());
      return;
    }
    const cards = lists.of(section);
    reconcile(
      this.#list,
      cards,
      ({ id }) => id,
      make,
      (node, card) => this.#renderCard(node, card),
    );
    refill(this.#empty, [section, cards.length === 0], () =>
      cards.length ? [] : [h("h2", {}, t(`empty_${section}`)), h("p", {}, t(`empty_${section}_hint`))],
    );
  }

  /** @param {Section} name */
  #renderTab(name) {
    const cards = this.desk.lists.of(name);
    const tab = this.#tabs[name];
    const chosen = name === this.desk.section;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    const unread = cards.some((card) => this.desk.isUnread(card));
    const count = name === "recent" ? 0 : cards.length;
    refill(tab, [count, unread], () => [
      h("span", { class: "tab-name" }, t(`section_${name}`)),
      count > 0 && h("span", { class: `count ${name}` }, count),
      unread && dot(),
    ]);
  }

  /**
   * @param {HTMLElement} node
   * @param {Card} card
   */
  #renderCard(node, card) {
    const link = /** @type {HTMLElement} */ (node.firstElementChild);
    const { selected, drafts, section } = this.desk;
    const open = card.id === selected;
    const position = this.desk.lists.position(card.id);
    const shown = { card, position, section, unread: this.desk.isUnread(card), draft: open ? "" : drafts.get(card.id) };
    if (open) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
    refill(link, shown, () => [heading(shown), facts(card, section), preview(shown)]);
  }
}

/**
 * @param {Card} card
 * @returns {HTMLElement}
 */
function make({ id }) {
  return h("li", {}, h("a", { class: "card", href: `#/c/${encodeURIComponent(id)}`, "data-id": id }));
}

/**
 * @param {{card: Card, position: number|null, section: Section, unread: boolean}} shown
 * @returns {HTMLElement}
 */
function heading({ card, position, unread }) {
  const waits = card.owner === "queued" && card.waiting_since;
  return h(
    "span",
    { class: "card-head" },
    card.owner === "queued" &&
      position &&
      h("span", { class: "position", title: t("position", { position }) }, position),
    h("span", { class: "card-name", dir: "auto" }, card.customer),
    unread && dot(),
    waits
      ? h(
          "span",
          { class: "waits" },
          h("span", { class: "unseen" }, t("waiting_for")),
          elapsed(waits, "duration"),
        )
      : h("span", { class: "when" }, elapsed(card.last?.at ?? card.updated_at, "ago")),
  );
}

/**
 * @param {Card} card
 * @param {Section} section
 * @returns {HTMLElement}
 */
function facts(card, section) {
  const state = section === "recent" ? t(card.owner === "resolved" ? "state_resolved" : "state_bot") : null;
  return h(
    "span",
    { class: "facts" },
    state && h("span", { class: `fact state-${card.owner}` }, state),
    section === "others" && card.assignee && h("span", { class: "fact", dir: "auto" }, card.assignee.name),
    card.reason && h("span", { class: "fact reason" }, named("reason", card.reason)),
    h("span", { class: "fact plain" }, languageName(card.language)),
    h("span", { class: "fact plain" }, named("channel", card.channel)),
  );
}

/**
 * @param {{card: Card, draft: string}} shown
 * @returns {HTMLElement|null}
 */
function preview({ card, draft }) {
  if (draft)
    return h("span", { class: "preview" }, h("em", {}, t("draft")), " ", h("span", { dir: "auto" }, draft));
  if (!card.last) return null;
  const { author, text } = card.last;
  const by =
    author === "bot" || author === "agent" ? h("span", { class: "by" }, `${t(`author_${author}`)}: `) : null;
  return h("span", { class: "preview" }, by, h("span", { dir: "auto", lang: card.language }, text));
}

/** @returns {HTMLElement} */
function dot() {
  return h("span", { class: "dot" }, h("span", { class: "unseen" }, t("unread")));
}

/** @returns {HTMLElement[]} */
function skeletons() {
  return [
    h("p", { class: "unseen" }, t("loading")),
    ...Array.from({ length: SKELETONS }, () => h("span", { class: "skeleton", "aria-hidden": "true" })),
  ];
}

customElements.define("desk-queue", QueueList);
