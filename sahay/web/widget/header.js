import { h, icon, set, setText } from './dom.js';
import { LANGUAGES } from './texts.js';

/** Three buttons, each in its own language and script. */
export class LanguageSwitch {
  element = h('div', { role: 'group', class: 'languages' }, icon('globe'));
  #buttons;

  /** @param {(language: string) => void} choose */
  constructor(choose) {
    this.#buttons = Object.entries(LANGUAGES).map(([lang, name]) => (
      h('button', { type: 'button', lang, onclick: () => choose(lang) }, name)
    ));
    this.element.append(...this.#buttons);
  }

  /** @param {string} language @param {import('./texts.js').Say} say */
  render(language, say) {
    set(this.element, { 'aria-label': say('language') });
    for (const button of this.#buttons) set(button, { 'aria-pressed': String(button.lang === language) });
  }
}

/** What the menu offers, and its sign; the names are those of the texts too. */
const ITEMS = /** @type {const} */ ({
  person: 'person',
  fresh: 'plus',
  past: 'chat',
  copy: 'down',
  sound: 'bell',
  erase: 'close',
});

/** @typedef {{close: () => void, language: (language: string) => void} & Record<keyof typeof ITEMS, () => void>} Menu */

/** Who answers now, and the menu. */
export class Header {
  #mark = h('span', { class: 'mark', 'aria-hidden': 'true' });
  #title = h('h2', { id: 'title', tabindex: -1 });
  #state = h('p', { class: 'owner' });
  #toggle = h(
    'button',
    { type: 'button', class: 'round', 'aria-controls': 'menu', onclick: () => this.#toggleMenu() },
    icon('more'),
  );
  #close;
  /** @type {Record<string, HTMLElement>} */
  #items;
  #languages;
  #menu;

  /** @param {Menu} act */
  constructor(act) {
    this.#close = h('button', { type: 'button', class: 'round', onclick: act.close }, icon('close'));
    const names = /** @type {(keyof typeof ITEMS)[]} */ (Object.keys(ITEMS));
    this.#items = Object.fromEntries(names.map((name) => (
      [name, h('button', { type: 'button', class: 'item', onclick: act[name] }, icon(ITEMS[name]), h('span'))]
    )));
    this.#languages = new LanguageSwitch(act.language);
    this.#menu = h('div', { id: 'menu', class: 'menu' }, ...Object.values(this.#items), this.#languages.element);
    // What is chosen closes the menu before it acts, so that the act decides where the focus goes.
    this.#menu.addEventListener('click', () => this.#setMenu(false), { capture: true });
    const titles = h('div', { class: 'names' }, this.#title, this.#state);
    this.element = h('header', {}, this.#mark, titles, this.#toggle, this.#close, this.#menu);
    // A press or the focus anywhere else closes it too; the path sees through the shadow root.
    const elsewhere = (/** @type {Event} */ event) => {
      const path = event.composedPath();
      if (!path.includes(this.#menu) && !path.includes(this.#toggle)) this.#setMenu(false);
    };
    addEventListener('pointerdown', elsewhere);
    addEventListener('focusin', elsewhere);
    this.#setMenu(false);
  }

  get isMenuOpen() {
    return !this.#menu.hidden;
  }

  focus() {
    this.#title.focus();
  }

  closeMenu() {
    this.#setMenu(false);
    this.#toggle.focus();
  }

  #toggleMenu() {
    this.#setMenu(this.#menu.hidden);
    /** @type {HTMLElement} */ (this.#menu.querySelector('button:not([hidden])')).focus();
  }

  /** @param {boolean} open */
  #setMenu(open) {
    this.#menu.hidden = !open;
    set(this.#toggle, { 'aria-expanded': String(open) });
  }

  /**
   * @param {import('./conversation.js').Conversation} conversation
   * @param {string} shop its name
   * @param {import('./texts.js').Say} say
   * @param {import('./settings.js').Settings['hours']} hours of people, if the shop tells them
   * @param {boolean} sound whether a tone tells that something was said
   */
  render(conversation, shop, say, hours, sound) {
    const { state: { owner, agent, queue }, language } = conversation;
    /** @type {Record<string, () => string>} */
    const states = {
      queued: () => (queue ? placeIn(queue, say) : say('byQueue')),
      agent: () => (agent ? say('byAgent', { name: agent.name }) : say('byQueue')),
      snoozed: () => say('byQueue'),
    };
    setText(this.#state, (states[owner] ?? (() => assistant(hours, say)))());
    setText(this.#title, shop);
    const face = agent?.picture;
    setText(this.#mark, face ? '' : initial(agent?.name ?? shop));
    this.#mark.style.background = face ? `url(${face}) 50%/cover` : '';
    set(this.element, { 'data-owner': owner });
    set(this.#toggle, { 'aria-label': say('menu') });
    set(this.#close, { 'aria-label': say('close') });
    for (const [name, { lastChild }] of Object.entries(this.#items)) {
      setText(/** @type {Element} */ (lastChild), say(/** @type {keyof typeof ITEMS} */ (name)));
    }
    this.#items.person.hidden = owner in states;
    this.#items.past.hidden = !conversation.past().length;
    set(this.#items.sound, { 'aria-pressed': String(sound) });
    this.#languages.render(language, say);
  }
}

/**
 * @param {{position: number, wait?: {from: number, to: number}}} queue the range in minutes
 * @param {import('./texts.js').Say} say
 */
function placeIn({ position, wait }, say) {
  const place = `${say('byQueue')}: ${say('place', { n: position })}`;
  if (!wait) return place;
  const { from, to } = wait;
  const minutes = to.toLocaleString(`${say.language}-IN`, { style: 'unit', unit: 'minute', unitDisplay: 'long' });
  return `${place} · ${say('about', { time: from < to ? `${from}–${minutes}` : minutes })}`;
}

/**
 * @param {import('./settings.js').Settings['hours']} hours
 * @param {import('./texts.js').Say} say
 */
function assistant(hours, say) {
  const opens = hours?.opens_at;
  if (!opens) return say('assistant');
  const time = new Date(opens).toLocaleString(`${say.language}-IN`, { weekday: 'long', hour: 'numeric', minute: '2-digit' });
  return `${say('assistant')} · ${say('peopleFrom', { time })}`;
}

/** @param {string} name @returns {string} its first letter, in Indian scripts with the vowel sign that belongs to it */
function initial(name) {
  return (/^\s*(\P{M}\p{M}*)/u.exec(name)?.[1] ?? '').toUpperCase();
}
