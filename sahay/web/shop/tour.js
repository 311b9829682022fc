/** What to try, and in which order. */
import { askInChat } from './chat.js';
import { customer } from './customer.js';
import { h } from './dom.js';
import { say } from './texts.js';

/** @type {Record<string, [string, string][]>} the language and the words of what one may ask */
const ASKED = {
  known: [['en', 'Where is my order?']],
  free: [
    ['hi', 'सामान वापस कैसे करूँ?'],
    ['gu', 'ડિલિવરીમાં કેટલા દિવસ લાગે?'],
    ['hi-Latn', 'cash on delivery milega?'],
    ['gu-Latn', 'mare order cancel karvo che'],
  ],
  order: [
    ['en', 'Cancel my order'],
    ['en', 'I want to send something back'],
  ],
  person: [['en', 'I want to talk to a person']],
};

/** @param {boolean} isShop whether somebody can be logged in as @param {string} [heading] its level */
export async function tour(isShop, heading = 'h2') {
  const name = customer.name;
  const who = name ? h('p', {}, say('youAre', { name })) : link('logIn', { href: '/shop/account' });
  return h(
    'section',
    { class: 'try', id: 'try', 'aria-labelledby': 'try-title' },
    h(heading, { id: 'try-title' }, say('tryTitle')),
    h('p', {}, say('tryNote')),
    h(
      'ol',
      {},
      isShop && step('1', who, questions('known')),
      step('2', questions('free')),
      isShop && step('3', link('lookAround', { href: '/shop/products' }), questions('order')),
      step('4', questions('person'), link('openDesk', { href: '/desk', target: '_blank' })),
    ),
  );
}

/** @param {string} number @param {...Node} parts */
function step(number, ...parts) {
  const [title, note] = [`tour${number}`, `tour${number}Note`];
  return h('li', {}, h('h3', {}, say(title)), h('p', {}, say(note)), h('div', { class: 'row' }, ...parts));
}

/** @param {string} word @param {Record<string, string>} where */
function link(word, where) {
  return h('a', { class: 'button quiet', ...where }, say(word));
}

/** @param {string} what */
function questions(what) {
  const buttons = ASKED[what].map(([language, words]) =>
    h('button', { type: 'button', class: 'say', lang: language, onclick: () => askInChat(words) }, words),
  );
  return h('div', { class: 'says' }, ...buttons);
}
