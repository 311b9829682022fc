/** The shop's page: its header, and whatever the address asks for. */
import { basket } from './basket.js';
import { speak } from './chat.js';
import { customer } from './customer.js';
import { goods } from './goods.js';
import { show, start } from './router.js';
import { choose, language, say, translate } from './texts.js';

/** @param {string} selector @returns {any} */
const find = (selector) => document.querySelector(selector);

function renderHeader() {
  const { count } = basket;
  const badge = find('.count');
  badge.textContent = String(count);
  badge.hidden = !count;
  find('[data-name=basket]').setAttribute('aria-label', `${say('basket')}: ${count}`);
  const account = find('[data-name=account]');
  account.setAttribute('aria-label', customer.name ? `${say('account')}: ${customer.name}` : say('account'));
  account.classList.toggle('known', Boolean(customer.name));
}

function renderWords() {
  translate();
  find('.search input').setAttribute('aria-label', say('searchName'));
  find('.search input').placeholder = say('search');
  find('[data-name=departments]').setAttribute('aria-label', say('departments'));
  find('.language').setAttribute('aria-label', say('language'));
  find('.language').value = language;
  renderHeader();
}

find('.language').addEventListener('change', ({ target }) => {
  choose(target.value);
  renderWords();
  speak(language);
  show({ top: scrollY });
});
basket.addEventListener('change', renderHeader);
customer.addEventListener('change', renderHeader);
renderWords();
start();
customer.tellChat();
// Where the demo is not seeded nothing is sold: what leads to the shop's pages is not shown.
goods().then((shop) => document.body.classList.toggle('bare', !shop), () => {});
