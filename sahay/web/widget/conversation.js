import { Hearing } from './hearing.js';
import { Line } from './line.js';
import { entries, Outbox } from './messages.js';
import { leftAt, Session } from './session.js';
import { readEvents } from './stream.js';
import { whileVisible } from './tabs.js';
import { LANGUAGES } from './texts.js';

/** What a button that asks for a person sends; the welcome has one. */
const PERSON = '/contact_human_agent';
/** @typedef {'replaced' | 'notDone' | 'eraseOpen' | 'erased' | 'mailed'} Notice */

/**
 * One customer's conversation as this tab knows it, without any view. The server's log is the truth; this keeps a
 * copy of it complete, and says `change` when anything that is shown may differ.
 */
export class Conversation extends EventTarget {
  #api;
  #storage;
  #session;
  #outbox;
  #line = new Line((stop) => this.#listen(stop), (error) => {
    this.#changed();
    return error?.lost ? this.#session.ensure(this.language, this.ticket?.token).catch(() => {}) : undefined;
  });
  #announced = false;
  #started = false;
  #languageUntold = false;
  #hearing = new Hearing({
    ask: (path) => this.#ask(path),
    type: (on) => this.#post('typing', { on }).catch(() => {}),
    changed: () => this.#changed(),
    read: ({ language }) => this.#learnLanguage(language),
    news: () => this.dispatchEvent(new Event('news')),
  });

  /** The shop's word on who has logged in. @type {string | null | undefined} */
  token;
  /** Something to tell the customer about the conversation itself. @type {Notice | null} */
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
    const isAwaited = () => ['queued', 'agent', 'snoozed'].includes(this.state.owner);
    whileVisible(() => this.#started && this.#line.connect(), () => this.#line.disconnect(), isAwaited);
    if (this.ticket) this.start();
  }

  /** Begins the conversation, or takes it up again. Called when the panel first opens; harmless afterwards. */
  start() {
    if (this.#started) return;
    this.#started = true;
    if (document.visibilityState === 'visible') this.#line.connect();
  }

  /** Whether the stream was there and is gone. */
  get isDown() {
    return this.#line.isDown;
  }

  /** Who is writing now. */
  get typing() {
    return this.#hearing.typing.other;
  }

  /** Who answers: bot, queued, agent, resolved or snoozed. */
  get state() {
    return this.#hearing.state;
  }

  /** Whether the history has been read. */
  get isLoaded() {
    return this.#hearing.isLoaded;
  }

  /** Like `start`, for who was asked something first. @param {Record<string, string>} details */
  async begin(details) {
    this.#session.details = details;
    await this.#session.ensure(this.language);
    this.start();
  }

  get ticket() {
    return this.#session.ticket;
  }

  /** What was said and what is on its way. */
  get entries() {
    return entries(this.isLoaded ? this.#hearing.log.messages : [], this.#outbox.messages, this.state.owner === 'queued');
  }

  /** How many messages of the bot and of agents have not been seen. */
  get unread() {
    const read = this.#recall('read') ?? 0;
    return this.#hearing.log.messages.filter(({ seq, author }) => seq > read && /bot|agent/.test(author)).length;
  }

  markRead() {
    if (!this.ticket || !this.unread) return;
    this.#remember('read', this.#hearing.log.messages.at(-1)?.seq);
    this.#changed();
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

  /** @param {string} name @param {any} value an empty one is not kept */
  #remember(name, value) {
    if (value?.length === 0) this.#storage.remove(name);
    else this.#storage.set(name, { conversation: this.ticket?.conversation, value });
  }

  /** Whether a tone tells that something was said. @returns {boolean | null} null until the customer says */
  get sound() {
    return this.#storage.get('sound');
  }

  set sound(on) {
    this.#storage.set('sound', on);
    this.#changed();
  }

  /** What is uploaded and not sent yet, over reloads. @returns {import('./api.js').Upload[]} */
  get attached() {
    return this.#recall('attached') ?? [];
  }

  /** @param {import('./api.js').Upload[]} added @param {import('./api.js').Upload[]} gone in whichever tab it was */
  attach(added, gone) {
    const ids = gone.map(({ id }) => id);
    this.#remember('attached', [...this.attached, ...added].filter(({ id }) => !ids.includes(id)));
  }

  /** To be sent with a message of this conversation; throws ApiError. @type {import('./tray.js').Acts['upload']} */
  async upload(file, progress, signal) {
    this.start();
    const send = (/** @type {string} */ token) => this.#api.upload(file, { token, progress, signal });
    const { answer, conversation } = await this.#session.ask(this.language, send);
    // The customer has gone on to another conversation, which does not know it.
    if (conversation !== this.ticket?.conversation) throw new Error(conversation);
    return answer;
  }

  /**
   * @param {string} text
   * @param {string} [payload] of a quick reply, whose title is `text`
   * @param {import('./api.js').Upload[]} [files]
   */
  send(text, payload, files) {
    this.notice = null;
    this.start();
    this.#hearing.typing.stop();
    this.#outbox.add(text, payload, files);
  }

  /** @param {string} words for where no button says it */
  askForPerson(words) {
    const offered = this.#hearing.log.messages.flatMap(({ buttons = [] }) => buttons).find(({ payload }) => payload === PERSON);
    this.send(offered?.title ?? words, offered?.payload);
  }

  /** @param {string} clientId */
  retry(clientId) {
    this.#line.hurry();
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

  /** @param {string} language of the answers; until the customer chooses, of these texts too where they are in it */
  #learnLanguage(language) {
    // Hindi in Latin letters (hi-Latn) is answered in them, but these texts are not written in them.
    if (!this.#storage.get('language') && language in LANGUAGES) this.language = language;
    this.#tellLanguage();
  }

  /** What cannot be told now is told with the next connection. */
  #tellLanguage() {
    if (!this.#languageUntold) return;
    this.#post('language', { language: this.language }).then(() => {
      this.#languageUntold = false;
    }, () => {});
  }

  /** Leaves it for a new one, with what is half written. @param {import('./session.js').Left | null} [left] if kept */
  startAfresh(left = this.#left) {
    return this.#leave(() => this.#session.startAfresh(this.language, left));
  }

  /** This browser's earlier conversations. */
  past() {
    return this.#session.past;
  }

  /** @param {string} conversation an earlier one, which is gone on with */
  resume(conversation) {
    return this.#leave(() => this.#session.resume(conversation, this.#left));
  }

  get #left() {
    return leftAt(this.#hearing.log.messages, this.draft);
  }

  /** @param {() => Promise<void>} leave */
  #leave(leave) {
    return this.#done(async () => {
      await leave();
      this.#remember('attached', []);
    });
  }

  /** @returns {Promise<import('./messages.js').Message[]>} everything, or what is known where it cannot be had */
  async transcript() {
    await this.#hearing.catchUp().catch(() => {});
    return this.#hearing.log.messages;
  }

  /** @param {string} email */
  mailTranscript(email) {
    return this.#done(() => this.#post('transcript', { email }), 'mailed');
  }

  /** Has erased what this browser's tokens open, and forgets it. While somebody looks after it, nothing is erased. */
  eraseMe() {
    return this.#done(async () => {
      await this.#session.erase();
      // First what tells the other tabs, lest they keep something anew.
      for (const name of ['session', ...this.#storage.names('')]) this.#storage.remove(name);
      this.#forget();
    }, 'erased');
  }

  /** @param {() => Promise<unknown>} act @param {Notice | null} [notice] once it is done */
  async #done(act, notice = null) {
    try {
      await act();
      this.notice = notice;
    } catch (/** @type {any} */ error) {
      this.notice = error.code === 'still_open' ? 'eraseOpen' : 'notDone';
    }
    this.#changed();
  }

  /** @param {string} [token] without one they have logged out, and leave what was said to nobody else */
  identify(token) {
    this.token = token;
    if (!token && this.ticket) this.#change();
    this.#introduce();
  }

  /** Tells the token, once there is a conversation. In another customer's it is refused: theirs is a new one. */
  async #introduce() {
    const { token } = this;
    if (!token || !this.ticket) return;
    await this.#post('identify', { token }).catch(({ status }) => status === 409 && this.#change());
  }

  /** Somebody else is here, to whom nothing is left of what was said. */
  #change() {
    this.#session.forget();
    this.draft = '';
    return this.startAfresh(null);
  }

  /** The customer is writing; only people are told. */
  writes() {
    if (['agent', 'queued'].includes(this.state.owner)) this.#hearing.typing.write();
  }

  #reconnect() {
    this.#changed();
    this.#line.reconnect();
  }

  /** Catches up, and listens until the connection breaks. @param {AbortSignal} stop */
  async #listen(stop) {
    const { token, conversation } = await this.#session.ensure(this.language);
    this.#adopt(conversation);
    await this.#introduce();
    await this.#hearing.catchUp();
    if (stop.aborted) return;
    this.#outbox.send();
    const headers = { 'Last-Event-ID': String(this.#hearing.log.cursor) };
    const alive = () => {
      if (this.isDown) this.#changed();
      this.#line.works();
      this.#session.renew();
    };
    await readEvents((signal) => this.#api.open('events', { token, signal, headers }), stop, alive, (event) => {
      if (conversation === this.#hearing.id) this.#hearing.hear(event);
    });
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
    return this.#session.ask(this.language, (token) => this.#api.ask(path(), { token, body }));
  }

  /** @param {string} conversation The server gave us another conversation: what was not sent goes there. */
  #moveTo(conversation) {
    const { value } = this.#storage.get('draft') ?? {};
    this.#remember('draft', value);
    this.#outbox.move();
    this.notice = 'replaced';
    this.#adopt(conversation);
  }

  /** @param {string} conversation Begins with an empty log, and with a new connection if there was one. */
  #adopt(conversation) {
    const known = this.#hearing.id;
    if (known === conversation) return;
    this.#hearing.begin(conversation);
    if (known) this.#reconnect();
  }

  /** There is no conversation, until the customer begins one. */
  #forget() {
    this.#line.disconnect();
    this.#started = false;
    this.#hearing.begin(null);
  }

  /** @param {string} key Another tab wrote: a new conversation, a message to send, what it has shown. */
  #writtenElsewhere(key) {
    const conversation = this.ticket?.conversation;
    if (key === 'language') this.language = this.#storage.get(key) ?? this.language;
    if (key === 'session' && conversation) {
      this.#adopt(conversation);
      this.start();
    } else if (key === 'session') this.#forget();
    this.#changed();
  }

  /** Tells the view, once for all that changes in this turn. What was sent is kept a minute for tabs that lag. */
  #changed() {
    if (this.#announced) return;
    this.#announced = true;
    queueMicrotask(() => {
      this.#announced = false;
      const { id, log } = this.#hearing;
      this.#outbox.remove(({ clientId, at, conversation = id }) => (
        (Date.now() - at > 60_000 && log.said.has(clientId)) || conversation !== id
      ));
      this.dispatchEvent(new Event('change'));
    });
  }
}
