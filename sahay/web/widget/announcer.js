/**
 * Tells the page what happens in the chat, by events on the element: that something was said, never what.
 * None bubbles, so that no listener of the page hears of it by accident.
 */
export class Announcer {
  #element;
  #unread = 0;
  /** Whose history has been read, and the numbers of what is no news any more. */
  #heard = { of: '', seqs: new Set() };

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
    const isOther = this.#heard.of !== ticket.conversation;
    if (isOther) this.#heard = { of: ticket.conversation, seqs: new Set() };
    const { seqs } = this.#heard;
    for (const { kind: author, seq, state } of entries) {
      const isNews = !seqs.has(seq) && !/sending|waiting|failed/.test(state);
      if (isNews) seqs.add(seq);
      if (isNews && !isOther) this.tell('message', { author, seq });
    }
  }
}
