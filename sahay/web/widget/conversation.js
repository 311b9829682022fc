import { ApiError, Session } from './api.js';
import { entries, Log, Outbox } from './messages.js';
import { Patience, readEvents } from './stream.js';
import { whileVisible } from './tabs.js';
import { LANGUAGES } from './texts.js';
import { Typing } from './typing.js';

/** What a button that asks for a person sends; the welcome has one. */
const PERSON = '/contact_human_agent';

/** @typedef {{owner: string, agent: {name: string} | null, queue: {position: number} | null}} Owner */

/**
 * One customer's conversation as this tab knows it, without any view. The server's log is the truth; this keeps a
 * copy of it complete, and says `change` when anything that is shown may differ.
 */
export class Conversation extends EventTarget {
  /** @type {string | null} */
  #id = null;
  #log = new Log();
  #api;
  #storage;
  #session;
  #outbox;
  #patience = new Patience();
  /** @type {AbortController | null} */
  #connection = null;
  /** @type {Promise<void> | null} */
  #catchingUp = null;
  #announced = false;
  #started = false;
  #languageUntold = false;
  #typing = new Typing((on) => this.#post('typing', { on }).catch(() => {}), () => this.#changed());

  /** Who answers: bot, queued, agent, resolved or snoozed. @type {Owner} */
  state = { owner: 'bot', agent: null, queue: null };
  /** Whether the stream was there and is gone. */
  isDown = false;
  /** Whether the history has been read. */
  isLoaded = false;
  /** The shop's word on who has logged in. @type {string | null | undefined} */
  token;
  /** Something to tell the customer about the conversation itself. @type {'replaced' | 'freshFailed' | null} */
  notice = null;

  /**
   * @param {import('./api.js').Api} api
   * @param {import('./tabs.js').Storage} storage
   * @param {string} language used until the customer or the server says otherwise
   */
  constructor(api, storage, language) {
    super();
    this.#api = api;
    this.#storage = storage;
    this.#session = new Session(api, storage, (conversation) => this.#moveTo(conversation));
    this.#outbox = new Outbox(storage, (message) => this.#deliver(message), () => this.#changed());
    this.language = storage.get('language') ?? language;
    storage.watch((key) => this.#writtenElsewhere(key));
    // Another network: the old connection may look alive for long.
    addEventListener('online', () => this.#reconnect());
    addEventListener('offline', () => this.#changed());
    if (this.ticket) this.start();
  }

  /** Begins the conversation, or takes it up again. Called when the panel first opens; harmless afterwards. */
  start() {
    if (this.#started) return;
    this.#started = true;
    whileVisible(() => this.#connect(), () => this.#disconnect());
  }

  /** Who is writing now. */
  get typing() {
    return this.#typing.other;
  }

  get ticket() {
    return this.#session.ticket;
  }

  /** What was said and what is on its way. */
  get entries() {
    return entries(this.#log.messages, this.#outbox.messages, this.state.owner === 'queued');
  }

  /** How many messages of the bot and of agents have not been seen. */
  get unread() {
    const read = this.#recall('read') ?? 0;
    return this.#log.messages.filter(({ seq, author }) => seq > read && /bot|agent/.test(author)).length;
  }

  markRead() {
    if (this.unread) this.#remember('read', this.#log.messages.at(-1)?.seq);
  }

  /** @returns {string} */
  get draft() {
    return this.#recall('draft') ?? '';
  }

  set draft(text) {
    this.#remember('draft', text);
  }

  /** @param {string} name @returns {any} what was kept for this conversation, or before there was one */
  #recall(name) {
    const { conversation, value } = this.#storage.get(name) ?? {};
    return !conversation || conversation === this.ticket?.conversation ? value : undefined;
  }

  /** @param {string} name @param {unknown} value */
  #remember(name, value) {
    this.#storage.set(name, { conversation: this.ticket?.conversation, value });
  }

  /** What is uploaded and not sent yet, over reloads. @returns {import('./api.js').Upload[]} */
  get attached() {
    return this.#recall('attached') ?? [];
  }

  set attached(files) {
    this.#remember('attached', files);
  }

  /**
   * @param {File} file
   * @param {(part: number) => void} [progress] told how much has left, from 0 to 1
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./api.js').Upload>} to be sent with a message of this conversation; throws ApiError
   */
  async upload(file, progress, signal) {
    this.start();
    return (await this.#asking((token) => this.#api.upload(file, { token, progress, signal }))).answer;
  }

  /**
   * @param {string} text
   * @param {string} [payload] of a quick reply, whose title is `text`
   * @param {import('./api.js').Upload[]} [files]
   */
  send(text, payload, files) {
    this.notice = null;
    this.start();
    this.#typing.stop();
    this.#outbox.add(text, payload, files);
  }

  /** @param {string} words for where no button says it */
  askForPerson(words) {
    const offered = this.#log.messages.flatMap(({ buttons = [] }) => buttons).find(({ payload }) => payload === PERSON);
    this.send(offered?.title ?? words, offered?.payload);
  }

  /** @param {string} clientId */
  retry(clientId) {
    this.#patience.hurry();
    this.#outbox.retry(clientId);
  }

  /** @param {string} clientId */
  discard(clientId) {
    this.#outbox.remove((message) => message.clientId === clientId);
    this.#changed();
  }

  /** @param {string} language */
  setLanguage(language) {
    this.#storage.set('language', language);
    this.language = language;
    this.#languageUntold = this.#started;
    this.#changed();
    this.#tellLanguage();
  }

  /** What cannot be told now is told with the next connection. */
  #tellLanguage() {
    if (!this.#languageUntold) return;
    this.#post('language', { language: this.language }).then(() => {
      this.#languageUntold = false;
    }, () => {});
  }

  /** Leaves this conversation for a new one. */
  async startAfresh() {
    try {
      await this.#session.startAfresh(this.language);
      this.#remember('draft', '');
      this.#remember('attached', []);
      this.notice = null;
    } catch {
      this.notice = 'freshFailed';
    }
    this.#changed();
  }

  /** @param {string} [token] without one they have logged out, and leave what was said to nobody else */
  identify(token) {
    this.token = token;
    if (!token && this.ticket) this.startAfresh();
    this.#introduce();
  }

  /** Tells the token, once there is a conversation. In another customer's it is refused: theirs is a new one. */
  async #introduce() {
    const { token } = this;
    if (!token || !this.ticket) return;
    await this.#post('identify', { token }).catch(({ status }) => status === 409 && this.startAfresh());
  }

  /** The customer is writing; only people are told. */
  writes() {
    if (['agent', 'queued'].includes(this.state.owner)) this.#typing.write();
  }

  /** Catches up, listens until the connection breaks, and begins again, until it is told to stop. */
  async #connect() {
    if (this.#connection) return;
    this.#connection = new AbortController();
    const stop = this.#connection.signal;
    while (!stop.aborted) {
      const error = await this.#listen(stop).catch((problem) => problem);
      if (stop.aborted) break;
      this.isDown = true;
      this.#changed();
      if (error?.lost) await this.#session.ensure(this.language, this.ticket?.token).catch(() => {});
      await this.#patience.rest(error?.retryAfter);
    }
  }

  #disconnect() {
    this.#connection?.abort();
    this.#connection = null;
    this.#patience.hurry();
  }

  #reconnect() {
    this.#changed();
    if (!this.#connection) return;
    this.#disconnect();
    this.#connect();
  }

  /** @param {AbortSignal} stop */
  async #listen(stop) {
    const { token, conversation } = await this.#session.ensure(this.language);
    this.#adopt(conversation);
    await this.#introduce();
    await this.#catchUp();
    if (stop.aborted) return;
    this.#outbox.send();
    const headers = { 'Last-Event-ID': String(this.#log.cursor) };
    const alive = () => {
      this.#patience.restored();
      this.#session.renewWhenDue();
      if (this.isDown) this.#changed();
      this.isDown = false;
    };
    await readEvents((signal) => this.#api.open('events', { token, signal, headers }), stop, alive, (event) => {
      if (conversation === this.#id) this.#hear(event);
    });
  }

  /** @param {import('./stream.js').ServerEvent} event */
  #hear({ event, data }) {
    const content = JSON.parse(data);
    /** @type {Record<string, () => void>} */
    const hear = {
      message: () => this.#hearMessage(content),
      typing: () => this.#typing.hear(content),
      owner: () => this.#hearOwner(content),
    };
    hear[event]?.();
    this.#changed();
  }

  /** @param {import('./messages.js').Message} message */
  #hearMessage(message) {
    this.#typing.said(message.author);
    // Should it fail, the next connection does it.
    if (this.#log.add(message)) this.#catchUp().catch(() => {});
  }

  /** @param {Owner} state */
  #hearOwner({ owner, agent, queue }) {
    this.state = { owner, agent, queue };
  }

  /** Reads what is in the server's log after the cursor; one request at a time. */
  #catchUp() {
    this.#catchingUp ??= this.#readLog().finally(() => {
      this.#catchingUp = null;
    });
    return this.#catchingUp;
  }

  async #readLog() {
    const { answer, conversation } = await this.#ask(() => `messages?after=${this.#log.cursor}`);
    if (conversation !== this.#id) return;
    this.#log.addPage(answer.messages);
    this.#hearOwner(answer);
    this.isLoaded = true;
    // Hindi in Latin letters (hi-Latn) is answered in them, but these texts are not written in them.
    if (!this.#storage.get('language') && answer.language in LANGUAGES) this.language = answer.language;
    this.#changed();
    this.#tellLanguage();
  }

  /** @param {import('./messages.js').Outgoing} message */
  async #deliver({ clientId, text, payload, files = [] }) {
    const body = { client_id: clientId, ...(payload ? { payload } : { text, files: files.map(({ id }) => id) }) };
    const { answer, conversation } = await this.#post('messages', body);
    return { seq: answer.seq, conversation };
  }

  /** @param {string} path @param {object} body */
  #post(path, body) {
    return this.#ask(() => path, body);
  }

  /** @param {() => string} path @param {object} [body] */
  #ask(path, body) {
    return this.#asking((token) => this.#api.ask(path(), { token, body }));
  }

  /**
   * Asks in the name of this conversation; when the server does not know it any more, once more in its successor.
   * @param {(token: string) => Promise<any>} ask
   * @returns {Promise<{answer: any, conversation: string}>} with the conversation that was asked
   */
  async #asking(ask) {
    let ticket = await this.#session.ensure(this.language);
    const answer = await ask(ticket.token).catch(async (error) => {
      if (!(error instanceof ApiError) || !error.lost) throw error;
      ticket = await this.#session.ensure(this.language, ticket.token);
      return ask(ticket.token);
    });
    return { answer, conversation: ticket.conversation };
  }

  /** @param {string} conversation The server gave us another conversation: what was not sent goes there. */
  #moveTo(conversation) {
    const { value } = this.#storage.get('draft') ?? {};
    this.#remember('draft', value);
    this.#outbox.moveToNewConversation();
    this.notice = 'replaced';
    this.#adopt(conversation);
  }

  /** @param {string} conversation Begins with an empty log, and with a new connection if there was one. */
  #adopt(conversation) {
    if (this.#id === conversation) return;
    const known = this.#id;
    this.#id = conversation;
    this.#log = new Log();
    this.#catchingUp = null;
    this.isLoaded = false;
    this.#typing.other = null;
    this.#hearOwner({ owner: 'bot', agent: null, queue: null });
    this.#changed();
    if (known) this.#reconnect();
  }

  /** @param {string} key Another tab wrote: a new conversation, a message to send, what it has shown. */
  #writtenElsewhere(key) {
    const conversation = this.ticket?.conversation;
    if (key === 'language') this.language = this.#storage.get(key) ?? this.language;
    if (key === 'session' && conversation) {
      this.#adopt(conversation);
      this.start();
    }
    this.#changed();
  }

  /** Tells the view, once for everything that changes in this turn of the event loop. */
  #changed() {
    if (this.#announced) return;
    this.#announced = true;
    queueMicrotask(() => {
      this.#announced = false;
      const said = new Set(this.#log.messages.map((message) => message.client_id));
      this.#outbox.remove(({ clientId, conversation = this.#id }) => said.has(clientId) || conversation !== this.#id);
      this.dispatchEvent(new Event('change'));
    });
  }
}
