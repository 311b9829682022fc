/**
 * `<desk-composer>`: the reply box, and the same for private notes. Keeps a draft of each, tells the customer and
 * colleagues that the agent types. Fires `claim`.
 */

import { takesDrops, takesPaste } from "/desk/composer-drop.js";
import { signOf } from "/desk/composer-limits.js";
import "/desk/composer-picker.js";
import { called, lookedFor } from "/desk/composer-triggers.js";
import { TypingSign } from "/desk/composer-typing.js";
import { cannedOf, unfilled } from "/desk/canned.js";
import { nameOf } from "/desk/customers.js";
import { h, Part, refill } from "/desk/element.js";
import { openEmoji } from "/desk/emoji-picker.js";
import { attachmentsOf } from "/desk/files.js";
import { showAttachments } from "/desk/files-view.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";
import { metaOf } from "/desk/meta.js";
import { plain, withMentions } from "/desk/notes.js";
import "/desk/presence.js";
import "/desk/suggestions.js";

/** @typedef {"reply"|"note"} Mode */

/** @type {{mode: Mode, mark: Parameters<typeof icon>[0]}[]} */
const MODES = [
  { mode: "reply", mark: "reply" },
  { mode: "note", mark: "note" },
];
/** How often the time that a channel leaves for an answer is looked at. */
const LOOK_MILLISECONDS = 30_000;

export class Composer extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  /** @type {Mode} */
  #mode = "reply";
  /** @type {import("/desk/meta.js").Meta|null} */
  #meta = null;
  /** @type {import("/desk/files.js").Attachments} */
  #attachments;

  #text = h("textarea", { id: "reply", rows: 1, dir: "auto", "aria-describedby": "reply-sign", "aria-autocomplete": "list" });
  #label = h("label", { class: "unseen", for: "reply" });
  #blocked = h("p", { class: "blocked" });
  #sign = h("p", { id: "reply-sign", class: "sign", role: "status" });
  #files = h("ul", { class: "attachments", "aria-label": t("files"), hidden: true });
  #chosen = h("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#attachChosen() });
  #send = h("button", { type: "submit", class: "primary send" });
  #modes = new Map(MODES.map(({ mode, mark }) => [mode, this.#modeButton(mode, mark)]));
  #tools = [
    this.#tool("clip", t("attach"), () => this.#chosen.click()),
    this.#tool("smile", t("emoji"), (button) => openEmoji(button, (emoji) => this.#type(emoji))),
    this.#tool("slash", t("canned_insert"), () => this.#typeApart("/")),
  ];
  #form = h("form", { class: "composer", onsubmit: (/** @type {Event} */ event) => this.#submit(event) });
  #picker = /** @type {import("/desk/composer-picker.js").Picker} */ (document.createElement("desk-picker"));
  #suggestions = /** @type {import("/desk/suggestions.js").Suggestions} */ (document.createElement("desk-suggestions"));
  #presence = /** @type {import("/desk/presence.js").Presence} */ (document.createElement("desk-presence"));
  #typing = new TypingSign((on) => this.#tellTyping(on));

  begin() {
    this.#attachments = attachmentsOf(this.desk, this.conversationId);
    for (const part of [this.#suggestions, this.#presence]) {
      Object.assign(part, { desk: this.desk, conversationId: this.conversationId });
    }
    this.#picker.text = this.#text;
    const modes = h("div", { class: "modes", role: "group", "aria-label": t("modes") }, [...this.#modes.values()]);
    const foot = h("div", { class: "writing-foot" }, this.#tools, this.#chosen, this.#sign, this.#send);
    const writing = h("div", { class: "writing" }, this.#picker, modes, this.#label, this.#text, this.#files, foot);
    this.#form.replaceChildren(this.#suggestions, this.#presence, this.#blocked, writing);
    this.replaceChildren(this.#form);
    this.#hear();
    this.#write(this.desk.drafts.get(this.#draft));
    this.#render();
    cannedOf(this.desk.api).catch(() => undefined); // at hand when a slash is typed, and Enter right after it
    metaOf(this.desk.api).then(
      (meta) => {
        this.#meta = meta;
        this.#render();
      },
      () => undefined, // without it, the server alone says what a channel cannot carry
    );
  }

  #hear() {
    this.listen(this.#text, "input", () => this.#changed());
    this.listen(this.#text, "keydown", (event) => this.#pressed(event));
    this.listen(this.#text, "paste", (event) => this.#mode === "reply" && takesPaste(event, (files) => this.#attach(files)));
    this.listen(this.#suggestions, "take", (event) => this.#typeApart(event.detail));
    this.listen(this.#suggestions, "dismiss", () => this.focusText());
    this.listen(this.#attachments, "change", () => this.#render());
    for (const type of ["queue", "thread", "busy"]) this.listen(this.desk, type, () => this.#render());
    const talk = this.closest(".talk");
    if (talk instanceof HTMLElement) takesDrops(talk, (files) => this.#attach(files), this.signal);
    const looks = setInterval(() => this.#render(), LOOK_MILLISECONDS);
    this.signal.addEventListener("abort", () => clearInterval(looks));
    requestAnimationFrame(() => this.#grow());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#typing.stop();
  }

  /** @returns {boolean} whether a reply is begun and not sent */
  get hasText() {
    return this.desk.drafts.get(this.conversationId).trim() !== "" || this.#attachments.all.length > 0;
  }

  /** @param {Mode} mode */
  write(mode) {
    if (mode !== this.#mode) {
      this.#typing.stop();
      this.#picker.close();
      this.#mode = mode;
      this.#write(this.desk.drafts.get(this.#draft));
      this.#render();
    }
    this.focusText();
  }

  focusText() {
    if (this.#text.disabled) return;
    this.#text.focus();
    this.#text.setSelectionRange(this.#text.value.length, this.#text.value.length);
  }

  /** @param {Pick<import("/desk/outbox.js").Reply, "note"|"text">} reply  put before what is there, to be changed */
  edit({ note = false, text }) {
    this.write(note ? "note" : "reply");
    this.#write([plain(text), this.#text.value].filter((part) => part.trim()).join("\n"));
    this.#changed();
    this.focusText();
  }

  /**
   * @param {number} index  of a suggested answer, from 0
   * @returns {boolean} whether there is one
   */
  takeSuggestion(index) {
    return this.#mode === "reply" && this.#suggestions.take(index);
  }

  /** @returns {string} the name of the draft of this mode */
  get #draft() {
    return this.#mode === "reply" ? this.conversationId : `${this.conversationId}.note`;
  }

  /** @param {string} text */
  #write(text) {
    this.#text.value = text;
    this.#grow();
  }

  #render() {
    const card = this.desk.card(this.conversationId);
    const note = this.#mode === "note";
    const free = note || Boolean(card && this.desk.allowed(card).reply);
    this.#form.dataset.mode = this.#mode;
    for (const [mode, button] of this.#modes) button.setAttribute("aria-pressed", String(mode === this.#mode));
    this.#text.disabled = !free;
    this.#text.placeholder = t(note ? "note_placeholder" : "reply_placeholder");
    for (const tool of this.#tools) tool.disabled = !free;
    this.#tools[0].hidden = note;
    showAttachments(this.#files, this.#attachments);
    if (note) this.#files.hidden = true;
    this.#renderSend(free);
    if (!card) return;
    const customer = nameOf(card);
    refill(this.#label, [customer, note], () => [t(note ? "note_label" : "reply_label", { customer })]);
    const busy = this.desk.busy.has(card.id);
    refill(this.#blocked, [free, busy, card.owner, card.assignee], () => (free ? [] : this.#reason(card, busy)));
  }

  /** @param {boolean} free */
  #renderSend(free) {
    const note = this.#mode === "note";
    const sign = this.#signNow();
    this.#send.disabled = !free || !this.#holds() || sign?.kind === "stop";
    this.#sign.dataset.kind = sign?.kind ?? "hint";
    refill(this.#sign, [sign?.text, note], () => [sign?.text ?? t(note ? "note_hint" : "reply_hint")]);
    refill(this.#send, [note], () => [h("span", {}, t(note ? "note_add" : "send")), icon(note ? "note" : "send")]);
  }

  /** @returns {import("/desk/composer-limits.js").Sign|null} */
  #signNow() {
    if (this.#mode === "note") return null;
    if (!this.#attachments.ready) {
      const failed = this.#attachments.all.some(({ state }) => state === "failed");
      return { kind: "stop", text: t(failed ? "limit_files_failed" : "limit_files_uploading") };
    }
    const { closes_at: closesAt = null, template = false } = this.desk.thread(this.conversationId)?.dossier?.composer ?? {};
    const files = this.#attachments.all.length;
    return signOf({ text: this.#text.value.trim(), limits: this.#limits, files, closesAt, template, now: Date.now() });
  }

  /** @returns {import("/desk/meta.js").Limits} of the channel on which the customer was last heard */
  get #limits() {
    const { conversation, composer } = this.desk.thread(this.conversationId)?.dossier ?? {};
    return this.#meta?.channels[composer?.channel ?? conversation?.channel ?? ""]?.limits ?? {};
  }

  /** @returns {boolean} whether there is anything to send */
  #holds() {
    return this.#text.value.trim() !== "" || (this.#mode === "reply" && this.#attachments.all.length > 0);
  }

  /**
   * @param {import("/desk/shapes.js").Card} card
   * @param {boolean} busy
   * @returns {import("/desk/element.js").Child[]}
   */
  #reason(card, busy) {
    const name = card.assignee?.name ?? t("someone");
    const claim = () => this.dispatchEvent(new Event("claim"));
    const label = t(card.owner === "queued" ? "claim" : "take_over");
    const open = this.desk.allowed(card).claim;
    return [
      h("span", {}, t(`blocked_${card.owner}`, { name })),
      open && h("button", { type: "button", class: "quiet", disabled: busy, onclick: claim }, label),
    ];
  }

  #changed() {
    this.desk.drafts.set(this.#draft, this.#text.value);
    this.#renderSend(!this.#text.disabled);
    this.#grow();
    if (this.#text.value.trim()) this.#typing.typed();
    else this.#typing.stop();
    this.#look();
  }

  /** Opens the list that the mark at the caret calls up. */
  async #look() {
    const looked = lookedFor(this.#text.value, this.#text.selectionStart);
    if (!looked || (looked.mark === "@" && this.#mode === "reply")) return this.#picker.close();
    const before = this.#text.value;
    const dossier = this.desk.thread(this.conversationId)?.dossier;
    const end = this.#text.selectionStart;
    const around = {
      desk: this.desk,
      language: dossier?.known.language ?? "en",
      blanks: this.#blanks(dossier),
      insert: (/** @type {string} */ text) => this.#replace(text, looked.start, end),
    };
    const { label, picks } = await called(looked, around).catch(() => ({ label: "", picks: [] }));
    if (this.#text.value === before && this.isConnected) this.#picker.open(label, picks);
  }

  /** @param {import("/desk/shapes.js").Dossier|null|undefined} dossier */
  #blanks(dossier) {
    const customer = dossier?.contact?.name ?? dossier?.conversation.contact?.name ?? null;
    return { customer, order: dossier?.known.order, agent: this.desk.agent.name };
  }

  /** @param {string} text  put where the caret is */
  #type(text) {
    if (!this.#text.disabled) this.#replace(text, this.#text.selectionStart, this.#text.selectionEnd);
  }

  /** @param {string} text  the same, apart from the word before */
  #typeApart(text) {
    const before = this.#text.value.slice(0, this.#text.selectionStart);
    this.#type(/\S$/.test(before) ? ` ${text}` : text);
  }

  /**
   * @param {string} text
   * @param {number} start
   * @param {number} end
   */
  #replace(text, start, end) {
    this.#text.focus();
    this.#text.setRangeText(text, start, end, "end");
    this.#changed();
    this.#selectBlank();
  }

  /** What a canned response could not fill in is selected, to be written over. */
  #selectBlank() {
    const blank = this.#mode === "reply" ? unfilled(this.#text.value) : null;
    if (blank) this.#text.setSelectionRange(blank.start, blank.end);
  }

  #grow() {
    this.#text.style.height = "auto";
    this.#text.style.height = `${this.#text.scrollHeight + 2}px`;
  }

  /**
   * Enter sends, unless it confirms a word of an input method (Safari reports that one with code 229 only).
   *
   * @param {KeyboardEvent} event
   */
  #pressed(event) {
    if (this.#picker.takes(event)) return;
    if (event.altKey && this.#alt(event)) return;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    this.#submit(event);
  }

  /**
   * @param {KeyboardEvent} event
   * @returns {boolean} whether it was a command
   */
  #alt(event) {
    const digit = /^Digit([1-9])$/.exec(event.code);
    if (digit ? !this.takeSuggestion(Number(digit[1]) - 1) : event.code !== "KeyN") return false;
    event.preventDefault();
    if (!digit) this.write(this.#mode === "note" ? "reply" : "note");
    return true;
  }

  /** @param {Event} event */
  #submit(event) {
    event.preventDefault();
    if (this.#send.disabled) return this.#selectBlank();
    const text = this.#text.value.trim();
    const note = this.#mode === "note";
    const more = note ? { note } : { files: this.#attachments.take() };
    this.#write("");
    this.#changed();
    const written = note ? withMentions(text, this.desk.colleagues.all) : text;
    this.desk.reply(this.conversationId, written, more);
    this.#text.focus();
  }

  #attachChosen() {
    if (this.#chosen.files) this.#attach(this.#chosen.files);
    this.#chosen.value = "";
  }

  /** @param {FileList} files */
  #attach(files) {
    const card = this.desk.card(this.conversationId);
    if (!card || !this.desk.allowed(card).reply) return;
    this.#attachments.add(files, this.#limits.file_bytes);
    this.write("reply");
  }

  /** @param {boolean} on */
  #tellTyping(on) {
    this.#presence.typing(on);
    if (this.#mode === "reply") this.desk.typing(this.conversationId, on);
  }

  /**
   * @param {Mode} mode
   * @param {Parameters<typeof icon>[0]} mark
   */
  #modeButton(mode, mark) {
    const attributes = { type: "button", "data-mode": mode, "aria-keyshortcuts": mode === "reply" ? "R" : "N" };
    const label = h("span", {}, t(`mode_${mode}`));
    const key = h("kbd", { "aria-hidden": "true" }, attributes["aria-keyshortcuts"]);
    return h("button", { ...attributes, onclick: () => this.write(mode) }, icon(mark), label, key);
  }

  /**
   * @param {Parameters<typeof icon>[0]} mark
   * @param {string} label
   * @param {(button: HTMLButtonElement) => void} run
   */
  #tool(mark, label, run) {
    const attributes = { type: "button", class: "round small", "aria-label": label, title: label };
    /** @type {HTMLButtonElement} */
    const button = h("button", { ...attributes, onclick: () => run(button) }, icon(mark));
    return button;
  }
}

customElements.define("desk-composer", Composer);
