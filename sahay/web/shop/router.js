/** Addresses and pages: a page is shown without the document being loaded anew, so that the chat stays as it is. */
import * as account from './page-account.js';
import * as cart from './page-cart.js';
import * as help from './page-help.js';
import * as home from './page-home.js';
import * as missing from './page-missing.js';
import * as product from './page-product.js';
import * as products from './page-products.js';
import { goods } from './goods.js';

/**
 * @typedef {{title: string, content: Node[]}} Page
 * @typedef {{path: string[], query: URLSearchParams}} Asked what an address asks for: the groups of its pattern
 */

/** @type {[RegExp, {page: (asked: Asked) => Promise<Page | null>}][]} */
const ROUTES = [
  [/^\/$/, home],
  [/^\/shop\/products$/, products],
  [/^\/shop\/products\/([^/]+)$/, product],
  [/^\/shop\/cart$/, cart],
  [/^\/shop\/account$/, account],
  [/^\/shop\/help$/, help],
];

const main = /** @type {HTMLElement} */ (document.querySelector('main'));
/** Counts the pages that were asked for: only the last one is shown. */
let asked = 0;

/** @param {URL} url @returns {Promise<Page>} */
async function found(url) {
  for (const [pattern, { page }] of ROUTES) {
    const match = pattern.exec(url.pathname);
    const shown = match && (await page({ path: match.slice(1).map(decodeURIComponent), query: url.searchParams }));
    if (shown) return shown;
  }
  return missing.page();
}

/** Shows what the address says, again if it did already. @param {{focus?: boolean, top?: number}} [how] */
export async function show({ focus = false, top } = {}) {
  const turn = (asked += 1);
  main.setAttribute('aria-busy', 'true');
  const { title, content } = await found(new URL(location.href)).catch(() => missing.unreachable());
  if (turn !== asked) return;
  main.replaceChildren(...content);
  main.removeAttribute('aria-busy');
  document.title = location.pathname === '/' ? `Saral Store: ${title}` : `${title} · Saral Store`;
  mark();
  place(focus, top);
}

/** @param {boolean} focus whether who hears the page is told of it @param {number} [top] where it was left */
function place(focus, top) {
  const named = location.hash && document.getElementById(location.hash.slice(1));
  const heading = named || main.querySelector('h1');
  if (focus && heading) {
    heading.tabIndex = -1;
    heading.focus({ preventScroll: true });
  }
  if (top !== undefined) scrollTo({ top, behavior: 'instant' });
  else if (named && named !== main) named.scrollIntoView({ behavior: 'instant' });
}

/** Which of the departments this is. */
function mark() {
  const here = location.pathname + location.search;
  for (const link of document.querySelectorAll('.top nav a, .top .tool')) {
    if (link.getAttribute('href') === here) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  const search = /** @type {HTMLInputElement} */ (document.querySelector('.search input'));
  search.value = new URLSearchParams(location.search).get('q') ?? '';
}

/** The same page with another address: it stays where it is. @param {string} address */
export function change(address) {
  history.replaceState(history.state, '', address);
  return show({ top: scrollY });
}

/** @param {string} address */
export function go(address) {
  history.replaceState({ top: scrollY }, '');
  history.pushState(null, '', address);
  return show({ focus: true, top: new URL(address, location.href).hash ? undefined : 0 });
}

/** Links of the shop's own address, as the chat's, lead to this copy of it. @param {URL} url @param {string} [shop] */
function ours(url, shop) {
  if (url.origin === location.origin) return /^\/($|shop\/)/.test(url.pathname) ? url : null;
  if (!shop || url.origin !== new URL(shop).origin) return null;
  return new URL(`/shop${url.pathname}${url.search}`, location.href);
}

/** @param {MouseEvent} event */
function follow(event) {
  const { defaultPrevented, button, metaKey, ctrlKey, shiftKey, altKey } = event;
  if (defaultPrevented || button || metaKey || ctrlKey || shiftKey || altKey) return;
  const link = event.composedPath().find((each) => each instanceof HTMLAnchorElement);
  if (!(link instanceof HTMLAnchorElement) || link.download) return;
  const url = ours(new URL(link.href), shopAddress);
  if (!url || (url.hash === '#main' && url.pathname === location.pathname)) return;
  event.preventDefault();
  go(url.pathname + url.search + url.hash);
}

let shopAddress = '';

export async function start() {
  history.scrollRestoration = 'manual';
  addEventListener('click', follow);
  addEventListener('popstate', ({ state }) => show({ focus: true, top: state?.top ?? 0 }));
  addEventListener('submit', (event) => {
    if (!(event.target instanceof HTMLFormElement) || !event.target.matches('.search')) return;
    event.preventDefault();
    const words = String(new FormData(event.target).get('q')).trim();
    go(words ? `/shop/products?q=${encodeURIComponent(words)}` : '/shop/products');
  });
  await show({ top: history.state?.top });
  shopAddress = (await goods().catch(() => null))?.shop ?? '';
}
