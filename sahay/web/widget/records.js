import { h, setText } from './dom.js';

/** A browser needs the file's address for a while after it was told to save it, in milliseconds. */
const SAVING = 60_000;

/** @typedef {'fresh' | 'past' | 'copy' | 'erase'} Question */
/** @typedef {import('./conversation.js').Conversation} Conversation */
/** @typedef {import('./texts.js').Say} Say */

/** @type {Partial<Record<Question, 'freshQuestion' | 'eraseQuestion'>>} where the title is not what the menu says */
const QUESTIONS = { erase: 'eraseQuestion', fresh: 'freshQuestion' };

/** What is asked about what was said, one thing at a time: leave it, go back to it, keep a copy, erase it. */
export class Records {
  #title = h('p', { id: 'question' });
  #answers = h('div');
  element = h(
    'div',
    { class: 'question', role: 'alertdialog', 'aria-labelledby': 'question', hidden: true },
    this.#title,
    this.#answers,
  );
  #done;
  /** @type {Say} */
  #say = () => '';
  /** @type {{question: Question, conversation: Conversation} | null} */
  #asked = null;

  /** @param {() => void} done told when a question is over */
  constructor(done) {
    this.#done = done;
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** @param {Question} question @param {Conversation} conversation */
  ask(question, conversation) {
    this.#asked = { question, conversation };
    this.element.hidden = false;
    this.#show();
    /** @type {HTMLElement} */ (this.#answers.querySelector('button')).focus();
  }

  close() {
    this.element.hidden = true;
    this.#asked = null;
    this.#done();
  }

  /** @param {Say} say */
  render(say) {
    if (this.#say === say) return;
    this.#say = say;
    this.#show();
  }

  #show() {
    if (!this.#asked) return;
    const { question, conversation } = this.#asked;
    const say = this.#say;
    const back = this.#answer(say('back'), () => {});
    /** @type {Record<Question, () => Node[]>} */
    const answers = {
      fresh: () => [back, this.#answer(say('fresh'), () => conversation.startAfresh())],
      past: () => [...conversation.past().map(({ conversation: id, at, said }) => (
        this.#answer(`${moment(at, say)}: ${said}`, () => conversation.resume(id))
      )), back],
      copy: () => [this.#answer(say('save'), () => save(conversation, say)), this.#mail(conversation), back],
      erase: () => [back, this.#answer(say('discard'), () => conversation.eraseMe())],
    };
    setText(this.#title, say(QUESTIONS[question] ?? question));
    this.#answers.replaceChildren(...answers[question]());
  }

  /** @param {() => unknown} act after which there is nothing more to ask, unless something else has been asked since */
  async #end(act) {
    const asked = this.#asked;
    await act();
    if (this.#asked === asked) this.close();
  }

  /** @param {string} text @param {() => unknown} act */
  #answer(text, act) {
    return h('button', { type: 'button', class: 'reply', onclick: () => this.#end(act) }, text);
  }

  /** @param {Conversation} conversation */
  #mail(conversation) {
    const name = this.#say('yourEmail');
    const field = h('input', {
      type: 'email',
      autocomplete: 'email',
      maxlength: 254,
      required: true,
      'aria-label': name,
      placeholder: name,
    });
    const onsubmit = (/** @type {Event} */ event) => {
      event.preventDefault();
      this.#end(() => conversation.mailTranscript(field.value));
    };
    return h('form', { onsubmit }, field, h('button', { class: 'reply' }, this.#say('mail')));
  }
}

/** @param {Conversation} conversation as a file, made here @param {Say} say */
async function save(conversation, say) {
  const messages = await conversation.transcript();
  const text = messages.map((message) => asText(message, say)).join('\n\n');
  const href = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  h('a', { href, download: `${say('copy')}.txt` }).click();
  setTimeout(() => URL.revokeObjectURL(href), SAVING);
}

/** @param {import('./messages.js').Message} message @param {Say} say */
function asText({ author, name = '', text, files = [], at }, say) {
  const who = { customer: say('you'), bot: say('assistant'), agent: name, system: '' }[author];
  return [`${moment(at, say)} ${who}`, text, ...files.map((file) => file.name)].filter(Boolean).join('\n');
}

/** @param {string | number} at @param {Say} say */
function moment(at, { language }) {
  return new Date(at).toLocaleString(`${language}-IN`, { dateStyle: 'medium', timeStyle: 'short' });
}
