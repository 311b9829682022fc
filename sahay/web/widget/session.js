import { exclusively } from './tabs.js';

/** A token is renewed once half its life is over, and tried at most this often, in milliseconds. */
const RENEWAL_PAUSE = 60_000;
/** What one tab stores, another may see so much later: so long a new ticket is held back from them. Milliseconds. */
const STORAGE_LAG = 150;
/** How much of what was said first tells an earlier conversation from the others, in characters. */
const SAID = 60;
/** So many earlier conversations can be taken up again. */
const PAST = 10;

/**
 * @typedef {object} Ticket the right to one conversation
 * @property {string} token
 * @property {string} conversation
 * @property {number} issued milliseconds since 1970
 * @property {number} expires milliseconds since 1970
 * @property {string} [shop] its name
 * @property {number} [limit] of one message, in characters
 */
/** @typedef {{at: number, said: string, draft: string}} Left when it was left, how it began, what was half written */

/** The ticket that all tabs of this site share, made when it is first needed, and those of earlier conversations. */
export class Session {
  #api;
  #storage;
  #replaced;
  #lastRenewal = 0;
  /** What the customer was asked before the conversation. @type {Record<string, string> | undefined} */
  details;

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./tabs.js').Storage} storage
   * @param {(conversation: string) => void} replaced told when another conversation took the place of the last
   */
  constructor(api, storage, replaced) {
    this.#api = api;
    this.#storage = storage;
    this.#replaced = replaced;
  }

  /** @returns {Ticket | null} read anew each time: another tab may have renewed it */
  get ticket() {
    return this.#storage.get('session');
  }

  /** @returns {(Ticket & Left)[]} that can be taken up again, the latest first */
  get past() {
    const { conversation } = this.ticket ?? {};
    const kept = /** @type {(Ticket & Left)[]} */ (this.#storage.get('past') ?? []);
    return kept.filter((ticket) => ticket.expires > Date.now() && ticket.conversation !== conversation).slice(0, PAST);
  }

  /**
   * @param {string} language of a new conversation
   * @param {string} [lost] a token that no longer opens its conversation: unless another tab has begun the next
   *     conversation already, it begins now
   * @returns {Promise<Ticket>}
   */
  async ensure(language, lost) {
    const known = () => (this.ticket?.token === lost ? null : this.ticket);
    return known() ?? exclusively('sahay:session', async () => {
      if (!known()) {
        const { details } = this;
        // A language that this shop does not offer is no reason not to talk.
        await this.#open({ language, details }).catch((error) => (
          error.code === 'bad_request' ? this.#open({ details }) : Promise.reject(error)
        ));
        await seenByAll();
      }
      return /** @type {Ticket} */ (this.ticket);
    });
  }

  /**
   * Asks in the name of the conversation; when the server does not know it any more, once more in its successor.
   * @param {string} language
   * @param {(token: string) => Promise<any>} ask
   * @returns {Promise<{answer: any, conversation: string}>} with the conversation that was asked
   */
  async ask(language, ask) {
    let ticket = await this.ensure(language);
    const answer = await ask(ticket.token).catch(async (error) => {
      if (!error.lost) throw error;
      ticket = await this.ensure(language, ticket.token);
      return ask(ticket.token);
    });
    return { answer, conversation: ticket.conversation };
  }

  /** Has erased what the tokens of this browser open. */
  async erase() {
    for (const { token } of [this.ticket, ...this.past].filter((ticket) => ticket !== null)) {
      await this.#api.ask('erase', { token, body: {} }).catch((error) => error.lost || Promise.reject(error));
    }
  }

  /**
   * A new conversation because the customer wants one.
   * @param {string} language
   * @param {Left | null} [left] of this one, if it can be taken up again
   */
  async startAfresh(language, left) {
    const { ticket } = this;
    // First of all: who logs out while the next one begins forgets this one too.
    if (ticket && left) this.#keep({ ...ticket, ...left });
    await this.ensure(language, ticket?.token);
  }

  /** @param {string} conversation an earlier one, to be taken up again @param {Left} [left] of this one */
  async resume(conversation, left) {
    await exclusively('sahay:session', async () => {
      const { ticket } = this;
      const next = this.past.find((each) => each.conversation === conversation);
      if (!next) return;
      if (ticket && left) this.#keep({ ...ticket, ...left });
      this.#storage.set('session', next);
      this.#replaced(conversation);
      this.#storage.set('draft', { conversation, value: next.draft });
      await seenByAll();
    });
  }

  /** The earlier ones cannot be taken up again. */
  forget() {
    this.#storage.remove('past');
  }

  /** @param {Ticket & Left} left */
  #keep(left) {
    this.#storage.set('past', [left, ...this.past.filter(({ conversation }) => conversation !== left.conversation)]);
  }

  /** Renews the token when it is time. A failure is left to the next occasion. */
  async renew() {
    const { ticket } = this;
    const now = Date.now();
    if (!ticket || now < (ticket.issued + ticket.expires) / 2 || now < this.#lastRenewal + RENEWAL_PAUSE) return;
    this.#lastRenewal = now;
    await exclusively('sahay:session', async () => {
      if (this.ticket?.token === ticket.token) await this.#open({}, ticket.token).catch(() => {});
    });
  }

  /** @param {object} body @param {string} [token] of the conversation to go on with @returns {Promise<Ticket>} */
  async #open(body, token) {
    const before = this.ticket?.conversation;
    const answer = await this.#api.ask('sessions', { body, token });
    const ticket = {
      token: answer.token,
      conversation: answer.conversation_id,
      issued: Date.now(),
      expires: Date.parse(answer.expires_at),
      shop: answer.shop?.name,
      limit: answer.limits?.message_characters,
    };
    this.#storage.set('session', ticket);
    if (before && before !== ticket.conversation) this.#replaced(ticket.conversation);
    return ticket;
  }
}

/**
 * @param {import('./messages.js').Message[]} messages of a conversation that is left
 * @param {string} draft
 * @returns {Left | undefined} where the customer has said nothing there is nothing to go back to
 */
export function leftAt(messages, draft) {
  const said = messages.find(({ author }) => author === 'customer')?.text.slice(0, SAID);
  return said ? { at: Date.parse(messages[messages.length - 1].at), said, draft } : undefined;
}

function seenByAll() {
  return new Promise((seen) => setTimeout(seen, STORAGE_LAG));
}
