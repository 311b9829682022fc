import { Log } from './messages.js';
import { Typing } from './typing.js';

/** @typedef {{owner: string, agent: {name: string, picture?: string | null} | null, queue: {position: number} | null}} Owner */

/** @type {Owner} */
const NOBODY_YET = { owner: 'bot', agent: null, queue: null };

/**
 * @typedef {object} Ears
 * @property {(path: () => string) => Promise<{answer: any, conversation: string}>} ask
 * @property {(on: boolean) => void} type tells the server that the customer is typing
 * @property {() => void} changed
 * @property {(answer: any) => void} read called with the server's answer that ended the reading of the log
 * @property {() => void} news somebody other than the customer has just said something
 */

/** What the server has told of one conversation: the log, who answers, who is writing. */
export class Hearing {
  /** @type {string | null} */
  id = null;
  log = new Log();
  state = NOBODY_YET;
  /** Whether the history has been read. */
  isLoaded = false;
  #ears;
  /** @type {Promise<void> | null} */
  #catchingUp = null;

  /** @param {Ears} ears */
  constructor(ears) {
    this.#ears = ears;
    this.typing = new Typing(ears.type, ears.changed);
  }

  /** @param {string | null} id From now on it is of this conversation, of which nothing is known. */
  begin(id) {
    this.id = id;
    this.log = new Log();
    this.state = NOBODY_YET;
    this.isLoaded = false;
    this.typing.other = null;
    this.#catchingUp = null;
    this.#ears.changed();
  }

  /** @param {import('./stream.js').ServerEvent} event */
  hear({ event, data }) {
    const content = JSON.parse(data);
    /** @type {Record<string, () => void>} */
    const hear = {
      message: () => this.#hearMessage(content),
      typing: () => this.typing.hear(content),
      owner: () => this.#hearOwner(content),
    };
    hear[event]?.();
    this.#ears.changed();
  }

  /** @param {import('./messages.js').Message} message */
  #hearMessage(message) {
    this.typing.said(message.author);
    // Should it fail, the next connection does it.
    if (this.log.add(message)) this.catchUp().catch(() => {});
    if (/bot|agent/.test(message.author)) this.#ears.news();
  }

  /** @param {Owner} state */
  #hearOwner({ owner, agent, queue }) {
    this.state = { owner, agent, queue };
  }

  /** Reads what is in the server's log after the cursor; one request at a time. */
  catchUp() {
    const reading = this.#catchingUp ?? this.#readLog().finally(() => {
      if (this.#catchingUp === reading) this.#catchingUp = null;
    });
    this.#catchingUp = reading;
    return reading;
  }

  /** @returns {Promise<void>} */
  async #readLog() {
    const { answer, conversation } = await this.#ears.ask(() => `messages?after=${this.log.cursor}`);
    if (conversation !== this.id) return;
    this.log.addPage(answer.messages);
    if (answer.more) {
      await this.#readLog();
      return;
    }
    this.#hearOwner(answer);
    this.isLoaded = true;
    this.#ears.read(answer);
    this.#ears.changed();
  }
}
