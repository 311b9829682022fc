/** Looking for conversations by what was said, who wrote, or an order's number; the server searches, page by page. */

import { ApiError } from "/desk/api.js";
import { h } from "/desk/element.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {"status"|"channel"|"language"|"agent"|"tag"|"from"|"to"} Name
 * @typedef {{card: Card, found: Found}} Result
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
   */
  constructor(text, query) {
    this.text = text;
    this.query = query;
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
      const words = { q: this.query.trim(), ...this.limits, ...(next && { next }) };
      const answer = await this.api.get(`/search?${new URLSearchParams(words)}`);
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

  /**
   * @param {{card: Card, found: string|{text: string}}} result
   * @returns {Result}
   */
  #result({ card, found }) {
    return { card, found: new Found(typeof found === "string" ? found : found.text, this.query) };
  }

  #tell() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @param {string} word */
function escaped(word) {
  return word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
