/** An order as its customer sees it. */
import { askInChat } from './chat.js';
import { h, icon, picture } from './dom.js';
import { day, dayOf, moment, money } from './format.js';
import { sums } from './sums.js';
import { say, sayOr } from './texts.js';

/** The usual way to the door. "Confirmed" is nothing that a customer waits for. */
const WAY = ['placed', 'packed', 'shipped', 'out_for_delivery', 'delivered'];
/** In which state the way is as far as in another. */
const AS_FAR_AS = { confirmed: 'placed' };
const BAD = new Set(['cancelled', 'payment_failed', 'delivery_failed']);

/** @typedef {import('./customer.js').Order} Order */

/** @param {Order} order */
export function orderCard(order) {
  const { number, state, placed_at: at, expected_on: expected } = order;
  return h(
    'article',
    { class: 'order', 'aria-labelledby': `order-${number}` },
    h(
      'header',
      {},
      h('h3', { id: `order-${number}` }, say('order', { number })),
      h('p', { class: 'soft' }, say('placedOn', { day: dayOf(at) })),
      h('p', { class: `state ${BAD.has(state) ? 'bad' : state === 'delivered' ? 'good' : ''}` }, stateName(state)),
    ),
    progress(order),
    expected && h('p', { class: 'expected' }, icon('truck'), say('expected', { day: day(expected) })),
    items(order),
    costs(order),
    ...order.parcels.map(parcel),
    h(
      'button',
      { type: 'button', class: 'button quiet', onclick: () => askInChat(say('orderQuestion', { number })) },
      icon('chat'),
      say('askThis'),
    ),
  );
}

/** @param {string} state */
const stateName = (state) => sayOr(`state_${state}`, state);

/** Where it is on its way; of one that left the way, where it has been. @param {Order} order */
function progress({ state, steps }) {
  const reached = new Map(steps.map((step) => [step.state, step.at]));
  const here = WAY.indexOf(/** @type {Record<string, string>} */ (AS_FAR_AS)[state] ?? state);
  const names = here < 0 ? [...reached.keys()].filter((name) => name !== 'confirmed') : WAY;
  const last = here < 0 ? names.length - 1 : here;
  return h(
    'ol',
    { class: `steps ${BAD.has(state) ? 'bad' : ''}` },
    ...names.map((name, place) => {
      const at = reached.get(name);
      const mark = place < last ? 'done' : place === last ? 'done here' : '';
      return h(
        'li',
        { class: mark, 'aria-current': place === last && 'step' },
        h('span', {}, stateName(name)),
        at && h('time', { datetime: at }, dayOf(at)),
      );
    }),
  );
}

/** @param {Order} order */
function items({ items }) {
  return h(
    'ul',
    { class: 'items' },
    ...items.map(({ sku, name, quantity, price }) => {
      const link = h('a', { href: `/shop/products/${sku}`, lang: 'en' }, name);
      const what = h('span', {}, `${say('pieces', { n: quantity })} `, link);
      return h('li', {}, picture(sku, 56), what, h('span', { class: 'amount' }, money(quantity * price)));
    }),
  );
}

/** @param {Order} order */
function costs({ delivery_charge: charge, discount, total, refunds }) {
  const rows = [
    [say('delivery'), charge ? money(charge) : say('free')],
    ...(discount ? [[say('discount'), `−${money(discount)}`]] : []),
    ...refunds.map(({ amount, state }) => [say('refund', { amount: money(amount) }), sayOr(`pay_${state}`, state)]),
    [say('total'), money(total)],
  ];
  return sums(rows);
}

/** @param {import('./customer.js').Parcel} parcel */
function parcel({ kind, carrier, number, events }) {
  const name = kind === 'return' ? say('comingBack') : say('parcel');
  const rows = [...events].reverse().map(({ step, at, city }) => {
    const where = h('span', {}, `${sayOr(`step_${step}`, step)}, `, h('span', { lang: 'en' }, city));
    return h('li', {}, where, h('time', { datetime: at }, moment(at)));
  });
  return h(
    'details',
    { class: 'parcel' },
    h('summary', {}, name, ' ', h('span', { class: 'soft', lang: 'en' }, `${carrier} ${number}`)),
    h('ol', {}, ...rows),
  );
}
