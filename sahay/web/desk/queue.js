/** `<desk-queue>`: the search, and the conversations: in four lists, or what the search has found. */

import "/desk/bulk.js";
import { blank, dot, draw } from "/desk/card.js";
import { SECTIONS } from "/desk/cards.js";
import { assign, h, Part, reconcile, refill } from "/desk/element.js";
import { described, openFilters } from "/desk/filters-panel.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";
import { results } from "/desk/search-results.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Section} Section
 * @typedef {{card: Card, found?: import("/desk/search.js").Found|null}} Item
 */

const SKELETONS = 4;

export class QueueList extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  /** @type {Record<Section, HTMLButtonElement>} */
  #tabs;
  #input = h("input", { id: "search", type: "search", class: "search-input", autocomplete: "off" });
  #funnel = this.#tool("filter", t("filters"), () => openFilters(this.desk, this.#funnel));
  #picker = this.#tool("pick", t("bulk"), () => this.desk.picks.turn(!this.desk.picks.on));
  #narrowed = h("div", { class: "narrowed" });
  #list = h("ul", { class: "cards" });
  #after = h("div", { class: "after" });
  #panel = h("div", { id: "section-panel", class: "section scrolls", tabindex: 0 }, this.#list, this.#after);
  #strip = h("div", { class: "tabs", role: "tablist", "aria-label": t("sections") });
  /** @type {Item[]} what is listed now */
  #items = [];

  begin() {
    const entries = SECTIONS.map((section) => [section, this.#tab(section)]);
    this.#tabs = /** @type {Record<Section, HTMLButtonElement>} */ (Object.fromEntries(entries));
    this.#strip.replaceChildren(...Object.values(this.#tabs));
    this.#input.placeholder = t("search_placeholder");
    this.#input.setAttribute("aria-label", t("search_label"));
    this.#input.value = this.desk.search.query;
    const bulk = Object.assign(document.createElement("desk-bulk"), { desk: this.desk, inSight: () => this.#ids() });
    const search = h(
      "div",
      { class: "searching", role: "search" },
      h("span", { class: "search-box" }, icon("search"), this.#input, h("kbd", { "aria-hidden": "true" }, "/")),
      this.#funnel,
      this.desk.may("lead") && this.#picker,
    );
    const nav = h("nav", { class: "queue", "aria-label": t("sections") });
    nav.append(search, this.#strip, this.#narrowed, this.#panel, bulk);
    this.replaceChildren(nav);
    this.#hear();
    this.#render();
  }

  #hear() {
    const { desk } = this;
    for (const type of ["queue", "section", "select", "outbox"]) this.listen(desk, type, () => this.#render());
    for (const part of [desk.filters, desk.search, desk.picks]) this.listen(part, "change", () => this.#render());
    this.listen(this.#strip, "keydown", (event) => this.#arrow(event));
    this.listen(this.#input, "input", () => desk.search.type(this.#input.value));
    this.listen(this.#input, "keydown", (event) => this.#inSearch(event));
    this.listen(this.#list, "change", (event) => this.#pick(event.target));
  }

  /** @param {1|-1} step  down or up the list, from the card in focus or else the open one */
  move(step) {
    const links = /** @type {HTMLElement[]} */ ([...this.#list.querySelectorAll("a")]);
    const focused = links.findIndex((link) => link.parentElement?.contains(document.activeElement));
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

  focusSearch() {
    this.#input.focus();
    this.#input.select();
  }

  openFilters() {
    this.#funnel.click();
  }

  /** Picks the card in focus, or lets go of it. */
  pickFocused() {
    const id = document.activeElement?.closest(".row")?.querySelector("a")?.dataset.id;
    if (id && this.desk.may("lead")) this.desk.picks.toggle(id);
  }

  /** @returns {string[]} */
  #ids() {
    return this.#items.map(({ card }) => card.id);
  }

  /**
   * @param {Parameters<typeof icon>[0]} mark
   * @param {string} label
   * @param {() => void} onclick
   * @returns {HTMLButtonElement}
   */
  #tool(mark, label, onclick) {
    return h("button", { type: "button", class: "round tool", "aria-label": label, title: label, onclick }, icon(mark));
  }

  /**
   * @param {Section} section
   * @returns {HTMLButtonElement}
   */
  #tab(section) {
    const attributes = { role: "tab", id: `tab-${section}`, "aria-controls": "section-panel" };
    return h("button", { type: "button", ...attributes, onclick: () => this.desk.show(section) });
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

  /** @param {KeyboardEvent} event */
  #inSearch(event) {
    if (event.key === "ArrowDown") this.move(1);
    else if (event.key === "Escape") this.#leaveSearch();
    else return;
    event.preventDefault();
  }

  #leaveSearch() {
    this.#input.value = "";
    this.desk.search.clear();
    this.#tabs[this.desk.section].focus();
  }

  /** @param {HTMLInputElement} box */
  #pick(box) {
    const id = box.closest(".row")?.querySelector("a")?.dataset.id;
    if (id) this.desk.picks.toggle(id);
  }

  #render() {
    const { filters, lists, search, section } = this.desk;
    this.toggleAttribute("data-searching", search.active);
    this.#strip.hidden = search.active;
    if (!search.query || document.activeElement !== this.#input) this.#input.value = search.query;
    for (const name of SECTIONS) this.#renderTab(name);
    this.#describePanel();
    const passed = filters.passed(lists.of(section), (card) => this.desk.isUnread(card));
    this.#items = search.active ? search.results : passed.map((card) => ({ card }));
    reconcile(
      this.#list,
      this.#items,
      ({ card }) => card.id,
      ({ card }) => blank(card),
      (node, item) => this.#draw(node, item),
    );
    this.#renderNarrowed();
    this.#renderAfter(passed.length);
    this.#picker.setAttribute("aria-pressed", String(this.desk.picks.on));
  }

  /** The panel belongs to a tab, or to the search. */
  #describePanel() {
    const { lists, search, section } = this.desk;
    const busy = search.active ? search.status === "busy" : !lists.ready;
    this.#panel.setAttribute("role", search.active ? "region" : "tabpanel");
    assign(this.#panel, "aria-label", search.active && t("search_results"));
    assign(this.#panel, "aria-labelledby", !search.active && `tab-${section}`);
    this.#panel.setAttribute("aria-busy", String(busy));
  }

  /**
   * @param {HTMLElement} node
   * @param {Item} item
   */
  #draw(node, { card: listed, found }) {
    const { drafts, lists, picks, search, section, selected } = this.desk;
    const card = lists.get(listed.id) ?? listed;
    const open = card.id === selected;
    draw(node, {
      card,
      found,
      open,
      position: lists.position(card.id),
      unread: this.desk.isUnread(card),
      draft: !open && this.desk.isMine(card) ? drafts.get(card.id) : "",
      owned: search.active || section === "others" || section === "recent",
      picked: picks.on ? picks.ids.has(card.id) : null,
    });
  }

  /** What hides conversations is always in sight, and goes by a click. */
  #renderNarrowed() {
    const { filters, search } = this.desk;
    /** @type {[import("/desk/filters-panel.js").Name, string][]} */
    const active = search.active ? /** @type {any} */ (Object.entries(search.limits)) : filters.active;
    const remove = (/** @type {any} */ name) => (search.active ? search.limit(name, "") : filters.set(name, ""));
    this.#funnel.toggleAttribute("data-active", active.length > 0);
    const named = [this.desk.lists.ready, this.desk.colleagues.all.length]; // only then all have their names
    refill(this.#narrowed, [active, search.active, named], () =>
      active.map(([name, value]) => {
        const text = described(this.desk, name, value);
        const label = t("filter_remove", { filter: text });
        const attributes = { type: "button", class: "chip", "aria-label": label, onclick: () => remove(name) };
        return h("button", attributes, h("span", { dir: "auto" }, text), icon("close"));
      }),
    );
  }

  /** @param {number} count  of the conversations in the list */
  #renderAfter(count) {
    const { filters, lists, search, section } = this.desk;
    if (search.active) {
      const { next, results: found, status } = search;
      return refill(this.#after, ["search", status, next, found.length], () => results(search));
    }
    const hidden = lists.of(section).length - count;
    refill(this.#after, [lists.ready, section, count === 0, hidden], () => {
      if (!lists.ready) return [skeletons()];
      const clear = h("button", { type: "button", class: "quiet", onclick: () => filters.clear() }, t("filters_clear"));
      if (hidden) return [h("p", { class: "hidden-count" }, t("filters_hide", { count: hidden }), clear)];
      if (count) return [];
      return [h("div", { class: "empty" }, h("h2", {}, t(`empty_${section}`)), h("p", {}, t(`empty_${section}_hint`)))];
    });
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
}

/** @returns {HTMLElement} */
function skeletons() {
  const lines = Array.from({ length: SKELETONS }, () => h("span", { class: "skeleton", "aria-hidden": "true" }));
  return h("div", { class: "empty" }, h("p", { class: "unseen" }, t("loading")), lines);
}

customElements.define("desk-queue", QueueList);
