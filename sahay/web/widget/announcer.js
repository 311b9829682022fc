/**
 * Tells the page what happens in the chat, by events on the element: that something was said, never what.
 * None bubbles, so that no listener of the page hears of it by accident.
 */
export class Announcer {
  #element;
  #unread = 0;
  /** The conversation, and what of it is no news: what was there when its history had been read. */
  #known = { conversation: '', seqs: new Set() };

  /** @param {HTMLElement} element */
  constructor(element) {
    this.#element = element;
  }

  /** @param {string} name @param {object} [detail] */
  tell(name, detail) {
    this.#element.dispatchEvent(new CustomEvent(`sahay:${name}`, { detail }));
  }

  /** @param {import('./conversation.js').Conversation} conversation */
  hear({ isLoaded, entries, unread, ticket }) {
    if (unread !== this.#unread) this.tell('unread', { count: unread });
    this.#unread = unread;
    if (!isLoaded || !ticket) return;
    const { conversation } = ticket;
    const isOther = this.#known.conversation !== conversation;
    if (isOther) this.#known = { conversation, seqs: new Set() };
    for (const { kind, seq, state } of entries) {
      if ((state && state !== 'sent') || this.#known.seqs.has(seq)) continue;
      this.#known.seqs.add(seq);
      if (!isOther) this.tell('message', { author: kind, seq });
    }
  }
}
