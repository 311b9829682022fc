/** Looking for conversations by what was said, who wrote, or an order's number; the server searches, page by page. */

import { ApiError } from "/desk/api.js";
import { h } from "/desk/element.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {"status"|"channel"|"language"|"agent"|"tag"|"from"|"to"} Name
 * @typedef {{card: Card, found: Found|null}} Result
 */

/** Shorter ones would find everything. */
const QUERY_CHARACTERS = 2;
/** Somebody who types this slowly has stopped. */
const PATIENCE_MILLISECONDS = 250;

/** What of a conversation was found. */
export class Found {
  /**
   * @param {string} text
   * @param {string} query
   * @param {"message"|"note"} kind
   */
  constructor(text, query, kind) {
    this.text = text;
    this.query = query;
    this.kind = kind;
  }

  /** @returns {(string|HTMLElement)[]} the text with the words that were looked for marked */
  parts() {
    const words = this.query.trim().split(/\s+/).map(escaped).filter(Boolean);
    if (!words.length) return [this.text];
    const pattern = new RegExp(`(${words.join("|")})`, "giu");
    return this.text.split(pattern).map((part, index) => (index % 2 ? h("mark", {}, part) : part));
  }
}

/** Fires `change`. */
export class Search extends EventTarget {
  query = "";
  /** @type {Partial<Record<Name, string>>} what the results are limited to */
  limits = {};
  /** @type {Result[]} */
  results = [];
  /** @type {"idle"|"busy"|"done"|"failed"} */
  status = "idle";
  /** @type {string|null} where the next page begins */
  next = null;

  #timer = 0;
  /** Of several requests under way only the last one counts. */
  #turn = 0;

  /** @param {import("/desk/api.js").Api} api */
  constructor(api) {
    super();
    this.api = api;
  }

  /** @returns {boolean} whether the results take the place of the lists */
  get active() {
    return this.query.trim().length >= QUERY_CHARACTERS;
  }

  /** @param {string} query  searched for once the agent pauses */
  type(query) {
    if (query === this.query) return;
    this.query = query;
    this.#begin(PATIENCE_MILLISECONDS);
  }

  /**
   * @param {Name} name
   * @param {string} value  none for no limit
   */
  limit(name, value) {
    const { [name]: _, ...others } = this.limits;
    this.limits = value ? { ...others, [name]: value } : others;
    this.#begin(0);
  }

  clear() {
    this.limits = {};
    this.type("");
  }

  /** The next page. */
  more() {
    if (this.next && this.status !== "busy") this.#ask(this.next);
  }

  again() {
    this.#begin(0);
  }

  /** @param {number} patience  milliseconds */
  #begin(patience) {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.next = null;
    this.status = this.active ? "busy" : "idle";
    if (!this.active) this.results = [];
    else this.#timer = setTimeout(() => this.#ask(null), patience);
    this.#tell();
  }

  /** @param {string|null} next  the page that begins there, else the first one */
  async #ask(next) {
    const turn = (this.#turn += 1);
    this.status = "busy";
    this.#tell();
    try {
      const asked = { q: this.query.trim(), ...this.#limits(), ...(next && { after: next }) };
      const answer = await this.api.get(`/search?${new URLSearchParams(asked)}`);
      if (turn !== this.#turn) return;
      const found = answer.results.map((/** @type {any} */ result) => this.#result(result));
      this.results = next ? [...this.results, ...found] : found;
      this.next = answer.next ? String(answer.next) : null;
      this.status = "done";
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (turn === this.#turn) this.status = "failed";
    }
    this.#tell();
  }

  /** @returns {Record<string, string>} whole days as the moments between which they lie here */
  #limits() {
    const { from, to, ...others } = this.limits;
    return { ...others, ...(from && { from: midnight(from, 0) }), ...(to && { to: midnight(to, 1) }) };
  }

  /**
   * @param {{card: Card, found: {kind: "message"|"note", text: string}|null}} result  without `found`: by the
   *   customer or a number
   * @returns {Result}
   */
  #result({ card, found }) {
    return { card, found: found && new Found(found.text, this.query, found.kind) };
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/**
 * @param {string} day  as 2026-11-22
 * @param {number} later  in days
 * @returns {string} the moment at which the day begins here
 */
function midnight(day, later) {
  const moment = new Date(`${day}T00:00`);
  moment.setDate(moment.getDate() + later);
  return moment.toISOString();
}

/** @param {string} word */
function escaped(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
