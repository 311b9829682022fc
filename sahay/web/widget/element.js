import { Api } from './api.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { h, icon, set, setText } from './dom.js';
import { Header } from './header.js';
import { sheets } from './style.js';
import { Storage } from './tabs.js';
import { chooseLanguage, speaker } from './texts.js';
import { Transcript } from './transcript.js';

/** On these the panel takes the whole screen and the page behind it is inert. The style sheet says the same. */
const PHONE = matchMedia('(max-width: 480px), (max-height: 480px)');
/** A short interruption is not worth a banner, in milliseconds. */
const BANNER_AFTER = 3_000;

/** `<sahay-chat api="https://shop.example">`: a launcher and the chat that it opens. */
export class SahayChat extends HTMLElement {
  /** @type {Conversation} */
  #conversation;
  #say = speaker('en');
  #spoken = 'en';
  #downSince = 0;
  #pageOverflow = '';

  #badge = h('span', { class: 'badge', 'aria-hidden': 'true' });
  #launcherName = h('span');
  #launcher = h(
    'button',
    { type: 'button', class: 'launcher', onclick: () => this.open() },
    icon('chat'),
    this.#launcherName,
    this.#badge,
  );
  #news = h('div', { role: 'status', class: 'unseen' });
  #banner = h('div', { class: 'banner', role: 'status' });
  #header = new Header({
    close: () => this.close(),
    person: () => this.#act(() => this.#conversation.askForPerson(this.#say('person'))),
    fresh: () => this.#ask(true),
    language: (language) => this.#act(() => this.#conversation.setLanguage(language)),
  });
  #transcript = new Transcript({
    press: ({ title, payload }) => this.#send(title, payload),
    retry: (clientId) => this.#act(() => this.#conversation.retry(clientId)),
    discard: (clientId) => this.#act(() => this.#conversation.discard(clientId)),
    language: (language) => this.#conversation.setLanguage(language),
  });
  #composer = new Composer({
    send: (text) => this.#send(text),
    write: (text) => {
      this.#conversation.draft = text;
      if (text) this.#conversation.writes();
    },
  });
  #keep = h('button', { type: 'button', class: 'reply', onclick: () => this.#ask(false) });
  #leave = h('button', { type: 'button', class: 'reply', onclick: () => this.#startAfresh() });
  #question = h('p', { id: 'question' });
  #dialog = h(
    'div',
    { class: 'question', role: 'alertdialog', 'aria-labelledby': 'question', hidden: true },
    this.#question,
    this.#keep,
    this.#leave,
  );
  #panel = h(
    'dialog',
    { class: 'panel', 'aria-labelledby': 'title', oncancel: (event) => this.#escape(event) },
    this.#header.element,
    this.#banner,
    this.#transcript.element,
    this.#dialog,
    this.#composer.element,
  );
  #root = h('section', {}, this.#launcher, this.#news, this.#panel);

  connectedCallback() {
    if (this.shadowRoot) return;
    const shadow = this.attachShadow({ mode: 'open' });
    shadow.adoptedStyleSheets = sheets;
    shadow.append(this.#root);
    const { origin } = new URL(this.getAttribute('api') ?? '', location.href);
    const wishes = [this.getAttribute('language'), document.documentElement.lang, ...navigator.languages];
    this.#conversation = new Conversation(new Api(origin), new Storage(`sahay:${origin}:`), chooseLanguage(wishes));
    this.#conversation.token = this.getAttribute('token');
    this.#conversation.addEventListener('change', () => this.#render());
    document.addEventListener('visibilitychange', () => this.#render());
    document.addEventListener('click', (event) => this.#openFromPage(event));
    PHONE.addEventListener('change', () => this.isOpen && this.#show());
    visualViewport?.addEventListener('resize', () => this.#fitKeyboard());
    visualViewport?.addEventListener('scroll', () => this.#fitKeyboard());
    for (const type of ['keydown', 'keyup', 'keypress']) this.#root.addEventListener(type, (event) => this.#key(event));
    this.#composer.text = this.#conversation.draft;
    this.#render();
  }

  get isOpen() {
    return this.#panel.open;
  }

  open() {
    if (this.isOpen) return;
    this.#show();
    this.#conversation.start();
    this.#render();
    this.#transcript.toEnd();
    this.#focusInput();
  }

  close() {
    if (!this.isOpen) return;
    this.#panel.close();
    this.#lockPage(false);
    this.#render();
    this.#launcher.focus();
  }

  /** @param {string} [token] the shop's word on who has logged in; without one they have logged out */
  identify(token) {
    this.#conversation.identify(token);
  }

  /** On a phone as a modal dialog, which makes the page behind it inert; elsewhere beside the page. */
  #show() {
    this.#panel.close();
    this.#lockPage(PHONE.matches);
    if (PHONE.matches) this.#panel.showModal();
    else this.#panel.show();
    this.#fitKeyboard();
  }

  /** @param {boolean} locked Keeps the page behind the chat from scrolling. */
  #lockPage(locked) {
    const { style } = document.documentElement;
    if (locked === this.#panel.classList.contains('locking')) return;
    this.#panel.classList.toggle('locking', locked);
    if (locked) this.#pageOverflow = style.overflow;
    style.overflow = locked ? 'hidden' : this.#pageOverflow;
  }

  /** In some browsers the on-screen keyboard covers the page and `dvh` does not know: fit into what can be seen. */
  #fitKeyboard() {
    const { height = 0, offsetTop = 0 } = visualViewport ?? {};
    const covered = PHONE.matches && height && innerHeight - height > 100;
    this.#panel.style.height = covered ? `${height}px` : '';
    this.#panel.style.top = covered ? `${offsetTop}px` : '';
  }

  /** On touch screens this would bring up the keyboard over the quick replies, so there the heading has the focus. */
  #focusInput() {
    if (matchMedia('(pointer: coarse)').matches && !this.#composer.hasFocus) this.#header.focus();
    else this.#composer.focus();
  }

  /** @param {Event} event A shop's own `<a data-sahay-open>` opens the chat, without a script of the shop. */
  #openFromPage(event) {
    if (!(event.target instanceof Element && event.target.closest('[data-sahay-open]'))) return;
    event.preventDefault();
    this.open();
  }

  /** @param {Event} event Typing in the chat is none of the page's business (its shortcuts). */
  #key(event) {
    event.stopPropagation();
    const { type, key, isComposing } = /** @type {KeyboardEvent} */ (event);
    if (type === 'keydown' && key === 'Escape' && !isComposing) this.#escape(event);
  }

  /** @param {Event} event Closes what was opened last. */
  #escape(event) {
    event.preventDefault();
    if (this.#header.isMenuOpen) this.#header.closeMenu();
    else if (!this.#dialog.hidden) this.#ask(false);
    else this.close();
  }

  /** @param {string} text @param {string} [payload] */
  #send(text, payload) {
    this.#act(() => this.#conversation.send(text, payload));
  }

  /** @param {() => void} act after which the customer goes on writing */
  #act(act) {
    act();
    this.#focusInput();
  }

  /** @param {boolean} asked whether to leave this conversation for a new one */
  #ask(asked) {
    this.#dialog.hidden = !asked;
    if (asked) this.#keep.focus();
    else this.#focusInput();
  }

  async #startAfresh() {
    this.#ask(false);
    await this.#conversation.startAfresh();
    this.#composer.text = this.#conversation.draft;
  }

  #render() {
    const { language, ticket } = this.#conversation;
    if (this.#spoken !== language) this.#say = speaker(language);
    this.#spoken = language;
    set(this.#root, { lang: language, 'aria-label': this.#say('launcher') });
    this.#renderLauncher();
    if (!this.isOpen) return;
    const shop = this.getAttribute('name') ?? ticket?.shop ?? this.#say('launcher');
    this.#header.render(this.#conversation, shop, this.#say);
    this.#transcript.render(this.#conversation, this.#say);
    this.#composer.render(this.#say, ticket?.limit);
    setText(this.#question, this.#say('freshQuestion'));
    setText(this.#keep, this.#say('freshNo'));
    setText(this.#leave, this.#say('freshYes'));
    this.#renderBanner();
  }

  #renderLauncher() {
    if (this.isOpen && document.visibilityState === 'visible') this.#conversation.markRead();
    const n = this.#conversation.unread;
    const news = n ? `${this.#say('news')}: ${n}` : '';
    this.#launcher.hidden = this.isOpen;
    this.#badge.hidden = !n;
    setText(this.#badge, String(n));
    setText(this.#launcherName, this.#say('launcher'));
    set(this.#launcher, { 'aria-label': `${this.#say('launcher')} ${news}` });
    setText(this.#news, this.isOpen ? '' : news);
  }

  #renderBanner() {
    const { isDown, notice } = this.#conversation;
    const now = Date.now();
    this.#downSince = isDown ? this.#downSince || now : 0;
    const isLong = isDown && now - this.#downSince >= BANNER_AFTER;
    if (isDown && !isLong) setTimeout(() => this.#render(), BANNER_AFTER);
    const key = navigator.onLine ? (isLong ? 'reconnecting' : notice) : 'offline';
    this.#banner.hidden = !key;
    setText(this.#banner, key ? this.#say(key) : '');
  }
}
