/** Which conversations an agent wants to see in the lists. Kept in the browser, and told while it hides some. */

import { read, write } from "/desk/storage.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {"channel"|"language"|"priority"|"team"|"tag"|"unread"} Name
 */

/** The value of a filter by team for conversations without one. */
export const NO_TEAM = "-";

/** @type {Record<Name, (card: Card, value: string, isUnread: (card: Card) => boolean) => boolean>} */
const TESTS = {
  channel: (card, value) => card.channel === value,
  language: (card, value) => card.language === value,
  priority: (card, value) => (card.priority ?? "normal") === value,
  team: (card, value) => (card.team ?? NO_TEAM) === value,
  tag: (card, value) => card.tags?.includes(value) ?? false,
  unread: (card, _, isUnread) => isUnread(card),
};

/** Fires `change`. */
export class Filters extends EventTarget {
  /** @param {string} agentId */
  constructor(agentId) {
    super();
    this.key = `filters.${agentId}`;
    const kept = Object.entries(read(this.key, {})).filter(([name]) => name in TESTS);
    /** @type {Partial<Record<Name, string>>} */
    this.values = Object.fromEntries(kept);
  }

  /** @returns {[Name, string][]} those that hide something */
  get active() {
    return /** @type {[Name, string][]} */ (Object.entries(this.values));
  }

  /**
   * @param {Name} name
   * @param {string} value  none to see all again
   */
  set(name, value) {
    const { [name]: _, ...others } = this.values;
    this.#become(value ? { ...others, [name]: value } : others);
  }

  clear() {
    this.#become({});
  }

  /**
   * @param {Card[]} cards
   * @param {(card: Card) => boolean} isUnread
   * @returns {Card[]} those that pass every filter
   */
  passed(cards, isUnread) {
    if (!this.active.length) return cards;
    return cards.filter((card) => this.active.every(([name, value]) => TESTS[name](card, value, isUnread)));
  }

  /** @param {Filters["values"]} values */
  #become(values) {
    this.values = values;
    write(this.key, values);
    this.dispatchEvent(new Event("change"));
  }
}
