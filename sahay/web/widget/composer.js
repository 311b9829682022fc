import { h, icon, set, setText } from './dom.js';
import { lengthOf } from './text.js';

/** How near to the limit the counter appears, in characters. */
const COUNTER_FROM = 200;

/** Where the customer writes. */
export class Composer {
  #act;
  #label = h('label', { for: 'input', class: 'unseen' });
  #counter = h('p', { id: 'counter', class: 'counter', hidden: true });
  // A press on it leaves the focus in the field, so that on phones the keyboard stays.
  #send = h('button', { class: 'send', onmousedown: (event) => event.preventDefault() }, icon('send'));
  #input = h('textarea', {
    id: 'input',
    rows: 1,
    dir: 'auto',
    autocomplete: 'off',
    enterkeyhint: 'send',
    'aria-describedby': 'counter',
    oninput: () => {
      this.#act.write(this.text);
      this.#fit();
    },
    onkeydown: (/** @type {KeyboardEvent} */ event) => this.#key(event),
  });
  /** @type {import('./texts.js').Say} */
  #say = () => '';
  #limit = 2000;

  /** @param {{send: (text: string) => void, write: (text: string) => void}} act */
  constructor(act) {
    this.#act = act;
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#submit();
    };
    const line = h('div', { class: 'line' }, this.#label, this.#input, this.#send);
    this.element = h('form', { class: 'composer', onsubmit }, this.#counter, line);
  }

  focus() {
    this.#input.focus();
  }

  get hasFocus() {
    return this.#input.matches(':focus');
  }

  get text() {
    return this.#input.value;
  }

  set text(text) {
    this.#input.value = text;
    this.#fit();
  }

  /** @param {KeyboardEvent} event While a word is being composed, Enter is the input method's (229: older engines). */
  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.text.trim();
    if (!text || lengthOf(text) > this.#limit) return;
    this.text = '';
    this.#act.write('');
    this.#act.send(text);
  }

  /** The field grows with what is in it, as far as the style sheet lets it, and the counter counts. */
  #fit() {
    this.#input.style.height = 'auto';
    if (this.#input.scrollHeight) this.#input.style.height = `${this.#input.scrollHeight + 2}px`;
    const left = this.#limit - lengthOf(this.text.trim());
    const over = left < 0;
    this.#counter.hidden = left > COUNTER_FROM;
    setText(this.#counter, this.#say(over ? 'over' : 'left', { n: Math.abs(left) }));
    set(this.#counter, { role: over ? 'alert' : null });
    set(this.#input, { 'aria-invalid': over });
    set(this.#send, { 'aria-disabled': String(over || !this.text.trim()) });
  }

  /** @param {import('./texts.js').Say} say @param {number} [limit] of one message, in characters */
  render(say, limit = this.#limit) {
    if (this.#say === say && this.#limit === limit) return;
    this.#say = say;
    this.#limit = limit;
    setText(this.#label, say('input'));
    set(this.#input, { placeholder: say('placeholder') });
    set(this.#send, { 'aria-label': say('send') });
    this.#fit();
  }
}
