// In the order in which they stand in the script that is sent: like beside like compresses better.
import { sheets } from './style.js';
import { Storage } from './tabs.js';
import { h, icon, set, setText } from './dom.js';
import { chooseLanguage, LANGUAGES } from './texts.js';
import { Api } from './api.js';
import { Conversation } from './conversation.js';
import { Voice } from './voice.js';
import { Attention } from './attention.js';
import { Announcer } from './announcer.js';
import { dress } from './settings.js';
import { Records } from './records.js';
import { Transcript } from './transcript.js';
import { Composer } from './composer.js';
import { DetailsForm } from './details.js';
import { Header } from './header.js';

/** On these the panel takes the whole screen and the page behind it is inert. The style sheet says the same. */
const PHONE = matchMedia('(max-width: 480px), (max-height: 480px)');
/** A short interruption is not worth a banner, in milliseconds. */
const BANNER_AFTER = 3_000;

/** `<sahay-chat api="https://shop.example">`: a launcher and the chat that it opens. */
export class SahayChat extends HTMLElement {
  /** @type {Conversation} */
  #conversation;
  /** @type {Voice} */
  #voice;
  #downSince = 0;
  #pageOverflow = '';
  /** Whether it was opened, perhaps before it could be. */
  #isWanted = false;
  #announcer = new Announcer(this);
  /** What the shop has set; null until it is known, which the launcher waits for. */
  #settings = /** @type {import('./settings.js').Settings | null} */ (null);

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
    person: () => this.#act(() => this.#conversation.askForPerson(this.#voice.say('person'))),
    fresh: () => this.#ask('fresh'),
    past: () => this.#ask('past'),
    copy: () => this.#ask('copy'),
    erase: () => this.#ask('erase'),
    sound: () => this.#act(() => this.#toggleSound()),
    language: (language) => this.#act(() => this.#conversation.setLanguage(language)),
  });
  #transcript = new Transcript({
    press: ({ title, payload }) => this.#send(title, payload),
    retry: (clientId) => this.#act(() => this.#conversation.retry(clientId)),
    discard: (clientId) => this.#act(() => this.#conversation.discard(clientId)),
    language: (language) => this.#conversation.setLanguage(language),
  });
  #composer = new Composer({
    send: (text, files) => this.#act(() => this.#conversation.send(text, undefined, files)),
    upload: (...file) => this.#conversation.upload(...file),
    keep: (...files) => this.#conversation.attach(...files),
    write: (text) => {
      this.#conversation.draft = text;
      if (text) this.#conversation.writes();
    },
  });
  #records = new Records(() => this.#restore());
  #attention = new Attention();
  #details = new DetailsForm((details) => this.#begin(details));
  #panel = h(
    'dialog',
    { class: 'panel', 'aria-labelledby': 'title', oncancel: (event) => this.#escape(event) },
    this.#header.element,
    this.#banner,
    this.#details.element,
    this.#transcript.element,
    this.#records.element,
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
    const api = new Api(origin);
    this.#conversation = new Conversation(api, new Storage(`sahay:${origin}:`), chooseLanguage(wishes));
    this.#conversation.token = this.getAttribute('token');
    this.#voice = new Voice(api, () => this.#render());
    this.#conversation.addEventListener('change', () => {
      this.#voice.speak(this.#conversation.language);
      this.#render();
    });
    this.#conversation.addEventListener('news', () => this.#sound && !this.#isSeen && this.#attention.tone());
    document.addEventListener('visibilitychange', () => this.#render());
    document.addEventListener('click', (event) => this.#openFromPage(event));
    PHONE.addEventListener('change', () => {
      const focused = /** @type {HTMLElement | null} */ (shadow.activeElement);
      if (this.isOpen) this.#show();
      focused?.focus();
    });
    for (const type of ['resize', 'scroll']) visualViewport?.addEventListener(type, () => this.#fitKeyboard());
    for (const type of ['keydown', 'keyup', 'keypress']) this.#root.addEventListener(type, (event) => this.#key(event));
    this.#composer.text = this.#conversation.draft;
    this.#transcript.base = origin;
    this.#composer.takeDropsOn(this.#panel);
    this.#render();
    // Nothing is shown before it is known how, and in which language.
    Promise.all([api.ask('settings').catch(() => ({})), this.#voice.speak(this.#conversation.language)])
      .then(([settings]) => this.#use(settings));
  }

  /** @param {import('./settings.js').Settings} settings */
  #use(settings) {
    this.#settings = settings;
    dress(this.#root, settings, this.getAttribute('position'));
    if (!this.#conversation.ticket) this.#details.ask(settings.pre_chat ?? []);
    this.#render();
    this.#announcer.tell('ready');
    if (this.#isWanted) this.open();
  }

  get isOpen() {
    return this.isConnected && this.#panel.open;
  }

  open() {
    this.#isWanted = true;
    if (this.isOpen || !this.#settings) return;
    this.#show();
    if (!this.#asksDetails) this.#conversation.start();
    this.#render();
    this.#transcript.toEnd();
    this.#focusInput();
    this.#announcer.tell('open');
  }

  close() {
    this.#isWanted = false;
    if (!this.isOpen) return;
    this.#panel.close();
    this.#lockPage(false);
    this.#render();
    this.#launcher.focus();
    this.#announcer.tell('close');
  }

  /** @param {string} [token] the shop's word on who has logged in; without one they have logged out */
  identify(token) {
    this.#conversation.identify(token);
  }

  /** @param {string} tag `en`, `hi` or `gu`; another is as if nothing had been said */
  setLanguage(tag) {
    if (tag in LANGUAGES) this.#conversation.setLanguage(tag);
  }

  /** @param {string} text stands in the message box, for the customer to send */
  prefill(text) {
    this.#composer.text = text;
    this.#conversation.draft = text;
    if (this.isOpen) this.#composer.focus();
  }

  /** Whether the customer has to say first who they are. */
  get #asksDetails() {
    return !this.#conversation.ticket && this.#details.isAsked;
  }

  /** @param {Record<string, string>} details */
  async #begin(details) {
    await this.#conversation.begin(details);
    this.#render();
    this.#focusInput();
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
    if (this.#asksDetails) this.#details.focus();
    else if (matchMedia('(pointer: coarse)').matches && !this.#composer.hasFocus) this.#header.focus();
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
    else if (this.#records.isOpen) this.#records.close();
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

  /** @param {import('./records.js').Question} question */
  #ask(question) {
    this.#records.ask(question, this.#conversation);
  }

  /** It may be another conversation, with another draft. */
  #restore() {
    this.#composer.text = this.#conversation.draft;
    this.#focusInput();
  }

  get #sound() {
    return this.#conversation.sound ?? this.#settings?.sound ?? false;
  }

  #toggleSound() {
    this.#conversation.sound = !this.#sound;
    if (this.#sound) this.#attention.tone();
  }

  get #isSeen() {
    return this.isOpen && document.visibilityState === 'visible';
  }

  #render() {
    const { ticket } = this.#conversation;
    const { say } = this.#voice;
    set(this.#root, { lang: say.language, 'aria-label': say('launcher') });
    this.#renderLauncher();
    this.#announcer.hear(this.#conversation);
    if (!this.isOpen) return;
    const shop = this.getAttribute('name') ?? this.getAttribute('shop') ?? this.#settings?.shop ?? ticket?.shop
      ?? say('launcher');
    this.#header.render(this.#conversation, shop, say, this.#settings?.hours, this.#sound);
    this.#details.render(this.#asksDetails, say);
    this.#transcript.element.hidden = this.#asksDetails;
    this.#composer.element.hidden = this.#asksDetails;
    this.#transcript.render(this.#conversation, say);
    this.#composer.render(say, ticket?.limit);
    this.#composer.files = this.#conversation.attached;
    this.#records.render(say);
    this.#renderBanner();
  }

  #renderLauncher() {
    const { say } = this.#voice;
    if (this.#isSeen) this.#conversation.markRead();
    const n = this.#conversation.unread;
    if (this.getAttribute('counter') !== 'off') this.#attention.count(n);
    const news = n ? `${say('news')}: ${n}` : '';
    this.#launcher.hidden = this.isOpen || !this.#settings;
    this.#badge.hidden = !n;
    setText(this.#badge, String(n));
    setText(this.#launcherName, say('launcher'));
    set(this.#launcher, { 'aria-label': `${say('launcher')} ${news}` });
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
    setText(this.#banner, key ? this.#voice.say(key) : '');
  }
}
