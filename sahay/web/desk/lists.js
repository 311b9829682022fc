/** The desk's conversations in their lists, as the server last told of them: whole on connect, then what changed. */

import { sectionOf, SECTIONS } from "/desk/cards.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Queue} Queue
 * @typedef {import("/desk/shapes.js").Section} Section
 *
 * @typedef {object} Changes  of a `changes` event
 * @property {Card[]} cards
 * @property {string[]} gone
 * @property {string[]} queued  everybody who waits, in the order of the queue
 *
 * @typedef {{card: Card, before: Card|undefined}} Change
 */

/** As many as the server lists. */
const RECENT = 50;

/** @type {Record<Exclude<Section, "queued">, (left: Card, right: Card) => number>} as the server orders them */
const ORDERS = {
  mine: (left, right) => left.updated_at.localeCompare(right.updated_at),
  others: (left, right) => left.updated_at.localeCompare(right.updated_at),
  recent: (left, right) => right.updated_at.localeCompare(left.updated_at),
};

export class Lists {
  /** Whether the first picture has arrived. */
  ready = false;

  /** @type {Map<string, Card>} a card that has not changed stays the same object */
  #cards = new Map();
  /** @type {Map<string, number>} in the queue, from 1 */
  #positions = new Map();
  /** @type {Record<Section, Card[]>} */
  #sections = { queued: [], mine: [], others: [], recent: [] };

  /** @param {string} agentId */
  constructor(agentId) {
    this.agentId = agentId;
  }

  /**
   * @param {string} id
   * @returns {Card|undefined}
   */
  get(id) {
    return this.#cards.get(id);
  }

  /** @returns {Iterable<Card>} */
  all() {
    return this.#cards.values();
  }

  /**
   * @param {string} id
   * @returns {number|null} in the queue, from 1
   */
  position(id) {
    return this.#positions.get(id) ?? null;
  }

  /**
   * @param {Section} section
   * @returns {Card[]} in order
   */
  of(section) {
    return this.#sections[section];
  }

  /**
   * @param {Queue} queue  everything
   * @returns {Change[]} what is new or other than before
   */
  replace(queue) {
    const told = SECTIONS.flatMap((section) => queue[section]).map((card) => {
      return { card, before: this.#cards.get(card.id) };
    });
    const changed = told.filter(({ card, before }) => !before || signature(card) !== signature(before));
    const fresh = new Set(changed.map(({ card }) => card.id));
    this.#cards = new Map(told.map(({ card, before }) => [card.id, before && !fresh.has(card.id) ? before : card]));
    this.#arrange(queue.queued.map(({ id }) => id));
    this.ready = true;
    return changed;
  }

  /**
   * @param {Changes} changes
   * @returns {Change[]}
   */
  apply({ cards, gone, queued }) {
    for (const id of gone) this.#cards.delete(id);
    const changed = cards.map((card) => ({ card, before: this.#cards.get(card.id) }));
    for (const card of cards) this.#cards.set(card.id, card);
    this.#arrange(queued);
    return changed;
  }

  /** @param {Card} card  as the answer to a request shows it, before the stream says the same */
  put(card) {
    this.#cards.set(card.id, card);
    const queued = [...this.#positions.keys()].filter((id) => this.#cards.get(id)?.owner === "queued");
    if (card.owner === "queued" && !this.#positions.has(card.id)) queued.push(card.id);
    this.#arrange(queued);
  }

  /** @param {string[]} queued */
  #arrange(queued) {
    /** @type {Record<Section, Card[]>} */
    const sections = { queued: [], mine: [], others: [], recent: [] };
    for (const card of this.#cards.values()) sections[sectionOf(card, this.agentId)].push(card);
    const place = new Map(queued.map((id, index) => [id, index + 1]));
    const last = queued.length + 1;
    sections.queued.sort((left, right) => (place.get(left.id) ?? last) - (place.get(right.id) ?? last));
    for (const [name, order] of Object.entries(ORDERS)) sections[/** @type {Section} */ (name)].sort(order);
    for (const { id } of sections.recent.splice(RECENT)) this.#cards.delete(id);
    this.#positions = new Map(sections.queued.map(({ id }, index) => [id, index + 1]));
    this.#sections = sections;
  }
}

/**
 * What a whole picture repeats of a card, but for `position`, which the order says.
 *
 * @param {Card} card
 */
function signature(card) {
  return JSON.stringify({ ...card, position: null });
}
