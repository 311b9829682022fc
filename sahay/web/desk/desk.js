/**
 * The console's state: the queue, the open conversations, what is under way. Parts of the page listen to it and
 * ask it to act; it alone talks to the server.
 */

import { showInTitle } from "/desk/alerts.js";
import { ApiError } from "/desk/api.js";
import * as cards from "/desk/cards.js";
import { Colleagues } from "/desk/colleagues.js";
import { nameOf, unnamed } from "/desk/customers.js";
import { Drafts, Seen } from "/desk/drafts.js";
import { Filters } from "/desk/filters.js";
import { explanation, t } from "/desk/language.js";
import { Lists } from "/desk/lists.js";
import { hear, Live } from "/desk/live.js";
import { Outbox } from "/desk/outbox.js";
import { Picks } from "/desk/picks.js";
import { Search } from "/desk/search.js";
import { Threads } from "/desk/threads.js";
import { Watch } from "/desk/watch.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Section} Section
 * @typedef {import("/desk/shapes.js").Verb} Verb
 * @typedef {import("/desk/thread.js").Thread} Thread
 * @typedef {import("/desk/lists.js").Change} Change
 * @typedef {{kind: "done"|"error", text: string, undo?: () => void, stands?: () => boolean, open?: string}} Notice
 * `open` is a conversation's id; `stands`: whether there still is something to undo
 */

/** A stream that died without a sign is noticed by asking now and then. */
const RESYNC_MILLISECONDS = 45_000;
/** @type {Partial<Record<Verb, Verb>>} what takes a move back */
const UNDONE_BY = { resolve: "claim", return: "claim", snooze: "wake" };

/**
 * Fires `queue` (the lists), `section`, `select`, `thread` (detail: id), `outbox` (id), `busy`, `connection`,
 * `notice` (Notice) and `announce` (a text for screen readers).
 */
export class Desk extends EventTarget {
  /** @type {Section} */
  section = "queued";
  /** @type {string|null} */
  selected = null;
  /** @type {Map<string, Verb>} what is under way, by conversation */
  busy = new Map();

  /** @type {Threads} */
  #threads;
  #watch = new Watch(this);
  /** How often the lists have changed: what was asked for before may be older. */
  #version = 0;
  #resync = 0;

  /**
   * @param {import("/desk/api.js").Api} api
   * @param {import("/desk/shapes.js").Session} session
   */
  constructor(api, { agent, permissions }) {
    super();
    this.api = api;
    this.agent = agent;
    this.permissions = permissions;
    this.drafts = new Drafts(agent.id);
    this.seen = new Seen(agent.id);
    this.outbox = new Outbox(api, agent.id);
    this.live = new Live(() => api.session());
    this.lists = new Lists(agent.id);
    this.colleagues = new Colleagues(api, agent.id);
    this.filters = new Filters(agent.id);
    this.search = new Search(api);
    this.picks = new Picks();
    this.#threads = new Threads(api);
  }

  start() {
    hear(this.live, "queue", (queue) => this.#arrange(queue));
    hear(this.live, "changes", (changes) => this.#changed(this.lists.apply(changes)));
    hear(this.live, "mention", (mention) => this.#watch.mention(mention));
    hear(this.live, "agents", () => this.colleagues.loadSoon());
    hear(this.live, "presence", ({ id, agents }) => this.colleagues.met(id, agents));
    hear(this.live, "conversation", ({ id }) => this.#threads.get(id)?.catchUp());
    hear(this.live, "typing", ({ id, on }) => this.#threads.get(id)?.typing(on));
    hear(this.live, "state", (state) => this.#connected(state));
    hear(this.outbox, "change", (id) => this.#outboxChanged(id));
    hear(this.#threads, "change", ({ thread }) => this.#threadChanged(thread));
    hear(this.#threads, "arrived", ({ thread, messages }) => this.#watch.said(thread, messages));
    this.live.start();
    this.refresh();
    this.colleagues.load();
    this.#resync = setInterval(() => this.#doubt(), RESYNC_MILLISECONDS);
    this.outbox.flush();
  }

  stop() {
    this.live.stop();
    this.outbox.stop();
    this.colleagues.stop();
    clearInterval(this.#resync);
    this.#threads.close();
    showInTitle(0);
  }

  /** Asks for the queue outside the stream. A server that does not answer means the stream is dead too. */
  async refresh() {
    const version = this.#version;
    try {
      const queue = await this.api.queue();
      if (this.#version === version) this.#arrange(queue); // else the stream has brought newer ones
    } catch (error) {
      if (this.live.state === "live" && error instanceof ApiError && error.status === 0) this.live.reopen();
    }
  }

  /** A stream that has been silent may be dead. */
  #doubt() {
    if (Date.now() - this.live.heardAt > RESYNC_MILLISECONDS / 2) this.refresh();
  }

  /**
   * @param {string} id
   * @returns {Card|undefined} the newest known
   */
  card(id) {
    const card = this.lists.get(id);
    return card ? { ...card, position: this.lists.position(id) } : this.#threads.get(id)?.dossier?.conversation;
  }

  /** @param {string} id  of a conversation; of one that is not known, the id has to do */
  nameOf(id) {
    return nameOf(this.card(id) ?? { id, customer: "" }) || unnamed(id);
  }

  /**
   * @param {Card} card
   * @returns {Record<Verb|"reply", boolean>}
   */
  allowed(card) {
    return cards.allowed(card, this.agent.id);
  }

  /**
   * @param {import("/desk/shapes.js").Permission} permission
   * @returns {boolean} whether the agent's role has it (the server asks again)
   */
  may(permission) {
    return this.permissions.includes(permission);
  }

  /**
   * @param {Card} card
   * @returns {boolean}
   */
  isMine(card) {
    return cards.isMine(card, this.agent.id);
  }

  /**
   * @param {Card} card
   * @returns {boolean} whether the agent is asked to take it
   */
  isOffered(card) {
    return cards.isOffered(card, this.agent.id);
  }

  /**
   * @param {Card} card
   * @returns {boolean}
   */
  isUnread(card) {
    return this.isMine(card) && cards.isUnread(card, this.seen.upTo(card.id));
  }

  /** @param {Section} section */
  show(section) {
    if (section === this.section) return;
    this.section = section;
    this.#emit("section");
  }

  /** @param {string|null} id */
  select(id) {
    if (id === this.selected) return;
    this.selected = id;
    if (id) this.#threads.open(id);
    this.#emit("select");
    this.markSeen();
  }

  /**
   * @param {string} id
   * @returns {Thread|undefined}
   */
  thread(id) {
    return this.#threads.get(id);
  }

  /** The selected conversation is on screen, if anyone looks. */
  markSeen() {
    const thread = this.selected && this.#threads.get(this.selected);
    if (!thread || document.hidden) return;
    if (this.seen.mark(thread.id, thread.lastSeq)) this.#emit("queue");
  }

  /**
   * @param {string} id
   * @param {Verb} verb
   * @param {object} [details]  for the verbs that take more: a reason, a time, a colleague
   * @returns {Promise<boolean>} whether the server agreed; the agent is told either way
   */
  async act(id, verb, details = {}) {
    if (this.busy.has(id)) return false;
    const done = await this.tell(() => this.move(id, verb, details));
    if (!done) this.refresh();
    return done;
  }

  /**
   * Does something that the server may refuse: then the agent reads why.
   *
   * @param {() => Promise<unknown>} work
   * @returns {Promise<boolean>} whether it went well
   */
  async tell(work) {
    try {
      await work();
      return true;
    } catch (error) {
      const { code, message } = error instanceof ApiError ? error : { code: "unexpected", message: "" };
      this.notify("error", explanation(code, message));
      return false;
    }
  }

  /**
   * The same for a dialog, which tells of a refusal by itself. Raises ApiError.
   *
   * @param {string} id
   * @param {Verb} verb
   * @param {object} details
   */
  async move(id, verb, details) {
    this.busy.set(id, verb);
    this.#emit("busy");
    try {
      const body = { seen_seq: this.#threads.get(id)?.lastSeq, ...details };
      const { conversation } = await this.api.act(id, verb, body);
      this.#taken({ card: conversation, before: this.card(id) });
      this.absorb(conversation);
      const back = UNDONE_BY[verb];
      const undo = back && (() => void this.act(id, back));
      const stands = () => this.card(id)?.owner === conversation.owner;
      this.notify("done", t(`done_${verb}`, { customer: nameOf(conversation) }), undo, stands);
    } finally {
      this.busy.delete(id);
      this.#emit("busy");
      this.#threads.get(id)?.catchUp();
    }
  }

  /**
   * @param {string} id
   * @param {string} text
   * @param {{files?: import("/desk/files.js").Stored[], note?: boolean}} [more]
   */
  reply(id, text, more = {}) {
    this.outbox.add(id, text, more);
  }

  /**
   * Tells the customer that the agent is typing. Not worth a word when it fails.
   *
   * @param {string} id
   * @param {boolean} on
   */
  typing(id, on) {
    this.api.typing(id, on).catch(() => undefined);
  }

  /**
   * @param {Notice["kind"]} kind
   * @param {string} text
   * @param {() => void} [undo]
   * @param {Notice["stands"]} [stands]
   */
  notify(kind, text, undo, stands) {
    this.#emit("notice", { kind, text, undo, stands });
  }

  /**
   * @param {string} text
   * @param {string} id  of the conversation that it is about
   */
  point(text, id) {
    this.#emit("notice", { kind: "done", text, open: id });
  }

  /** @param {string} text  for those who do not see the page */
  announce(text) {
    this.#emit("announce", text);
  }

  /** @param {Card} card  as the answer to a request shows it */
  absorb(card) {
    this.lists.put(card);
    this.#threads.get(card.id)?.absorb(card);
    this.#changed([]);
  }

  /** @param {Thread} thread */
  #threadChanged(thread) {
    this.#settle(thread);
    this.#emit("thread", thread.id);
    if (thread.id === this.selected) this.markSeen();
  }

  /** @param {string} id */
  #outboxChanged(id) {
    const thread = this.#threads.get(id);
    if (thread) this.#settle(thread);
    else this.outbox.settle(id, ({ state }) => state === "sent");
    this.#emit("outbox", id);
    if (this.outbox.of(id).some(({ state }) => state === "sent")) thread?.catchUp();
  }

  /**
   * A reply has arrived in the log when its number or its id is there.
   *
   * @param {Thread} thread
   */
  #settle(thread) {
    const numbers = new Set(thread.messages.map(({ seq }) => seq));
    const ids = new Set([
      ...thread.messages.map(({ client_id: id }) => id),
      ...(thread.dossier?.notes ?? []).map(({ id }) => id),
    ]);
    const held = (/** @type {import("/desk/outbox.js").Reply} */ { seq, clientId, noteId }) =>
      ids.has(clientId) || (noteId && ids.has(noteId)) || (seq !== undefined && numbers.has(seq));
    this.outbox.settle(thread.id, held);
  }

  /** @param {import("/desk/shapes.js").Queue} queue  the server's whole picture */
  #arrange(queue) {
    const first = !this.lists.ready;
    const changes = this.lists.replace(queue);
    this.seen.keepOnly(new Set([...this.lists.all()].map(({ id }) => id)));
    this.#changed(changes, first);
  }

  /**
   * Follows up what changed: new ones who wait, unread and missed messages.
   *
   * @param {Change[]} changes
   * @param {boolean} [quietly]
   */
  #changed(changes, quietly = false) {
    this.#version += 1;
    for (const change of changes) this.#follow(change);
    this.#emit("queue");
    if (quietly) showInTitle(this.lists.of("queued").length);
    else this.#watch.after(changes);
  }

  /** @param {Change} change  of what the agent takes: whether the stream or the answer says so first */
  #taken({ card, before }) {
    const isNews = this.isMine(card) && !(before && this.isMine(before));
    if (isNews && this.busy.get(card.id) === "claim") this.show("mine");
  }

  /** @param {Change} change */
  #follow({ card, before }) {
    this.#taken({ card, before });
    const thread = this.#threads.get(card.id);
    if (!thread?.dossier) return;
    const { owner, assignee } = thread.dossier.conversation;
    const moved = owner !== card.owner || assignee?.id !== card.assignee?.id;
    thread.absorb(card);
    if (moved || cards.lastSeqOf(card) > thread.lastSeq) thread.catchUp();
  }

  /** @param {import("/desk/live.js").Connection} state */
  #connected(state) {
    this.#emit("connection");
    if (state !== "live") return;
    this.colleagues.meetAnew();
    this.outbox.flush();
    if (this.selected) this.#threads.get(this.selected)?.catchUp();
  }

  /**
   * @param {string} type
   * @param {unknown} [detail]
   */
  #emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
