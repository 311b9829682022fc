import { h, icon, set, setText } from './dom.js';
import { FILE_BYTES, FILES, TYPES } from './files.js';

/** Why a file is not taken, by the server's code; whatever else went wrong may go right when it is tried again. */
const FOR_GOOD = { too_long: 'tooBig', wrong_type: 'wrongType', no_room: 'noRoom' };

/** @typedef {import('./api.js').Upload} Upload */
/** @typedef {import('./texts.js').Say} Say */
/** @typedef {'tooBig' | 'wrongType' | 'noRoom' | 'uploadFailed'} Trouble */

/**
 * @typedef {object} Acts
 * @property {(file: File, progress: (part: number) => void, signal: AbortSignal) => Promise<Upload>} upload
 * @property {(files: Upload[]) => void} keep what is uploaded and not sent
 * @property {() => void} changed
 * @property {() => void} removed the button that had the focus is gone
 */

/** One file, from its choice until it is sent. Its parts stay, so that the focus does. */
class Chip {
  cut = new AbortController();
  /** @type {Trouble | ''} */
  trouble = '';
  /** @type {Upload | undefined} */
  upload;
  #note = h('small');
  #bar = h('progress', { value: 0 });
  #again;
  #remove;

  /** @param {{name: string}} file @param {() => void} again @param {() => void} remove */
  constructor({ name }, again, remove) {
    this.name = name;
    this.#again = h('button', { type: 'button', class: 'round', onclick: again }, icon('again'));
    this.#remove = h('button', { type: 'button', class: 'round', onclick: remove }, icon('close'));
    const words = h('span', {}, h('bdi', {}, name), this.#note);
    this.element = h('li', { class: 'file' }, icon('file'), words, this.#bar, this.#again, this.#remove);
  }

  get isBusy() {
    return !this.upload && !this.trouble;
  }

  /** @param {number} part from 0 to 1 */
  progress(part) {
    this.#bar.value = part;
  }

  /** @param {Say} say */
  render(say) {
    const { name, trouble } = this;
    set(this.element, { class: trouble ? 'file trouble' : 'file' });
    setText(this.#note, trouble && say(trouble));
    this.#bar.hidden = !this.isBusy;
    this.#again.hidden = trouble !== 'uploadFailed';
    set(this.#bar, { 'aria-label': name });
    set(this.#again, { 'aria-label': `${say('retry')}: ${name}` });
    set(this.#remove, { 'aria-label': `${say('remove')}: ${name}` });
  }
}

/** What is to go with the next message: each file is uploaded as soon as it is chosen. */
export class Tray {
  #act;
  /** @type {Chip[]} */
  #chips = [];
  #list = h('ul', { class: 'tray' });
  #status = h('p', { role: 'status' });
  element = h('div', {}, this.#list, this.#status);
  /** @type {Say} */
  #say = () => '';

  /** @param {Acts} act */
  constructor(act) {
    this.#act = act;
  }

  get isBusy() {
    return this.#chips.some((chip) => chip.isBusy);
  }

  /** @returns {Upload[]} what can be sent */
  get uploads() {
    return this.#chips.flatMap(({ upload }) => upload ?? []);
  }

  /** What was uploaded before a reload; nothing, in a new conversation. */
  set uploads(uploads) {
    for (const { cut } of this.#chips) cut.abort();
    this.#chips = [];
    for (const upload of uploads) this.#chip(upload).upload = upload;
    this.render(this.#say);
  }

  /** What was sent is here no more; what could not be uploaded stays. */
  sent() {
    this.#chips = this.#chips.filter(({ upload }) => !upload);
    this.#changed('');
  }

  /** @param {Iterable<File>} files */
  add(files) {
    for (const file of files) {
      if (this.#chips.length >= FILES) return this.#changed(this.#say('tooMany', { n: FILES }), 'counter');
      const chip = this.#chip(file);
      chip.trouble = troubleWith(file);
      if (!chip.trouble) this.#upload(chip, file);
    }
    return this.#changed('');
  }

  /** @param {{name: string}} file */
  #chip(file) {
    const chip = new Chip(file, () => this.#upload(chip, /** @type {File} */ (file)), () => this.#remove(chip));
    this.#chips.push(chip);
    return chip;
  }

  /** @param {Chip} chip @param {File} file */
  async #upload(chip, file) {
    chip.trouble = '';
    this.#changed('');
    try {
      chip.upload = await this.#act.upload(file, (part) => chip.progress(part), chip.cut.signal);
    } catch (/** @type {any} */ error) {
      const code = /** @type {keyof typeof FOR_GOOD} */ (error.code);
      chip.trouble = /** @type {Trouble} */ (FOR_GOOD[code] ?? 'uploadFailed');
    }
    if (this.#chips.includes(chip)) this.#changed(`${chip.name}: ${this.#say(chip.trouble || 'uploaded')}`);
  }

  /** @param {Chip} chip */
  #remove(chip) {
    chip.cut.abort();
    this.#chips = this.#chips.filter((other) => other !== chip);
    this.#changed('');
    this.#act.removed();
  }

  /** @param {string} news for who does not see it, or for everybody */
  #changed(news, look = 'unseen') {
    set(this.#status, { class: look });
    setText(this.#status, news);
    this.#act.keep(this.uploads);
    this.render(this.#say);
    this.#act.changed();
  }

  /** @param {Say} say */
  render(say) {
    this.#say = say;
    for (const chip of this.#chips) chip.render(say);
    const wanted = this.#chips.map(({ element }) => element);
    for (const element of [...this.#list.children]) if (!wanted.includes(/** @type {any} */ (element))) element.remove();
    this.#list.append(...wanted.filter((element) => !element.parentNode));
  }
}

/** @param {File} file @returns {Trouble | ''} what can be seen before it is uploaded; the server looks into it */
function troubleWith({ name, size, type }) {
  if (size > FILE_BYTES) return 'tooBig';
  const ending = `.${name.split('.').pop()?.toLowerCase()}`;
  return !type || TYPES.split(',').some((each) => each === type || each === ending) ? '' : 'wrongType';
}
