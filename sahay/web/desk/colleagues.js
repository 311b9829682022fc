/** Who is at the desk, who looks at what, and whether oneself takes conversations. */

import { colleagues } from "/desk/meta.js";

/**
 * @typedef {import("/desk/meta.js").Colleague} Colleague
 * @typedef {"online"|"away"|"offline"} Availability
 * @typedef {{id: string, name: string, typing: boolean}} Viewer
 */

/** @type {Availability[]} */
export const AVAILABILITIES = ["online", "away", "offline"];

/** Many agents change at once when a shift begins: asked for once. */
const PATIENCE_MILLISECONDS = 500;

/** Fires `change` (availability) and `presence` (detail: the id of a conversation). */
export class Colleagues extends EventTarget {
  /** @type {Colleague[]} everybody, who is there first */
  all = [];

  /** @type {Map<string, Viewer[]>} by conversation, without oneself */
  #viewers = new Map();
  #timer = 0;

  /**
   * @param {import("/desk/api.js").Api} api
   * @param {string} me  the agent's id
   */
  constructor(api, me) {
    super();
    this.api = api;
    this.me = me;
  }

  /** @returns {Availability|undefined} one's own, once it is known */
  get availability() {
    return this.all.find(({ id }) => id === this.me)?.availability;
  }

  /** @returns {Colleague[]} who takes conversations now */
  get online() {
    return this.all.filter(({ availability }) => availability === "online");
  }

  /**
   * @param {string} id  of a conversation
   * @returns {Viewer[]} the colleagues who have it before them
   */
  viewers(id) {
    return this.#viewers.get(id) ?? [];
  }

  /**
   * @param {string} id  of a conversation
   * @param {Viewer[]} agents  everybody who has it before them
   */
  met(id, agents) {
    const others = agents.filter((agent) => agent.id !== this.me);
    if (others.length) this.#viewers.set(id, others);
    else this.#viewers.delete(id);
    this.dispatchEvent(new CustomEvent("presence", { detail: id }));
  }

  /** After a lost connection: whoever looks at a conversation still, says so again. */
  meetAnew() {
    for (const id of [...this.#viewers.keys()]) this.met(id, []);
    this.loadSoon();
  }

  /** Asks who is there. Not worth a word when it fails: the next change asks again. */
  async load() {
    try {
      this.all = await colleagues(this.api);
      this.dispatchEvent(new Event("change"));
    } catch {
      // what is known stays
    }
  }

  /** As `load`, but soon, and once for many calls. */
  loadSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.load(), PATIENCE_MILLISECONDS);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  /**
   * @param {Availability} availability
   * @returns {Promise<void>} throws an ApiError when the server refuses
   */
  async become(availability) {
    await this.api.put("/me/availability", { availability });
    this.all = this.all.map((agent) => (agent.id === this.me ? { ...agent, availability } : agent));
    this.dispatchEvent(new Event("change"));
    this.loadSoon();
  }
}
