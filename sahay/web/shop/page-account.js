/** The account: a log-in, or the orders of who is logged in. */
import { customer } from './customer.js';
import { h } from './dom.js';
import { goods } from './goods.js';
import { initials, logins } from './logins.js';
import { orderCard } from './order.js';
import { show } from './router.js';
import { say } from './texts.js';

export async function page() {
  if (!(await goods())) return null;
  const account = await customer.account();
  return account ? known(account) : await stranger();
}

async function stranger() {
  return {
    title: say('logIn'),
    content: [h('h1', {}, say('logIn')), h('p', { class: 'lead' }, say('logInNote')), await logins()],
  };
}

/** @param {import('./customer.js').Account} account */
function known({ name, email, address, orders }) {
  const { line, city, region, pin } = address;
  return {
    title: say('account'),
    content: [
      h(
        'div',
        { class: 'who' },
        h('span', { class: 'face', 'aria-hidden': 'true' }, initials(name)),
        h('div', {}, h('h1', {}, say('hello', { name })), h('p', { class: 'soft', lang: 'en' }, email)),
        h('button', { type: 'button', class: 'button quiet', onclick: leave }, say('logOut')),
      ),
      h('p', { class: 'soft' }, `${say('address')}: `, h('span', { lang: 'en' }, `${line}, ${city}, ${region} ${pin}`)),
      h('h2', {}, say('yourOrders')),
      orders.length
        ? h('div', { class: 'orders' }, ...orders.map(orderCard))
        : h('p', { class: 'empty' }, say('noOrders')),
    ],
  };
}

async function leave() {
  await customer.logOut();
  await show({ focus: true, top: 0 });
}
