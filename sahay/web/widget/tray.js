import { h, icon, set, setText } from './dom.js';
import { FILE_BYTES, fileRow, FILES } from './files.js';

/** The server's codes for a file that it never takes, under which the reason stands in the texts too. */
const FOR_GOOD = ['too_long', 'wrong_type'];

/** @typedef {import('./api.js').Upload} Upload */

/**
 * @typedef {object} Acts
 * @property {(file: File, progress: (part: number) => void, signal: AbortSignal) => Promise<Upload>} upload
 * @property {(added: Upload[], gone: Upload[]) => void} keep what is uploaded, until it is sent or not wanted any more
 * @property {() => void} changed
 * @property {() => void} removed the button that had the focus is gone
 */

/**
 * @typedef {object} Item one file, from its choice until it is sent
 * @property {File | Upload} file
 * @property {Upload} [upload] once it is there
 * @property {'too_long' | 'wrong_type' | 'failed' | ''} [trouble]
 * @property {AbortController} cut
 * @property {HTMLProgressElement} bar
 */

/** What is to go with the next message: each file is uploaded as soon as it is chosen. */
export class Tray {
  #act;
  /** @type {Item[]} */
  #items = [];
  #list = h('ul', { class: 'tray' });
  #status = h('p', { role: 'status', class: 'unseen' });
  element = h('div', {}, this.#list, this.#status);
  /** @type {import('./texts.js').Say} */
  #say = () => '';

  /** @param {Acts} act */
  constructor(act) {
    this.#act = act;
  }

  /** Whether something is on its way. */
  get isBusy() {
    return this.#items.some(({ upload, trouble }) => !upload && !trouble);
  }

  /** @returns {Upload[]} what can be sent */
  get uploads() {
    return this.#items.flatMap(({ upload }) => upload ?? []);
  }

  /** What was uploaded before a reload, or in another tab; what is uploaded and not among it was sent or taken away. */
  set uploads(uploads) {
    const ids = uploads.map(({ id }) => id).sort();
    const known = this.uploads.map(({ id }) => id).sort();
    if (String(ids) === String(known)) return;
    this.#items = this.#items.filter(({ upload }) => !upload || ids.includes(upload.id));
    for (const upload of uploads) if (!known.includes(upload.id)) this.#add(upload).upload = upload;
    this.#changed();
  }

  /** What was sent is here no more; what could not be uploaded stays. */
  sent() {
    this.#remove(({ upload }) => upload);
  }

  /** @param {Iterable<File>} files The first that is too many is shown, with that for a reason. */
  add(files) {
    for (const file of files) if (this.#items.length <= FILES) this.#upload(this.#add(file), file);
  }

  /** @param {File | Upload} file @returns {Item} */
  #add(file) {
    const bar = h('progress', { value: 0, 'aria-label': file.name });
    const item = { file, bar, cut: new AbortController() };
    this.#items.push(item);
    return item;
  }

  /** @param {Item} item @param {File} file */
  async #upload(item, file) {
    item.trouble = file.size > FILE_BYTES ? 'too_long' : (this.#items[FILES] === item ? 'tooMany' : '');
    this.#changed();
    try {
      if (!item.trouble) {
        item.upload = await this.#act.upload(file, (part) => set(item.bar, { value: part }), item.cut.signal);
        this.#act.keep([item.upload], []);
      }
    } catch (/** @type {any} */ error) {
      item.trouble = FOR_GOOD.includes(error.code) ? error.code : 'failed';
    }
    if (this.#items.includes(item)) this.#changed(`${file.name} ${this.#outcome(item) || '✓'}`);
  }

  /** @param {(item: Item) => unknown} which */
  #remove(which) {
    const gone = this.#items.filter(which);
    for (const { cut } of gone) cut.abort();
    this.#items = this.#items.filter((item) => !gone.includes(item));
    this.#act.keep([], gone.flatMap(({ upload }) => upload ?? []));
    this.#changed();
  }

  /** @param {string} [news] for who does not see it */
  #changed(news = '') {
    setText(this.#status, news);
    this.render(this.#say);
    this.#act.changed();
  }

  /** @param {import('./texts.js').Say} say */
  render(say) {
    this.#say = say;
    const hadFocus = this.#list.matches(':focus-within');
    this.#list.replaceChildren(...this.#items.map((item) => this.#row(item)));
    if (hadFocus) this.#act.removed();
  }

  /** @param {Item} item @returns {string} why it does not go */
  #outcome({ trouble }) {
    return trouble ? this.#say(trouble, { n: FILES }) : '';
  }

  /** @param {Item} item */
  #row(item) {
    const { file, bar, upload, trouble } = item;
    const { name } = upload ?? file;
    const retry = () => this.#upload(item, /** @type {File} */ (file));
    const remove = { class: 'round', 'aria-label': `${this.#say('discard')}: ${name}` };
    return fileRow(
      'li',
      {},
      name,
      this.#outcome(item),
      upload || trouble ? null : bar,
      trouble === 'failed' ? h('button', { type: 'button', onclick: retry }, this.#say('retry')) : null,
      h('button', { ...remove, type: 'button', onclick: () => this.#remove((other) => other === item) }, icon('close')),
    );
  }
}
