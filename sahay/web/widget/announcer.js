/**
 * Tells the page what happens in the chat, by events on the element: that something was said, never what.
 * None bubbles, so that no listener of the page hears of it by accident.
 */
export class Announcer {
  #element;
  #unread = 0;
  /** What was there when the history had been read is no news. @type {Set<number> | null} */
  #known = null;
  #conversation = '';

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
    const said = entries.filter(({ state }) => !state || state === 'sent');
    const known = this.#conversation === ticket.conversation ? this.#known : null;
    this.#known = new Set(said.map(({ seq }) => seq));
    this.#conversation = ticket.conversation;
    if (!known) return;
    for (const { kind, seq } of said) if (!known.has(seq)) this.tell('message', { author: kind, seq });
  }
}
