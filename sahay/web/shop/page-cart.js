/** The basket, and the order that a visitor may place: in the demo's own tables, so that the bot can track it. */
import { basket, MOST } from './basket.js';
import { askInChat } from './chat.js';
import { customer } from './customer.js';
import { ways } from './delivery.js';
import { h, icon, picture } from './dom.js';
import { day, money } from './format.js';
import { forgetGoods, goods } from './goods.js';
import { logins } from './logins.js';
import { notice } from './notice.js';
import { show } from './router.js';
import { Refused, ask } from './server.js';
import { sums } from './sums.js';
import { say } from './texts.js';

/** What the server calls a refusal, and what is said of it. */
const REFUSALS = { out_of_stock: 'gone', not_allowed: 'noCash', rate_limited: 'tooFast' };

/** The order that was placed last: shown in the place of the basket until another page is. @type {string | null} */
let placed = null;

/** @typedef {{product: import('./goods.js').Product, pieces: number}} Line */

/** @param {import('./router.js').Asked} asked */
export async function page({ query }) {
  const shop = await goods();
  if (!shop) return null;
  if (query.has('add')) take(query);
  if (placed) return thanks();
  const bySku = new Map(shop.products.map((each) => [each.sku, each]));
  const lines = basket.lines.flatMap(([sku, pieces]) => {
    const product = bySku.get(sku);
    return product ? [{ product, pieces }] : [];
  });
  const content = lines.length ? await full(lines) : empty();
  return { title: say('basket'), content: [h('h1', {}, say('basket')), ...content] };
}

/**
 * A link of the chat puts things in: ?add=SKU:2&add=... once, also when the page is loaded again.
 * @param {URLSearchParams} query
 */
function take(query) {
  for (const line of query.getAll('add')) {
    const [sku, pieces] = line.split(':');
    basket.add(sku, Number(pieces || 1));
  }
  history.replaceState(history.state, '', '/shop/cart');
}

function empty() {
  return [
    h('p', { class: 'empty' }, say('emptyBasket')),
    h('p', { class: 'row' }, h('a', { class: 'button', href: '/shop/products' }, say('lookAround'))),
  ];
}

/** @param {Line[]} lines */
async function full(lines) {
  const account = await customer.account();
  const value = lines.reduce((sum, { product, pieces }) => sum + product.price * pieces, 0);
  const [way] = account ? await ways(account.address.pin, value) : [];
  return [
    h(
      'div',
      { class: 'cart' },
      h('ul', { class: 'lines' }, ...lines.map(line)),
      h(
        'section',
        { class: 'summary', 'aria-label': say('total') },
        costs(value, way),
        account ? checkout(lines) : h('div', {}, h('p', {}, say('logInToOrder')), await logins()),
        h('p', { class: 'soft small' }, say('placeNote')),
      ),
    ),
  ];
}

/** @param {Line} line */
function line({ product, pieces }) {
  const { sku, name, price, stock } = product;
  const most = Math.max(Math.min(stock ?? MOST, MOST), pieces);
  const options = Array.from({ length: most }, (_, place) => h('option', {}, String(place + 1)));
  const set = async (/** @type {number} */ wanted) => {
    basket.set(sku, wanted);
    if (!wanted) notice(say('removed', { name }));
    await show({ top: scrollY, focus: !wanted });
    document.getElementById(`pieces-${sku}`)?.focus();
  };
  const choice = h(
    'select',
    { id: `pieces-${sku}`, 'aria-label': `${say('quantity')}: ${name}`, onchange: () => set(Number(choice.value)) },
    ...options,
  );
  choice.value = String(pieces);
  const named = { class: 'link', 'aria-label': `${say('remove')}: ${name}` };
  const remove = h('button', { type: 'button', ...named, onclick: () => set(0) }, say('remove'));
  const isShort = stock !== null && stock < pieces;
  const short = isShort && h('span', { class: 'badge gone' }, say('fewer', { n: stock }));
  return h(
    'li',
    {},
    picture(sku, 96),
    h(
      'div',
      {},
      h('a', { href: `/shop/products/${sku}`, lang: 'en' }, name),
      h('p', { class: 'soft' }, `${money(price)} `, short),
      h('p', { class: 'row' }, choice, remove),
    ),
    h('strong', { class: 'amount' }, money(price * pieces)),
  );
}

/** @param {number} value @param {any} way */
function costs(value, way) {
  const rows = [
    [say('goods'), money(value)],
    [say('delivery'), way ? (way.charge ? money(way.charge) : say('free')) : '…'],
    [say('total'), money(value + (way?.charge ?? 0))],
  ];
  return h(
    'div',
    {},
    sums(rows),
    way && h('p', { class: 'expected' }, icon('truck'), say('arrives', { from: day(way.from), until: day(way.until) })),
  );
}

/** @param {Line[]} lines */
function checkout(lines) {
  const key = crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`;
  const trouble = h('p', { class: 'trouble', role: 'alert' });
  const button = h('button', { class: 'button' }, say('place'));
  const methods = ['cod', 'upi'].map((value, place) => {
    const choice = h('input', { type: 'radio', name: 'method', value, checked: !place });
    return h('label', { class: 'tick' }, choice, say(value));
  });
  const place = async (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    button.disabled = true;
    const method = new FormData(/** @type {HTMLFormElement} */ (event.target)).get('method');
    try {
      await order(key, lines, String(method));
    } catch (error) {
      const code = error instanceof Refused ? error.code : '';
      trouble.textContent = say(/** @type {Record<string, string>} */ (REFUSALS)[code] ?? 'failed');
      button.disabled = false;
    }
  };
  const how = h('fieldset', {}, h('legend', {}, say('payBy')), ...methods);
  return h('form', { class: 'checkout', onsubmit: place }, how, button, trouble);
}

/** @param {string} key @param {Line[]} lines @param {string} method */
async function order(key, lines, method) {
  const wanted = lines.map(({ product, pieces }) => ({ sku: product.sku, quantity: pieces }));
  const { number } = await ask('orders', { key, lines: wanted, method });
  placed = number;
  basket.empty();
  forgetGoods();
  await show({ focus: true, top: 0 });
}

function thanks() {
  const number = String(placed);
  placed = null;
  const question = () => askInChat(say('orderQuestion', { number }));
  return {
    title: say('basket'),
    content: [
      h(
        'div',
        { class: 'thanks' },
        icon('check'),
        h('h1', {}, say('placed', { number })),
        h('p', { class: 'lead' }, say('placedNote')),
        h(
          'p',
          { class: 'row' },
          h('button', { type: 'button', class: 'button', onclick: question }, icon('chat'), say('askThis')),
          h('a', { class: 'button quiet', href: '/shop/account' }, say('yourOrders')),
        ),
      ),
    ],
  };
}
