import { h, set, setText } from './dom.js';

/** What a browser may fill in, and which keyboard a phone shows. */
const INPUTS = {
  name: { type: 'text', autocomplete: 'name', maxlength: 200 },
  email: { type: 'email', autocomplete: 'email', maxlength: 254 },
  phone: { type: 'tel', autocomplete: 'tel', maxlength: 40 },
};

/** The form that a shop may put before the first message. */
export class DetailsForm {
  #title = h('h3');
  #problem = h('p', { class: 'problem', role: 'alert' });
  #begin = h('button', { class: 'begin' });
  /** @type {{field: import('./settings.js').Field, required: boolean, label: HTMLElement, input: HTMLInputElement}[]} */
  #fields = [];
  element = h(
    'form',
    { class: 'details', hidden: true, onsubmit: (event) => this.#submit(event) },
    this.#title,
    this.#problem,
    this.#begin,
  );
  #given;
  #isWrong = false;

  /** @param {(details: Record<string, string>) => Promise<unknown>} given rejects when it cannot be taken */
  constructor(given) {
    this.#given = given;
  }

  /** @param {NonNullable<import('./settings.js').Settings['pre_chat']>} asked */
  ask(asked) {
    for (const { input } of this.#fields) input.parentElement?.remove();
    this.#fields = asked.map(({ field, required }) => {
      const label = h('span');
      const input = h('input', { ...INPUTS[field], required });
      this.#problem.before(h('label', {}, label, input));
      return { field, required, label, input };
    });
  }

  get isAsked() {
    return this.#fields.length > 0;
  }

  focus() {
    this.#fields[0].input.focus();
  }

  /** @param {Event} event */
  async #submit(event) {
    event.preventDefault();
    set(this.#begin, { 'aria-disabled': true });
    const details = Object.fromEntries(this.#fields.map(({ field, input }) => [field, input.value]));
    this.#isWrong = !(await this.#given(details).then(() => true, () => false));
    set(this.#begin, { 'aria-disabled': false });
    this.#problem.hidden = !this.#isWrong;
  }

  /** @param {boolean} shown @param {import('./texts.js').Say} say */
  render(shown, say) {
    this.element.hidden = !shown;
    const names = { name: say('yourName'), email: say('yourEmail'), phone: say('yourPhone') };
    for (const { field, required, label } of this.#fields) {
      setText(label, required ? names[field] : `${names[field]} (${say('optional')})`);
    }
    setText(this.#title, say('detailsTitle'));
    setText(this.#problem, say('detailsWrong'));
    this.#problem.hidden = !this.#isWrong;
    setText(this.#begin, say('begin'));
  }
}
