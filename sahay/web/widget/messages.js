import { Patience } from './stream.js';
import { exclusively } from './tabs.js';
import { dayOf } from './text.js';

/** Messages of one author this close together are shown as one group, in milliseconds. */
const GROUP = 5 * 60_000;
/** What the button sends under which one waits. */
const LEAVE_QUEUE = '/app_leave_queue';

/**
 * @typedef {object} Message
 * @property {number} seq its place in the conversation, given by the server
 * @property {'customer' | 'bot' | 'agent' | 'system'} author
 * @property {string} [name]
 * @property {string} text
 * @property {(import('./api.js').Upload & {url: string})[]} [files]
 * @property {Button[]} [buttons]
 * @property {import('./cards.js').Card} [card]
 * @property {string} [payload] of the button that the customer has pressed
 * @property {string} at ISO 8601
 * @property {string} [client_id] on the customer's own messages
 */
/** @typedef {{title: string, payload: string}} Button */

/**
 * @typedef {object} Outgoing
 * @property {string} clientId the server stores a message once, however often it is sent
 * @property {string} text
 * @property {string} [payload] of the button that was pressed
 * @property {import('./api.js').Upload[]} [files] uploaded before
 * @property {number} at milliseconds since 1970
 * @property {number} [seq] once the server has it,
 * @property {string} [conversation] in this conversation
 * @property {string} [error] the server's code when it refused the message for good
 */
/** @typedef {'sending' | 'waiting' | 'failed' | 'sent'} State */

/**
 * @typedef {object} Entry one row of the transcript
 * @property {string} key stays the same from the moment a message is written until it is in the server's log
 * @property {number} seq
 * @property {'customer' | 'bot' | 'agent' | 'system'} kind
 * @property {string} [name]
 * @property {string} text
 * @property {(import('./api.js').Upload & {url?: string})[]} files without a `url` until they are in the log
 * @property {Button[]} buttons
 * @property {import('./cards.js').Card} [card]
 * @property {string} [payload] of the button that the customer has pressed
 * @property {Date} at
 * @property {State | ''} state of the customer's own
 * @property {boolean} [live] whether the buttons may still be pressed
 * @property {boolean} [newDay] whether it is the first of its day
 * @property {boolean} [first] of its group
 * @property {boolean} [last] of its group
 */

/** What the server has said, once each and in order, and how far it is known to be complete. */
export class Log {
  /** @type {Message[]} */
  messages = [];
  /** The client's own ids of what the customer has said. @type {Set<string | undefined>} */
  said = new Set();
  /** Everything up to this sequence number has been received. */
  cursor = 0;

  /** @param {Message[]} page the server's answer to "after the cursor", from there on without gaps */
  addPage(page) {
    for (const message of page) {
      this.#insert(message);
      this.cursor = Math.max(this.cursor, message.seq);
    }
  }

  /** @param {Message} message @returns {boolean} whether something before it is missing */
  add(message) {
    if (message.seq <= this.cursor + 1) this.addPage([message]);
    else this.#insert(message);
    return message.seq > this.cursor;
  }

  /** @param {Message} message */
  #insert(message) {
    const index = this.messages.findLastIndex(({ seq }) => seq <= message.seq);
    if (this.messages[index]?.seq !== message.seq) this.messages.splice(index + 1, 0, message);
    this.said.add(message.client_id);
  }
}

/**
 * Messages on their way, in order, each under its own name in the storage: two tabs add without overwriting each
 * other, and what a closed tab left is sent by the next. A message stays until it is seen in the server's log, and a
 * little longer.
 */
export class Outbox {
  #storage;
  #deliver;
  #changed;
  #patience = new Patience();
  /** For how long the server has asked us to wait, in milliseconds. */
  #asked = 0;
  #busy = false;
  #last = 0;

  /**
   * @param {import('./tabs.js').Storage} storage
   * @param {(message: Outgoing) => Promise<{seq: number, conversation: string}>} deliver throws ApiError
   * @param {() => void} changed
   */
  constructor(storage, deliver, changed) {
    this.#storage = storage;
    this.#deliver = deliver;
    this.#changed = changed;
  }

  /** @returns {(Outgoing & {state: State})[]} oldest first */
  get messages() {
    const waiting = this.#patience.failures ? 'waiting' : 'sending';
    return this.#storage.names('out:').map((name) => this.#storage.get(name)).filter(Boolean).map((message) => (
      { ...message, state: message.error ? 'failed' : (message.seq ? 'sent' : waiting) }
    ));
  }

  /** @param {string} text @param {string} [payload] @param {import('./api.js').Upload[]} [files] */
  add(text, payload, files) {
    // Never the same instant twice: the name is the order.
    this.#last = Math.max(Date.now(), this.#last + 1);
    this.#keep({ clientId: newId(), text, payload, files, at: this.#last });
    this.send();
  }

  /** @param {string} clientId Sends a refused message again. */
  retry(clientId) {
    this.#change((message) => message.clientId === clientId, { error: undefined });
    this.#patience.hurry();
    this.send();
  }

  /** @param {(message: Outgoing) => boolean} which */
  remove(which) {
    for (const message of this.messages) if (which(message)) this.#storage.remove(nameOf(message));
  }

  /**
   * A new conversation does not know the buttons of the last: what was pressed there is sent as its words. It does not
   * know its files either: whose message could not be sent sees that.
   */
  move() {
    this.remove(({ seq }) => Boolean(seq));
    this.#change(({ files }) => !files?.length, { payload: undefined, error: undefined });
    this.#change(({ files }) => Boolean(files?.length), { error: 'file_gone' });
  }

  /** Sends what waits, one after the other, until all is sent: now, unless the server has asked for a pause. */
  async send() {
    this.#changed();
    if (!this.#asked) this.#patience.hurry();
    if (this.#busy) return;
    this.#busy = true;
    for (;;) {
      const pause = await exclusively('sahay:outbox', () => this.#sendFirst());
      this.#changed();
      if (pause === null) break;
      if (pause === undefined) continue;
      this.#asked = pause;
      await this.#patience.rest(pause);
      this.#asked = 0;
    }
    this.#busy = false;
  }

  /** @returns {Promise<number | null | undefined>} milliseconds to wait before it is tried again; null: all is sent */
  async #sendFirst() {
    const message = this.messages.find(({ state }) => state === 'sending' || state === 'waiting');
    if (!message) return null;
    try {
      this.#keep({ ...message, ...await this.#deliver(message) });
      this.#patience.restored();
    } catch (/** @type {any} */ error) {
      if (error.passing) return error.retryAfter ?? 0;
      this.#keep({ ...message, error: error.code ?? 'failed' });
    }
    return undefined;
  }

  /** @param {(message: Outgoing) => boolean} which @param {Partial<Outgoing>} by */
  #change(which, by) {
    for (const message of this.messages) if (which(message)) this.#keep({ ...message, ...by });
  }

  /** @param {Outgoing} message */
  #keep(message) {
    this.#storage.set(nameOf(message), message);
  }
}

/** @param {Outgoing} message */
function nameOf({ at, clientId }) {
  return `out:${at}:${clientId}`;
}

/** A random identifier; `randomUUID` exists on secure pages only. */
function newId() {
  return crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].join('-');
}

/**
 * @param {Message[]} messages in order
 * @param {(Outgoing & {state: State})[]} outgoing oldest first
 * @param {boolean} [waits] whether the customer waits for a person
 * @returns {Entry[]} what to show: the log with what the server has accepted in its place, then what is on its way
 */
export function entries(messages, outgoing, waits = false) {
  const said = new Set(messages.map((message) => message.client_id));
  const rows = [...messages.map(fromLog), ...outgoing.filter(({ clientId }) => !said.has(clientId)).map(fromOutbox)];
  rows.sort((a, b) => a.seq - b.seq || a.at.getTime() - b.at.getTime());
  const lastOfCustomer = rows.findLastIndex(({ kind }) => kind === 'customer');
  // Who waits may stop waiting, whatever they wrote meanwhile; nobody else.
  const wayOut = waits ? rows.findLastIndex(isWayOut) : -1;
  const newDay = rows.map((row, index) => !index || dayOf(rows[index - 1].at) !== dayOf(row.at));
  const first = rows.map((row, index) => newDay[index] || !together(rows[index - 1], row));
  return rows.map((row, index) => ({
    ...row,
    live: isWayOut(row) ? index === wayOut : index > lastOfCustomer,
    newDay: newDay[index],
    first: first[index],
    last: first[index + 1] ?? true,
  }));
}

/** @param {Entry} row */
function isWayOut({ buttons }) {
  return buttons.some(({ payload }) => payload === LEAVE_QUEUE);
}

/** @param {Message} message @returns {Entry} */
function fromLog({ seq, author, text, files = [], buttons = [], at, client_id: clientId, ...more }) {
  const state = author === 'customer' ? 'sent' : '';
  return { ...more, seq, key: clientId ?? String(seq), kind: author, text, files, buttons, at: new Date(at), state };
}

/** @param {Outgoing & {state: State}} message @returns {Entry} */
function fromOutbox({ seq = Number.MAX_VALUE, clientId, text, payload, files = [], at, state }) {
  return { seq, key: clientId, kind: 'customer', text, payload, files, buttons: [], at: new Date(at), state };
}

/** @param {Entry} a @param {Entry} b */
function together(a, b) {
  return a.kind === b.kind && a.name === b.name && !a.buttons.length && b.at.getTime() - a.at.getTime() < GROUP;
}
