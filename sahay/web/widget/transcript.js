import { h, icon, set, setText } from './dom.js';
import { LanguageSwitch } from './header.js';
import { dayLabel, languageOf, timeLabel, withLinks } from './text.js';

/** So near to the end, in pixels, the reader is taken to be at the end and is kept there. */
const NEAR_END = 60;

/** @typedef {import('./messages.js').Entry} Entry */
/** @typedef {import('./texts.js').Say} Say */

/**
 * @typedef {object} Acts
 * @property {(button: import('./messages.js').Button) => void} press
 * @property {(clientId: string) => void} retry
 * @property {(clientId: string) => void} discard
 * @property {(language: string) => void} language
 */

/** What was said. Rows are kept by key and changed in place, so focus, selection and announcements stay put. */
export class Transcript {
  #act;
  #intro = h('p');
  #languages;
  #log = h('div', { role: 'log', 'aria-live': 'polite' });
  #typist = h('span', { class: 'unseen' });
  #typing = h('div', { class: 'typing', hidden: true }, this.#typist, h('i'), h('i'), h('i'));
  #scroller;
  #news = h('span');
  #pill = h(
    'button',
    { type: 'button', class: 'pill', hidden: true, onclick: () => this.toEnd('smooth') },
    icon('down'),
    this.#news,
  );
  /** @type {Map<string, {element: HTMLElement, drawn: string}>} */
  #rows = new Map();
  #atEnd = true;
  #last = '';

  /** @param {Acts} act */
  constructor(act) {
    this.#act = act;
    this.#languages = new LanguageSwitch(act.language);
    const intro = h('div', { class: 'intro' }, this.#intro, this.#languages.element);
    const content = h('div', { class: 'content' }, intro, this.#log, this.#typing);
    const onscroll = () => this.#measure();
    this.#scroller = h('div', { class: 'scroller', tabindex: 0, role: 'region', onscroll }, content);
    this.element = h('div', { class: 'transcript' }, this.#scroller, this.#pill);
    // The field below grows, the keyboard opens, a message arrives: who is at the end stays there.
    const resized = new ResizeObserver(() => this.#atEnd && this.toEnd());
    resized.observe(this.#scroller);
    resized.observe(content);
  }

  /** @param {ScrollBehavior} [behavior] the style sheet's reduced motion wins */
  toEnd(behavior = 'instant') {
    this.#scroller.scrollTo({ top: this.#scroller.scrollHeight, behavior });
    this.#measure();
  }

  /** Is the reader at the end? Asked before anything is added, since scroll events come late. */
  #measure() {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller;
    this.#atEnd = scrollHeight - scrollTop - clientHeight < NEAR_END;
    if (this.#atEnd) this.#pill.hidden = true;
  }

  /** @param {import('./conversation.js').Conversation} conversation @param {Say} say */
  render({ entries, typing, language, isLoaded }, say) {
    setText(this.#intro, say('intro'));
    setText(this.#news, say('news'));
    for (const element of [this.#log, this.#scroller]) set(element, { 'aria-label': say('log') });
    // History is not news: while it is placed the log is busy, and not read out.
    if (!isLoaded || !this.#rows.size) set(this.#log, { 'aria-busy': 'true' });
    if (isLoaded) setTimeout(() => set(this.#log, { 'aria-busy': 'false' }));
    this.#languages.render(language, say);
    this.#measure();
    this.#place(entries, language, say);
    this.#typing.hidden = !typing;
    setText(this.#typist, say('typing', { name: typing?.name ?? say('assistant') }));
    this.#follow(entries.at(-1));
  }

  /** @param {Entry[]} rows @param {string} language @param {Say} say */
  #place(rows, language, say) {
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, { element }] of this.#rows) {
      if (keys.has(key)) continue;
      element.remove();
      this.#rows.delete(key);
    }
    let here = this.#log.firstChild;
    for (const entry of rows) {
      const element = this.#row(entry, language, say);
      if (element === here) here = here.nextSibling;
      else this.#log.insertBefore(element, here);
    }
  }

  /** @param {Entry} entry @param {string} language @param {Say} say */
  #row({ live, ...entry }, language, say) {
    const row = this.#rows.get(entry.key) ?? { element: h('div'), drawn: '' };
    const day = entry.newDay ? dayLabel(entry.at, language) : '';
    const drawn = JSON.stringify([entry, language, day]);
    if (row.drawn !== drawn) {
      row.drawn = drawn;
      const place = `${entry.first ? 'first' : ''} ${entry.last ? 'last' : ''}`;
      set(row.element, { class: `row ${entry.kind} ${entry.state} ${place}` });
      row.element.replaceChildren(...this.#parts(entry, day, language, say));
      this.#rows.set(entry.key, row);
    }
    // Not `disabled`, which would drop the focus of someone who has just pressed it.
    for (const button of row.element.querySelectorAll('.reply')) set(button, { 'aria-disabled': String(!live) });
    return row.element;
  }

  /** @param {Entry} entry @param {string} day @param {string} language @param {Say} say @returns {Node[]} */
  #parts({ key, kind, name = '', text, buttons, at, state, first, last }, day, language, say) {
    const parts = [];
    if (day) parts.push(h('div', { class: 'day' }, day));
    const author = { customer: say('you'), bot: say('assistant'), agent: name, system: '' }[kind];
    if (author) parts.push(h('div', { class: first && kind === 'agent' ? 'author' : 'unseen' }, author));
    parts.push(h('div', { class: 'bubble', lang: languageOf(text), dir: 'auto' }, ...withLinks(text)));
    if (buttons.length) parts.push(h('div', { class: 'replies' }, ...buttons.map((button) => this.#reply(button))));
    const delivered = state === 'sent' || !state;
    if (kind === 'system' || (delivered && !last)) return parts;
    const meta = h('div', { class: 'meta', 'aria-live': 'off' }, h('time', {}, timeLabel(at, language)));
    if (state) meta.append(h('span', {}, say(state)));
    const offer = (/** @type {'retry' | 'discard'} */ act) => {
      meta.append(h('button', { type: 'button', onclick: () => this.#act[act](key) }, say(act)));
    };
    if (!delivered && state !== 'sending') offer('retry');
    if (state === 'failed') offer('discard');
    return [...parts, meta];
  }

  /** @param {import('./messages.js').Button} button */
  #reply(button) {
    const onclick = (/** @type {Event & {currentTarget: Element}} */ { currentTarget }) => {
      if (currentTarget.getAttribute('aria-disabled') !== 'true') this.#act.press(button);
    };
    return h('button', { type: 'button', class: 'reply', lang: languageOf(button.title), onclick }, button.title);
  }

  /** @param {Entry} [last] Who reads further up is not pulled away, only told. */
  #follow(last) {
    if (!last || last.key === this.#last) return;
    this.#last = last.key;
    if (this.#atEnd || last.kind === 'customer') this.toEnd();
    else this.#pill.hidden = false;
  }
}
