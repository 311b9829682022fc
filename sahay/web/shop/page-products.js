/** All products: by department, by words, in an order. What is chosen is in the address. */
import { cards } from './card.js';
import { h } from './dom.js';
import { DEPARTMENTS, ORDERS, goods, matching } from './goods.js';
import { change } from './router.js';
import { count, say } from './texts.js';

/** So many pictures are above the fold. */
const EAGER = 8;

/** @param {import('./router.js').Asked} asked */
export async function page({ query }) {
  const shop = await goods();
  if (!shop) return null;
  const department = DEPARTMENTS.find((each) => each === query.get('department'));
  const words = query.get('q')?.trim() ?? '';
  const order = ORDERS[query.get('sort') ?? ''] ?? ORDERS.suggested;
  const shown = matching(shop.products, words)
    .filter(({ category, stock }) => (!department || category === department) && !(query.has('stock') && stock === 0))
    .sort(order);
  const title = words ? say('resultsFor', { words }) : say(department ?? 'all');
  return {
    title,
    content: [
      h(
        'div',
        { class: 'heading' },
        h('h1', {}, title),
        h('p', { class: 'soft' }, count('oneResult', 'results', shown.length)),
      ),
      toolbar(query, department),
      shown.length ? cards(shown, { eager: EAGER, heading: 'h2' }) : nothing(),
    ],
  };
}

/** @param {URLSearchParams} query @param {string} [department] */
function toolbar(query, department) {
  const chips = [undefined, ...DEPARTMENTS].map((each) => {
    const href = changed(query, 'department', each);
    return h('a', { href, 'aria-current': each === department && 'true' }, say(each ?? 'all'));
  });
  const names = Object.keys(ORDERS).map((name) => h('option', { value: name }, say(name)));
  const sort = h('select', { id: 'sort', onchange: ({ target }) => choose(query, 'sort', target.value) }, ...names);
  sort.value = query.get('sort') ?? 'suggested';
  const onlyStock = h('input', {
    type: 'checkbox',
    id: 'stock',
    onchange: ({ target }) => choose(query, 'stock', target.checked ? '1' : ''),
  });
  onlyStock.checked = query.has('stock');
  return h(
    'div',
    { class: 'toolbar' },
    h('nav', { class: 'chips', 'aria-label': say('showOnly') }, ...chips),
    h('label', { class: 'tick' }, onlyStock, say('inStockOnly')),
    h('label', { class: 'field' }, say('sort'), sort),
  );
}

/** The address with one choice changed. @param {URLSearchParams} query @param {string} name @param {string} [value] */
function changed(query, name, value) {
  const other = new URLSearchParams(query);
  if (value) other.set(name, value);
  else other.delete(name);
  return `/shop/products${other.size ? `?${other}` : ''}`;
}

/** The choice keeps the focus. @param {URLSearchParams} query @param {string} name @param {string} value */
async function choose(query, name, value) {
  await change(changed(query, name, value));
  document.getElementById(name)?.focus();
}

function nothing() {
  return h('div', { class: 'empty' }, h('p', {}, h('strong', {}, say('nothing'))), h('p', {}, say('nothingTip')));
}
