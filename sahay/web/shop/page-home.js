/** The first page; all of the shop where the demo is not seeded. */
import { cards } from './card.js';
import { h, icon, picture } from './dom.js';
import { DEPARTMENTS, goods } from './goods.js';
import { say } from './texts.js';
import { tour } from './tour.js';

/** What the window shows: something from each department. */
const LIKED = ['HH-106', 'CL-203', 'EL-303', 'HH-107', 'CL-201', 'EL-309', 'HH-103', 'EL-301'];
const FACES = ['HH-112', 'CL-204', 'EL-308'];

export async function page() {
  const shop = await goods();
  const content = [hero(Boolean(shop)), promises()];
  if (shop) content.push(departments(), liked(shop.products));
  content.push(await tour(Boolean(shop)));
  return { title: say('slogan'), content };
}

/** @param {boolean} isShop */
function hero(isShop) {
  return h(
    'section',
    { class: 'hero' },
    h(
      'div',
      {},
      h('h1', {}, say('slogan')),
      h('p', { class: 'lead' }, say('about')),
      h(
        'p',
        { class: 'row' },
        isShop && h('a', { class: 'button', href: '/shop/products' }, say('lookAround')),
        h('a', { class: 'button quiet', href: '/shop/help', 'data-sahay-open': true }, icon('chat'), say('askOrder')),
      ),
    ),
    h('img', { class: 'shelf', src: '/shop/shelf.svg', width: 360, height: 260, alt: '' }),
  );
}

function promises() {
  const told = /** @type {const} */ ([
    ['truck', 'freeDelivery', 'fromWorth'],
    ['back', 'tenDays', 'toReturn'],
    ['shield', 'cash', 'upTo'],
    ['chat', 'helpIn', 'threeLanguages'],
  ]);
  return h(
    'ul',
    { class: 'promises' },
    ...told.map(([sign, what, how]) => {
      const words = h('span', {}, h('strong', {}, say(what)), ' ', say(how));
      return h('li', {}, icon(sign), words);
    }),
  );
}

function departments() {
  const doors = DEPARTMENTS.map((name, place) =>
    h('li', {}, h('a', { href: `/shop/products?department=${name}` }, picture(FACES[place], 96), say(name))),
  );
  return h('ul', { class: 'doors' }, ...doors);
}

/** @param {import('./goods.js').Product[]} products */
function liked(products) {
  const bySku = new Map(products.map((each) => [each.sku, each]));
  const shown = LIKED.flatMap((sku) => bySku.get(sku) ?? []);
  return h(
    'section',
    { class: 'block' },
    h(
      'div',
      { class: 'heading' },
      h('h2', {}, say('liked')),
      h('a', { class: 'more', href: '/shop/products' }, say('seeAll')),
    ),
    cards(shown),
  );
}
