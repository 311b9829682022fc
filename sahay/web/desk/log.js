/** `<desk-log>`: everything said in a conversation, changes of owner, and replies on their way. */

import { h, Part, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { day, exactly, t, timeOfDay } from "/desk/language.js";
import { changeText, messageRow, noteRow, replyRow } from "/desk/messages.js";

/**
 * @typedef {import("/desk/shapes.js").Message} Message
 * @typedef {import("/desk/shapes.js").OwnerChange} OwnerChange
 * @typedef {import("/desk/outbox.js").Reply} Reply
 *
 * @typedef {object} Row
 * @property {string} key
 * @property {string} look  the class of its line
 * @property {unknown} shown  everything that its content depends on
 * @property {(before: HTMLElement) => import("/desk/element.js").Child[]} fill
 */

/** So near the end counts as reading along, in pixels. */
const NEAR_END = 64;
/** Messages of one author within this time stand under one name. */
const GROUP_MILLISECONDS = 3 * 60_000;

export class Log extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #list = h("ol", { class: "lines" });
  #typing = h("p", { class: "typing" });
  #frame = h(
    "div",
    { class: "log scrolls", role: "log", "aria-live": "off", "aria-label": t("log"), tabindex: 0 },
    this.#list,
    this.#typing,
  );
  #jump = h(
    "button",
    { type: "button", class: "jump", hidden: true, onclick: () => this.#toEnd() },
    icon("down"),
    t("new_messages"),
  );
  #atEnd = true;
  #height = 0;
  #lastKey = "";

  begin() {
    this.replaceChildren(this.#frame, this.#jump);
    this.listen(this.#frame, "scroll", () => this.#scrolled());
    this.listen(this.desk, "thread", (event) => event.detail === this.conversationId && this.#render());
    this.listen(this.desk, "outbox", (event) => event.detail === this.conversationId && this.#render());
    const resized = new ResizeObserver(() => this.#resized());
    resized.observe(this.#frame);
    this.signal.addEventListener("abort", () => resized.disconnect());
    this.#render();
  }

  #render() {
    const thread = this.desk.thread(this.conversationId);
    const loading = thread?.status === "loading";
    this.#frame.setAttribute("aria-busy", String(loading));
    const replies = this.desk.outbox.of(this.conversationId).map((reply) => this.#replyRow(reply));
    const rows = [...(loading ? skeletons() : this.#said()), ...replies];
    if (!loading && thread?.dossier && !rows.length) rows.push(emptyRow());
    reconcile(
      this.#list,
      rows,
      ({ key }) => key,
      () => h("li"),
      (node, row) => {
        node.className = row.look;
        refill(node, row.shown, () => row.fill(node));
      },
    );
    this.#showTyping(Boolean(thread?.customerTypes));
    this.#follow(rows);
  }

  /** @returns {Row[]} */
  #said() {
    const thread = this.desk.thread(this.conversationId);
    if (!thread?.dossier) return [];
    const said = [
      ...messageRows(thread.messages, this.desk.agent.name, thread.dossier.known.language),
      ...noteRows(thread.dossier.notes ?? [], this.desk.agent.id),
      ...changeRows(thread.dossier.events),
    ];
    said.sort((left, right) => left.at - right.at); // stable: a message stands before the change it caused
    return withDays(said);
  }

  /**
   * @param {Reply} reply
   * @returns {Row}
   */
  #replyRow(reply) {
    const { outbox } = this.desk;
    const edit = () =>
      this.dispatchEvent(new CustomEvent("edit", { detail: outbox.discard(reply.clientId) ?? reply }));
    const choices = {
      retry: () => outbox.retry(reply.clientId),
      edit,
      discard: () => void outbox.discard(reply.clientId),
    };
    return {
      key: `r${reply.clientId}`,
      look: `message ${reply.note ? "note" : "agent"} me ${reply.state}`,
      shown: reply,
      fill: () => replyRow(reply, choices),
    };
  }

  /** @param {boolean} on */
  #showTyping(on) {
    const customer = this.desk.nameOf(this.conversationId);
    refill(this.#typing, [on, customer], () => (on ? [h("i"), t("customer_typing", { customer })] : []));
  }

  /**
   * Stays at the end for who reads along, and for one's own replies; else offers to jump there.
   *
   * @param {Row[]} rows
   */
  #follow(rows) {
    const last = rows.at(-1)?.key ?? "";
    const isNew = last !== this.#lastKey && !last.startsWith("s");
    const own = last.startsWith("r");
    this.#lastKey = last;
    if (this.#atEnd || (isNew && own)) this.#toEnd();
    else if (isNew) this.#jump.hidden = false;
  }

  #toEnd() {
    this.#frame.scrollTop = this.#frame.scrollHeight;
    this.#atEnd = true;
    this.#jump.hidden = true;
  }

  #resized() {
    this.#height = this.#frame.clientHeight;
    if (this.#atEnd) this.#toEnd();
  }

  /** Where the frame has become smaller in the same moment, it is not the agent who has left the end. */
  #scrolled() {
    const { scrollHeight, scrollTop, clientHeight } = this.#frame;
    if (clientHeight !== this.#height) return;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.#atEnd) this.#jump.hidden = true;
  }
}

/**
 * @param {Message[]} messages
 * @param {string} me  the agent's name
 * @param {string} language  of the customer
 * @returns {(Row & {at: number})[]}
 */
function messageRows(messages, me, language) {
  return messages.map((message, index) => {
    const before = messages[index - 1];
    const mine = message.author === "agent" && message.name === me;
    const grouped = before !== undefined && sameBreath(before, message);
    return {
      key: `m${message.seq}`,
      at: Date.parse(message.at),
      look: `message ${message.author}${mine ? " me" : ""}${grouped ? " grouped" : ""}`,
      shown: [message, mine, grouped, language],
      fill: (/** @type {HTMLElement} */ node) =>
        messageRow(message, { mine, grouped, language, before: node }),
    };
  });
}

/**
 * @param {Message} before
 * @param {Message} message
 * @returns {boolean}
 */
function sameBreath(before, message) {
  const near = Date.parse(message.at) - Date.parse(before.at) < GROUP_MILLISECONDS;
  return (
    near && message.author !== "system" && before.author === message.author && before.name === message.name
  );
}

/**
 * @param {import("/desk/shapes.js").Note[]} notes
 * @param {string} me
 * @returns {(Row & {at: number})[]}
 */
function noteRows(notes, me) {
  return notes.map((note) => ({
    key: `n${note.id}`,
    at: Date.parse(note.at),
    look: `message note${note.author.id === me ? " me" : ""}`,
    shown: note,
    fill: () => noteRow(note, note.author.id === me),
  }));
}

/**
 * @param {OwnerChange[]} changes
 * @returns {(Row & {at: number})[]}
 */
function changeRows(changes) {
  return changes.map((change, index) => ({
    key: `e${index}`,
    at: Date.parse(change.at),
    look: "change",
    shown: change,
    fill: () => [
      h("span", { dir: "auto" }, changeText(change)),
      h("time", { datetime: change.at, title: exactly(change.at) }, timeOfDay(change.at)),
    ],
  }));
}

/**
 * @param {(Row & {at: number})[]} rows
 * @returns {Row[]} with a line where a day begins
 */
function withDays(rows) {
  let last = "";
  return rows.flatMap((row) => {
    const at = new Date(row.at).toISOString();
    const date = day(at);
    if (date === last) return [row];
    last = date;
    return [
      {
        key: `d${new Date(row.at).toDateString()}`,
        look: "day",
        shown: date,
        fill: () => [h("time", { datetime: at }, date)],
      },
      row,
    ];
  });
}

/** @returns {Row} */
function emptyRow() {
  return { key: "empty", look: "change", shown: "", fill: () => [t("conversation_empty")] };
}

/** @returns {Row[]} */
function skeletons() {
  const fill = () => [h("span", { class: "skeleton", "aria-hidden": "true" })];
  return ["customer", "bot", "customer"].map((author, index) => ({
    key: `s${index}`,
    look: `message ${author}`,
    shown: "",
    fill,
  }));
}

customElements.define("desk-log", Log);
