/** One open conversation: its log by sequence number, kept up with the server's. */

import { ApiError } from "/desk/api.js";
import { lastSeqOf } from "/desk/cards.js";

/**
 * @typedef {import("/desk/shapes.js").Message} Message
 * @typedef {import("/desk/shapes.js").Dossier} Dossier
 */

/** Fetched again with every catch-up: what the bot made of a message arrives after the message itself. */
const OVERLAP = 6;
/** How often a message that is still on its way to the customer is asked about. */
const DELIVERY_POLL_MILLISECONDS = 2500;
const TYPING_MILLISECONDS = 8000;

/** Fires `change`, and `arrived` with the messages that a catch-up brought. */
export class Thread extends EventTarget {
  /** @type {"loading"|"ready"|"failed"} */
  status = "loading";
  /** @type {ApiError|null} why the last fetch failed */
  error = null;
  /** @type {Message[]} in order */
  messages = [];
  /** @type {Dossier|null} the newest answer: card, known and events stand in it */
  dossier = null;
  customerTypes = false;

  #fetching = false;
  #again = false;
  #closed = false;
  #typingTimer = 0;
  #pollTimer = 0;

  /**
   * @param {import("/desk/api.js").Api} api
   * @param {string} id
   */
  constructor(api, id) {
    super();
    this.api = api;
    this.id = id;
  }

  /** @returns {number} the newest sequence number held, 0 before the first */
  get lastSeq() {
    return this.messages.at(-1)?.seq ?? 0;
  }

  /** Fetches what is new. Calls while one is under way are joined into one more. */
  async catchUp() {
    if (this.#closed) return;
    if (this.#fetching) {
      this.#again = true;
      return;
    }
    this.#fetching = true;
    try {
      do {
        this.#again = false;
        await this.#fetch();
      } while (this.#again);
    } finally {
      this.#fetching = false;
    }
  }

  /** @param {boolean} on  whether the customer is typing */
  typing(on) {
    clearTimeout(this.#typingTimer);
    if (on) this.#typingTimer = setTimeout(() => this.typing(false), TYPING_MILLISECONDS);
    if (on === this.customerTypes) return;
    this.customerTypes = on;
    this.#changed();
  }

  /** @param {import("/desk/shapes.js").Card} card  newer than the one held */
  absorb(card) {
    if (!this.dossier) return;
    this.dossier = { ...this.dossier, conversation: card };
    this.#changed();
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#typingTimer);
    clearTimeout(this.#pollTimer);
  }

  async #fetch() {
    try {
      const first = this.dossier === null;
      const dossier = await this.api.conversation(this.id, this.#cursor());
      if (this.#closed) return;
      const arrived = this.#merge(dossier.messages);
      this.dossier = dossier;
      this.status = "ready";
      this.error = null;
      if (arrived.some(({ author }) => author === "customer")) this.typing(false);
      this.#changed();
      if (!first && arrived.length) this.dispatchEvent(new CustomEvent("arrived", { detail: arrived }));
      this.#pollDelivery();
      const more = lastSeqOf(dossier.conversation) > this.lastSeq;
      if (more && arrived.length) this.#again = true; // the server answers by pages
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.error = error;
      if (!this.dossier) this.status = "failed";
      this.#changed();
    }
  }

  /** @returns {number} everything after this may still change */
  #cursor() {
    const pending = this.messages.find(({ delivery }) => delivery === "pending");
    return Math.max(0, Math.min(this.lastSeq - OVERLAP, (pending?.seq ?? Infinity) - 1));
  }

  /**
   * @param {Message[]} messages
   * @returns {Message[]} those not held before
   */
  #merge(messages) {
    const held = new Map(this.messages.map((message) => [message.seq, message]));
    const arrived = messages.filter(({ seq }) => !held.has(seq));
    for (const message of messages) held.set(message.seq, message);
    this.messages = [...held.values()].sort((left, right) => left.seq - right.seq);
    return arrived;
  }

  #pollDelivery() {
    clearTimeout(this.#pollTimer);
    if (!this.messages.some(({ delivery }) => delivery === "pending")) return;
    this.#pollTimer = setTimeout(() => this.catchUp(), DELIVERY_POLL_MILLISECONDS);
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}
