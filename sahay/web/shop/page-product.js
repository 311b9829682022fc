/** One product. */
import { basket, MOST } from './basket.js';
import { cards } from './card.js';
import { askInChat } from './chat.js';
import { deliveryTo } from './delivery.js';
import { h, icon, picture } from './dom.js';
import { money } from './format.js';
import { FEW, goods } from './goods.js';
import { notice } from './notice.js';
import { say } from './texts.js';

/** As data/faq/returns.yml says, where a product has no time of its own. */
const RETURN_DAYS = 10;
const MORE = 4;

/** @typedef {import('./goods.js').Product} Product */

/** @param {import('./router.js').Asked} asked */
export async function page({ path: [sku] }) {
  const products = (await goods())?.products ?? [];
  const product = products.find((each) => each.sku === sku);
  if (!product) return null;
  const others = products.filter((each) => each.category === product.category && each !== product);
  const from = products.indexOf(product) % others.length;
  const more = [...others.slice(from), ...others].slice(0, MORE);
  return {
    title: product.name,
    content: [
      trail(product),
      h('article', { class: 'product' }, picture(sku, 560, true), facts(product)),
      h(
        'section',
        { class: 'block' },
        h('h2', {}, say('more', { department: say(product.category) })),
        cards(more),
      ),
    ],
  };
}

/** @param {Product} product */
function trail({ category }) {
  const links = [
    h('a', { href: '/shop/products' }, say('all')),
    h('a', { href: `/shop/products?department=${category}` }, say(category)),
  ];
  return h('nav', { class: 'trail', 'aria-label': say('here') }, ...links);
}

/** @param {Product} product */
function facts(product) {
  return h(
    'div',
    { class: 'facts' },
    h('h1', { lang: 'en' }, product.name),
    h('p', { class: 'price large' }, money(product.price), h('small', {}, say('withTax'))),
    stock(product.stock),
    product.stock === 0 ? askWhen(product) : buying(product),
    deliveryTo(product.price),
    details(product),
  );
}

/** @param {number | null} stock */
function stock(stock) {
  if (stock === 0) return h('p', { class: 'stock gone' }, say('soldOut'));
  if (stock !== null && stock < FEW) return h('p', { class: 'stock few' }, say('few', { n: stock }));
  return h('p', { class: 'stock' }, icon('check'), say('inStock'));
}

/** @param {Product} product */
function buying(product) {
  const most = Math.min(product.stock ?? MOST, MOST);
  const numbers = Array.from({ length: most }, (_, place) => h('option', {}, String(place + 1)));
  const pieces = h('select', { name: 'pieces' }, ...numbers);
  const add = (/** @type {Event} */ event) => {
    event.preventDefault();
    basket.add(product.sku, Number(pieces.value));
    notice(say('added', { name: product.name }));
    after.hidden = false;
  };
  const after = h('a', { class: 'button quiet', href: '/shop/cart', hidden: true }, say('toBasket'));
  return h(
    'form',
    { class: 'row', onsubmit: add },
    h('label', { class: 'field' }, say('quantity'), pieces),
    h('button', { class: 'button' }, say('add')),
    after,
    asking(say('askProduct'), say('productQuestion', { name: product.name })),
  );
}

/** @param {Product} product */
function askWhen({ name }) {
  return h('p', { class: 'row' }, asking(say('askStock'), say('stockQuestion', { name })));
}

/** @param {string} title @param {string} question */
function asking(title, question) {
  const onclick = () => askInChat(question);
  return h('button', { type: 'button', class: 'button quiet', onclick }, icon('chat'), title);
}

/** @param {Product} product */
function details({ specification, warranty_months: months, return_days: days }) {
  const returns = days === 0 ? say('noReturns') : say('withinDays', { n: days ?? RETURN_DAYS });
  const facts = [
    ...Object.entries(specification).map(([name, value]) => fact(name, value, 'en')),
    ...(months ? [fact(say('warranty'), say('months', { n: months }))] : []),
    fact(say('returns'), returns),
  ];
  return h(
    'section',
    { class: 'details' },
    h('h2', {}, say('details')),
    h('dl', {}, ...facts),
  );
}

/** @param {string} name @param {string} value @param {string} [lang] if it is not the page's */
function fact(name, value, lang) {
  return h('div', { lang }, h('dt', {}, name), h('dd', {}, value));
}
