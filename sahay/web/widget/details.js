import { h, set, setText } from './dom.js';

/** What kind of input asks for it, and how its name begins with what is `yours`. */
const INPUTS = /** @type {const} */ ({
  name: ['text', 'yourName'],
  email: ['email', 'yourEmail'],
  phone: ['tel', 'yourPhone'],
});

/** The form that a shop may put before the first message. */
export class DetailsForm {
  #intro = h('p');
  #problem = h('p', { class: 'problem', role: 'alert', hidden: true });
  #begin = h('button', { class: 'reply' });
  /** @type {{field: import('./settings.js').Field, required: boolean, label: HTMLElement, input: HTMLInputElement}[]} */
  #fields = [];
  element = h(
    'form',
    { class: 'details', onsubmit: (event) => this.#submit(event) },
    this.#intro,
    this.#problem,
    this.#begin,
  );
  #given;

  /** @param {(details: Record<string, string>) => Promise<unknown>} given rejects when it cannot be taken */
  constructor(given) {
    this.#given = given;
  }

  /** @param {NonNullable<import('./settings.js').Settings['pre_chat']>} asked */
  ask(asked) {
    for (const { input } of this.#fields) input.parentElement?.remove();
    this.#fields = asked.map(({ field, required }) => {
      const [type] = INPUTS[field];
      const label = h('span');
      const input = h('input', { type, autocomplete: type === 'text' ? field : type, maxlength: 254, required });
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
  #submit(event) {
    event.preventDefault();
    this.#problem.hidden = true;
    this.#given(Object.fromEntries(this.#fields.map(({ field, input }) => [field, input.value]))).catch(() => {
      this.#problem.hidden = false;
    });
  }

  /** @param {boolean} shown @param {import('./texts.js').Say} say */
  render(shown, say) {
    set(this.element, { hidden: !shown });
    for (const { field, required, label } of this.#fields) {
      setText(label, say(INPUTS[field][1]) + (required ? ' *' : ''));
    }
    setText(this.#intro, say('askFirst'));
    setText(this.#problem, say('notDone'));
    setText(this.#begin, say('send'));
  }
}
