import { h, icon, set, setText } from './dom.js';
import { TYPES } from './files.js';
import { lengthOf } from './text.js';
import { Tray } from './tray.js';

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
    onpaste: (/** @type {ClipboardEvent} */ event) => this.#take(event, event.clipboardData),
  });
  // Which camera or folder is the phone's own question: there is no `capture`.
  #picker = h('input', {
    type: 'file',
    multiple: true,
    accept: TYPES,
    hidden: true,
    onchange: (/** @type {Event} */ event) => this.#take(event, this.#picker),
  });
  #attach = h('button', { type: 'button', class: 'round', onclick: () => this.#picker.click() }, icon('clip'));
  #tray;
  /** @type {import('./texts.js').Say} */
  #say = () => '';
  #limit = 2000;
  /** Where files may be dropped. @type {HTMLElement | undefined} */
  #place;

  /**
   * @typedef {object} Acts
   * @property {(text: string, files: import('./api.js').Upload[]) => void} send
   * @property {(text: string) => void} write
   * @property {import('./tray.js').Acts['upload']} upload
   * @property {import('./tray.js').Acts['keep']} keep
   */

  /** @param {Acts} act */
  constructor(act) {
    this.#act = act;
    const { upload, keep } = act;
    this.#tray = new Tray({ upload, keep, changed: () => this.#fit(), removed: () => this.focus() });
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#submit();
    };
    const line = h('div', { class: 'line' }, this.#attach, this.#picker, this.#label, this.#input, this.#send);
    this.element = h('form', { class: 'composer', onsubmit }, this.#tray.element, this.#counter, line);
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

  /** @param {import('./api.js').Upload[]} uploads what waits to be sent, in every tab */
  set files(uploads) {
    this.#tray.uploads = uploads;
  }

  /** @param {HTMLElement} place What is dropped there is taken; what falls beside it does not leave the page for it. */
  takeDropsOn(place) {
    this.#place = place;
    const mark = (/** @type {boolean} */ on) => place.classList.toggle('dropping', on);
    addEventListener('dragover', (event) => {
      const { dataTransfer, defaultPrevented } = event;
      const path = event.composedPath();
      const isHere = path.includes(place);
      // A field or a place of the page's own may want it.
      const isTheirs = !isHere && (defaultPrevented || path[0] instanceof HTMLInputElement);
      if (!place.clientHeight || isTheirs || !dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      if (!isHere) dataTransfer.dropEffect = 'none';
      mark(isHere);
    });
    place.addEventListener('dragleave', ({ relatedTarget }) => {
      if (!place.contains(/** @type {Node | null} */ (relatedTarget))) mark(false);
    });
    place.addEventListener('drop', (event) => {
      mark(false);
      this.#take(event, event.dataTransfer);
    });
  }

  /** @param {Event} event @param {{files: FileList | null} | null} source */
  #take(event, source) {
    if (!source?.files?.length) return;
    event.preventDefault();
    this.#tray.add(source.files);
    this.#picker.value = '';
    this.focus();
  }

  /** @param {KeyboardEvent} event While a word is being composed, Enter is the input method's (229: older engines). */
  #key(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    this.#submit();
  }

  #submit() {
    const text = this.text.trim();
    const { uploads, isBusy } = this.#tray;
    if (isBusy || !(text || uploads.length) || lengthOf(text) > this.#limit) return;
    this.text = '';
    this.#act.write('');
    this.#act.send(text, uploads);
    this.#tray.sent();
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
    const { uploads, isBusy } = this.#tray;
    set(this.#send, { 'aria-disabled': String(over || isBusy || !(this.text.trim() || uploads.length)) });
  }

  /** @param {import('./texts.js').Say} say @param {number} [limit] of one message, in characters */
  render(say, limit = this.#limit) {
    if (this.#say === say && this.#limit === limit) return;
    this.#say = say;
    this.#limit = limit;
    setText(this.#label, say('placeholder'));
    set(this.#input, { placeholder: say('placeholder') });
    set(this.#send, { 'aria-label': say('send') });
    set(this.#attach, { 'aria-label': say('attach') });
    this.#place?.setAttribute('data-drop', say('drop'));
    this.#tray.render(say);
    this.#fit();
  }
}
