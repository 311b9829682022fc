/** A product in a row of others. */
import { h, picture } from './dom.js';
import { money } from './format.js';
import { FEW } from './goods.js';
import { say } from './texts.js';

/** @param {import('./goods.js').Product} product @param {boolean} [eager] @param {string} [heading] its level */
export function card({ sku, name, price, stock }, eager = false, heading = 'h3') {
  const link = h('a', { href: `/shop/products/${encodeURIComponent(sku)}`, lang: 'en' }, name);
  return h(
    'li',
    { class: 'card' },
    picture(sku, 320, eager),
    h(heading, {}, link),
    h('p', { class: 'price' }, money(price), stockNote(stock)),
  );
}

/** @param {number | null} stock what should be known before a click */
function stockNote(stock) {
  if (stock === 0) return h('span', { class: 'badge gone' }, say('soldOut'));
  if (stock !== null && stock < FEW) return h('span', { class: 'badge' }, say('few', { n: stock }));
  return null;
}

/** @param {import('./goods.js').Product[]} products @param {{eager?: number, heading?: string}} [how] */
export function cards(products, { eager = 0, heading } = {}) {
  return h('ul', { class: 'cards' }, ...products.map((each, place) => card(each, place < eager, heading)));
}
