/** The demo's log-in: as one of its customers, without a password. A real shop has its own (docs/identity.md). */
import { customer } from './customer.js';
import { h } from './dom.js';
import { notice } from './notice.js';
import { show } from './router.js';
import { ask } from './server.js';
import { count, say } from './texts.js';

/** @typedef {{id: string, name: string, city: string, orders: number, suggested: boolean}} Somebody */

/** @returns {Promise<any>} whom anybody may be */
export async function logins() {
  /** @type {Somebody[]} */
  const known = await ask('customers');
  const others = known.filter(({ suggested }) => !suggested);
  return h(
    'div',
    { class: 'logins' },
    h('ul', { class: 'people' }, ...known.filter(({ suggested }) => suggested).map(person)),
    others.length > 0 && somebodyElse(others),
  );
}

/** @param {Somebody} who */
function person(who) {
  const { name, city, orders } = who;
  const known = `${city} · ${count('oneOrder', 'nOrders', orders)}`;
  const named = { class: 'button', 'aria-label': say('logInAs', { name }) };
  return h(
    'li',
    {},
    h('span', { class: 'face', 'aria-hidden': 'true' }, initials(name)),
    h('p', {}, h('strong', { lang: 'en' }, name), h('span', { class: 'soft' }, known)),
    h('button', { type: 'button', ...named, onclick: () => be(who) }, say('logIn')),
  );
}

/** @param {Somebody[]} others */
function somebodyElse(others) {
  const options = others.map(({ id, name, city }) => h('option', { value: id, lang: 'en' }, `${name}, ${city}`));
  const choice = h('select', { name: 'customer' }, h('option', { value: '' }, say('choose')), ...options);
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    const who = others.find(({ id }) => id === choice.value);
    if (who) be(who);
  };
  return h(
    'form',
    { class: 'row', onsubmit: submit },
    h('label', { class: 'field' }, say('somebodyElse'), choice),
    h('button', { class: 'button quiet' }, say('logIn')),
  );
}

/** @param {Somebody} who */
async function be(who) {
  try {
    await customer.logIn(who);
    await show({ focus: true });
  } catch {
    notice(say('failed'));
  }
}

/** @param {string} name */
export function initials(name) {
  return name.split(' ').map(([first]) => first).join('').slice(0, 2);
}
