/** What an agent keeps on this browser: replies begun but not sent, and how far each conversation was read. */

import { forget, keys, read, write } from "/desk/storage.js";

export class Drafts {
  /** @param {string} agentId  one agent's drafts are never shown to another */
  constructor(agentId) {
    this.prefix = `draft.${agentId}.`;
  }

  /**
   * @param {string} conversation
   * @returns {string}
   */
  get(conversation) {
    return read(this.prefix + conversation, "");
  }

  /**
   * @param {string} conversation
   * @param {string} text
   */
  set(conversation, text) {
    if (text.trim()) write(this.prefix + conversation, text);
    else forget(this.prefix + conversation);
  }

  /** @returns {string[]} the conversations with a draft */
  all() {
    return keys(this.prefix);
  }

  clear() {
    for (const conversation of this.all()) forget(this.prefix + conversation);
  }
}

export class Seen {
  /** @param {string} agentId */
  constructor(agentId) {
    this.key = `seen.${agentId}`;
    /** @type {Record<string, number>} */
    this.marks = read(this.key, {});
  }

  /**
   * @param {string} conversation
   * @returns {number}
   */
  upTo(conversation) {
    return this.marks[conversation] ?? 0;
  }

  /**
   * @param {string} conversation
   * @param {number} seq
   * @returns {boolean} whether this moved the mark
   */
  mark(conversation, seq) {
    if (seq <= this.upTo(conversation)) return false;
    this.marks[conversation] = seq;
    write(this.key, this.marks);
    return true;
  }

  /** @param {Set<string>} conversations  still in the list: marks of others are dropped */
  keepOnly(conversations) {
    const kept = Object.entries(this.marks).filter(([id]) => conversations.has(id));
    if (kept.length === Object.keys(this.marks).length) return;
    this.marks = Object.fromEntries(kept);
    write(this.key, this.marks);
  }
}
