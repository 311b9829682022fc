import { cardParts, choicesOf } from './cards.js';
import { h, icon, set, setText } from './dom.js';
import { fileParts } from './files.js';
import { LanguageSwitch } from './header.js';
import { scoreOf, starGroup, starsOf } from './stars.js';
import { dayLabel, languageOf, timeLabel, withLinks } from './text.js';

/** So near to the end, in pixels, the reader is taken to be at the end and is kept there. */
const NEAR_END = 60;
/** So many rows are shown, and so many more each time that the reader asks for earlier ones. */
const WINDOW = 100;
/** What the buttons under an answer send: whether it helped. */
const HELPED = '/rate_answer';

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
  #earlier = h('button', { type: 'button', class: 'reply', onclick: () => this.#showEarlier() });
  #log = h('div', { role: 'log', 'aria-live': 'polite', 'aria-labelledby': 'title' });
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
  #top = 0;
  #last = '';
  /** How many rows are left out at the beginning. */
  #hidden = 0;
  /** The server's origin, where pictures are. */
  base = '';
  /** Shows what was rendered last once more. */
  #redraw = () => {};

  /** @param {Acts} act */
  constructor(act) {
    this.#act = act;
    this.#languages = new LanguageSwitch(act.language);
    const intro = h('div', { class: 'intro' }, this.#intro, this.#languages.element);
    const content = h('div', { class: 'content' }, intro, this.#earlier, this.#log, this.#typing);
    const onscroll = () => this.#measure();
    const named = { role: 'region', 'aria-labelledby': 'title' };
    this.#scroller = h('div', { ...named, class: 'scroller', tabindex: 0, onscroll }, content);
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
    const isNear = scrollHeight - scrollTop - clientHeight < NEAR_END;
    // Who is at the end leaves it by going up; that more came below, or a picture, takes nobody away.
    this.#atEnd = isNear || (this.#atEnd && scrollTop >= this.#top);
    this.#top = scrollTop;
    if (isNear) this.#pill.hidden = true;
  }

  /** @param {import('./conversation.js').Conversation} conversation @param {Say} say */
  render({ entries, typing, language, isLoaded }, say) {
    setText(this.#intro, say('intro'));
    setText(this.#news, say('news'));
    // History is not news: while it is placed the log is busy, and not read out.
    if (!isLoaded || !this.#rows.size) set(this.#log, { 'aria-busy': 'true' });
    if (isLoaded) setTimeout(() => set(this.#log, { 'aria-busy': 'false' }));
    this.#languages.render(language, say);
    this.#measure();
    this.#redraw = () => this.#place(entries, say);
    // Who reads further up keeps what is there.
    this.#hidden = this.#atEnd ? Math.max(0, entries.length - WINDOW) : Math.min(this.#hidden, entries.length);
    setText(this.#earlier, say('earlier'));
    this.#redraw();
    this.#typing.hidden = !typing;
    setText(this.#typist, say('typing', { name: typing?.name ?? say('assistant') }));
    this.#follow(entries.at(-1));
  }

  /** What is being read stays where it is. */
  #showEarlier() {
    set(this.#log, { 'aria-busy': 'true' });
    const below = this.#scroller.scrollHeight - this.#scroller.scrollTop;
    this.#hidden = Math.max(0, this.#hidden - WINDOW);
    this.#redraw();
    this.#scroller.scrollTop = this.#scroller.scrollHeight - below;
    this.#scroller.focus();
    setTimeout(() => set(this.#log, { 'aria-busy': 'false' }));
  }

  /** @param {Entry[]} entries @param {Say} say */
  #place(entries, say) {
    const rows = entries.slice(this.#hidden);
    if (rows.length) rows[0] = { ...rows[0], newDay: true, first: true };
    this.#earlier.hidden = !this.#hidden;
    const keys = new Set(rows.map(({ key }) => key));
    for (const [key, { element }] of this.#rows) {
      if (keys.has(key)) continue;
      element.remove();
      this.#rows.delete(key);
    }
    let here = this.#log.firstChild;
    for (const entry of rows) {
      const element = this.#row(entry, say);
      if (element === here) here = here.nextSibling;
      else this.#log.insertBefore(element, here);
    }
  }

  /** @param {Entry} entry @param {Say} say */
  #row({ live, ...entry }, say) {
    const { language } = say;
    const row = this.#rows.get(entry.key) ?? { element: h('div'), drawn: '' };
    const day = entry.newDay ? dayLabel(entry.at, language) : '';
    const drawn = JSON.stringify([entry, language, day]);
    if (row.drawn !== drawn) {
      row.drawn = drawn;
      const place = `${entry.first ? 'first' : ''} ${entry.last ? 'last' : ''}`;
      set(row.element, { class: `row ${entry.kind} ${entry.state} ${place}` });
      row.element.replaceChildren(...this.#parts(entry, day, say));
      this.#rows.set(entry.key, row);
    }
    // Not `disabled`, which would drop the focus of someone who has just pressed it.
    for (const button of row.element.querySelectorAll('.reply, .star')) set(button, { 'aria-disabled': String(!live) });
    return row.element;
  }

  /** @param {Entry} entry @param {string} day @param {Say} say @returns {Node[]} */
  #parts(entry, day, say) {
    const { key, kind, name = '', text, card, files, at, state, first, last } = entry;
    const parts = [];
    if (day) parts.push(h('div', { class: 'day' }, day));
    const author = { customer: say('you'), bot: say('assistant'), agent: name, system: '' }[kind];
    if (author) parts.push(h('div', { class: first && kind === 'agent' ? 'author' : 'unseen', dir: 'auto' }, author));
    if (text) parts.push(this.#bubble(entry));
    const choose = (/** @type {import('./cards.js').Choice} */ choice) => this.#reply(choice);
    parts.push(...cardParts(card, { base: this.base, say, choose }), ...fileParts(files, say.language));
    parts.push(...this.#choices(entry, say));
    const delivered = state === 'sent' || !state;
    if (kind === 'system' || (delivered && !last)) return parts;
    const meta = h('div', { class: 'meta', 'aria-live': 'off' }, h('time', {}, timeLabel(at, say.language)));
    if (state) meta.append(h('span', {}, say(state)));
    const offer = (/** @type {'retry' | 'discard'} */ act) => {
      meta.append(h('button', { type: 'button', onclick: () => this.#act[act](key) }, say(act)));
    };
    if (!delivered && state !== 'sending') offer('retry');
    if (state === 'failed') offer('discard');
    return [...parts, meta];
  }

  /** @param {Entry} entry What a tap on the stars has sent is shown as stars, with its words. */
  #bubble({ kind, text, payload }) {
    const score = kind === 'customer' ? scoreOf(payload) : 0;
    const stars = score ? [h('span', { 'aria-hidden': 'true' }, `${starsOf(score)} `)] : [];
    return h('div', { class: 'bubble', lang: languageOf(text), dir: 'auto' }, ...stars, ...withLinks(text));
  }

  /** @param {Entry} entry @param {Say} say @returns {Node[]} what its card does not offer already */
  #choices({ text, buttons, card }, say) {
    const onCard = new Set(choicesOf(card).map(({ payload }) => payload));
    const rest = buttons.filter(({ payload }) => !onCard.has(payload));
    if (!rest.length) return [];
    if (rest.every(({ payload }) => scoreOf(payload))) return [starGroup(rest, text, say, this.#act.press)];
    return [h('div', { class: 'replies' }, ...rest.map((button) => this.#reply(button)))];
  }

  /** @param {import('./cards.js').Choice} choice */
  #reply(choice) {
    const { title, description, payload } = choice;
    const onclick = (/** @type {Event & {currentTarget: Element}} */ { currentTarget }) => {
      if (currentTarget.getAttribute('aria-disabled') !== 'true') this.#act.press(choice);
    };
    return h(
      'button',
      { type: 'button', class: 'reply', lang: languageOf(title), dir: 'auto', onclick },
      payload.startsWith(HELPED) ? icon('thumb') : null,
      title,
      description ? h('small', { dir: 'auto' }, description) : null,
    );
  }

  /** @param {Entry} [last] Who reads further up is not pulled away, only told. */
  #follow(last) {
    if (!last || last.key === this.#last) return;
    this.#last = last.key;
    if (this.#atEnd || last.kind === 'customer') this.toEnd();
    else this.#pill.hidden = false;
  }
}
