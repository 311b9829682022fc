/**
 * Replies on their way to the server: shown at once, stored until the log has them, retried with the same
 * `client_id` (the server stores it once), in order within a conversation.
 */

import { path } from "/desk/api.js";
import { forget, keys, read, write } from "/desk/storage.js";

/**
 * @typedef {object} Reply
 * @property {string} clientId
 * @property {string} conversation
 * @property {string} text
 * @property {import("/desk/files.js").Stored[]} [files]
 * @property {boolean} [note]  for colleagues only
 * @property {number} at  milliseconds since 1970
 * @property {"sending"|"waiting"|"failed"|"sent"} state
 * @property {string} [code]  why it failed, for programs
 * @property {string} [error]  and for people
 * @property {number} [seq]  once the server has it
 * @property {string} [noteId]  the same for a note
 */

const RETRY_SECONDS = [1, 2, 4, 8, 15, 30];
/** An older reply found after a reload may no longer fit: the agent decides. */
const RESEND_WITHIN_MILLISECONDS = 10 * 60_000;

/** Fires `change` with the conversation's id. */
export class Outbox extends EventTarget {
  /** @type {Map<string, Reply>} in the order written */
  #replies = new Map();
  /** @type {Set<string>} conversations with a sender at work */
  #working = new Set();
  /** @type {Set<() => void>} sleeping senders */
  #sleepers = new Set();
  #stopped = false;

  /**
   * @param {import("/desk/api.js").Api} api
   * @param {string} agentId
   */
  constructor(api, agentId) {
    super();
    this.api = api;
    this.prefix = `reply.${agentId}.`;
    this.#restore();
  }

  /**
   * @param {string} conversation
   * @returns {Reply[]}
   */
  of(conversation) {
    return [...this.#replies.values()].filter((reply) => reply.conversation === conversation);
  }

  /** @returns {number} how many replies the server does not have yet */
  get unsent() {
    return [...this.#replies.values()].filter(({ state }) => state !== "sent").length;
  }

  /**
   * @param {string} conversation
   * @param {string} text
   * @param {Pick<Reply, "files"|"note">} [more]
   */
  add(conversation, text, more = {}) {
    const clientId = newId();
    this.#keep({ clientId, conversation, text, ...more, at: Date.now(), state: "sending" });
    this.#work(conversation);
  }

  /** @param {string} clientId */
  retry(clientId) {
    const reply = this.#replies.get(clientId);
    if (!reply) return;
    this.#keep({ ...reply, state: "sending" });
    this.#work(reply.conversation);
  }

  /**
   * @param {string} clientId
   * @returns {Reply|undefined} for the reply box
   */
  discard(clientId) {
    const reply = this.#replies.get(clientId);
    if (reply) this.#drop(reply);
    return reply;
  }

  /**
   * Lets go of the replies that the conversation's log now holds.
   *
   * @param {string} conversation
   * @param {(reply: Reply) => boolean} held
   */
  settle(conversation, held) {
    for (const reply of this.of(conversation)) if (held(reply)) this.#drop(reply);
  }

  /** Tries everything that waits, now: the connection or the session is back. */
  flush() {
    for (const wake of this.#sleepers) wake();
    for (const { conversation } of this.#replies.values()) this.#work(conversation);
  }

  stop() {
    this.#stopped = true;
    for (const wake of this.#sleepers) wake();
  }

  clear() {
    for (const reply of this.#replies.values()) this.#drop(reply);
  }

  #restore() {
    const stored = keys(this.prefix).map((key) => read(this.prefix + key, /** @type {Reply|null} */ (null)));
    const replies = stored.filter((reply) => reply !== null).sort((left, right) => left.at - right.at);
    for (const reply of replies) {
      const failed = reply.state === "failed";
      const old = !failed && Date.now() - reply.at > RESEND_WITHIN_MILLISECONDS;
      const state = failed || old ? "failed" : "waiting";
      this.#replies.set(reply.clientId, { ...reply, state, code: old ? "old" : reply.code });
    }
  }

  /** @param {Reply} reply */
  #keep(reply) {
    this.#replies.set(reply.clientId, reply);
    write(this.prefix + reply.clientId, reply);
    this.#changed(reply);
  }

  /** @param {Reply} reply */
  #drop(reply) {
    this.#replies.delete(reply.clientId);
    forget(this.prefix + reply.clientId);
    this.#changed(reply);
  }

  /** @param {Reply} reply */
  #changed({ conversation }) {
    this.dispatchEvent(new CustomEvent("change", { detail: conversation }));
  }

  /** @param {string} conversation */
  async #work(conversation) {
    if (this.#working.has(conversation)) return;
    this.#working.add(conversation);
    for (let attempt = 0; !this.#stopped;) {
      const next = this.of(conversation).find(({ state }) => state === "sending" || state === "waiting");
      if (!next) break;
      const seconds = await this.#deliver(next, attempt);
      attempt = seconds === 0 ? 0 : attempt + 1;
      if (seconds > 0) await this.#sleep(seconds);
    }
    this.#working.delete(conversation);
  }

  /**
   * @param {Reply} reply
   * @param {number} attempt
   * @returns {Promise<number>} seconds to wait before the next attempt: 0 when this reply is decided
   */
  async #deliver(reply, attempt) {
    this.#keep({ ...reply, state: "sending" });
    try {
      this.#advance(reply.clientId, { state: "sent", ...(await this.#send(reply)) });
      return 0;
    } catch (error) {
      const { passing, code, message, retryAfter } = /** @type {import("/desk/api.js").ApiError} */ (error);
      this.#advance(reply.clientId, { state: passing ? "waiting" : "failed", code, error: message });
      return passing ? retryAfter || RETRY_SECONDS[Math.min(attempt, RETRY_SECONDS.length - 1)] : 0;
    }
  }

  /**
   * @param {Reply} reply
   * @returns {Promise<Pick<Reply, "seq"|"noteId">>} by what the conversation's log will know it
   */
  async #send({ conversation, clientId, text, files = [], note }) {
    if (!note) {
      const ids = files.map(({ id }) => id);
      return { seq: (await this.api.reply(conversation, clientId, text, ids)).seq };
    }
    const made = await this.api.post(`${path(conversation)}/notes`, { client_id: clientId, text });
    return { noteId: made.note.id };
  }

  /**
   * @param {string} clientId
   * @param {Partial<Reply>} change
   */
  #advance(clientId, change) {
    const reply = this.#replies.get(clientId); // discarded or settled meanwhile: nothing to tell
    if (reply) this.#keep({ ...reply, ...change });
  }

  /** @param {number} seconds */
  #sleep(seconds) {
    return new Promise((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wake);
        resolve(undefined);
      };
      const timer = setTimeout(wake, seconds * 1000);
      this.#sleepers.add(wake);
    });
  }
}

/** @returns {string} 128 random bits (`crypto.randomUUID` exists on secure origins only) */
function newId() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
