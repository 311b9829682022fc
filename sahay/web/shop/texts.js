/** The shop's words, in the language that was chosen. Names of products are as the catalogue has them, in English. */
import { en } from './words-en.js';
import { gu } from './words-gu.js';
import { hi } from './words-hi.js';
import { keep } from './kept.js';

const WORDS = { en, hi, gu };
const KEPT = 'language';

const { lang } = document.documentElement; // as language.js has set it

/** @type {'en' | 'hi' | 'gu'} */
export let language = lang in WORDS ? /** @type {any} */ (lang) : 'en';

/** @param {string} tag */
export function choose(tag) {
  if (!(tag in WORDS)) return;
  language = /** @type {'en' | 'hi' | 'gu'} */ (tag);
  document.documentElement.lang = language;
  keep(KEPT, language);
}

/** @param {string} key @param {Record<string, string | number>} [values] for the {blanks} */
export function say(key, values = {}) {
  const text = /** @type {Record<string, string>} */ (WORDS[language])[key];
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {string} one the key of one thing @param {string} many the other key, with a blank {n} @param {number} n */
export function count(one, many, n) {
  return n === 1 ? say(one) : say(many, { n });
}

/** What may have no word of ours, as a state that is new: as it is. @param {string} key */
export function sayOr(key, otherwise = '') {
  return key in WORDS[language] ? say(key) : otherwise;
}

/** The document's own words, which are in English in the page. */
export function translate() {
  for (const element of document.querySelectorAll('[data-say]')) {
    element.textContent = say(/** @type {HTMLElement} */ (element).dataset.say ?? '');
  }
}
