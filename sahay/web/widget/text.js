import { h } from './dom.js';

/** The only addresses that become links. */
const SAFE = ['http:', 'https:', 'mailto:', 'tel:'];
/** Neither spaces, quotes and brackets, nor the characters that turn the reading direction around. */
const PART = '[^\\s<>"\'`\\p{Bidi_Control}]';
const ADDRESS = new RegExp(`\\b(?:https?://|www\\.|mailto:|tel:)${PART}+|[\\w.+-]+@[\\w-]+(?:\\.[\\w-]+)+`, 'giu');
const SENTENCE_END = /[.,;:!?…।॥*_~]+$/u;

/**
 * @param {string} text
 * @returns {(Node | string)[]} the same characters, with links where they can be opened safely
 */
export function withLinks(text) {
  const parts = [];
  let from = 0;
  for (const { 0: found, index } of text.matchAll(ADDRESS)) {
    const shown = withoutPunctuation(found);
    const href = address(shown);
    if (!href) continue;
    const link = h('a', { href, target: '_blank', rel: 'noopener noreferrer nofollow', dir: 'ltr' }, shown);
    parts.push(text.slice(from, index), link);
    from = index + shown.length;
  }
  return [...parts, text.slice(from)];
}

/** @param {string} found @returns {string} without the end of the sentence, or the bracket, that it stands in */
function withoutPunctuation(found) {
  const short = found.replace(SENTENCE_END, '');
  const loose = short.endsWith(')') && short.split(')').length > short.split('(').length;
  return loose ? withoutPunctuation(short.slice(0, -1)) : short;
}

/** @param {string} shown @returns {string | null} */
function address(shown) {
  const scheme = /^(https?|mailto|tel):/i.test(shown) ? '' : (/^www\./i.test(shown) ? 'https://' : 'mailto:');
  try {
    const { protocol, href } = new URL(scheme + shown);
    return SAFE.includes(protocol) ? href : null;
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @returns {string} which voice should read it, by its script; Hindi in Latin letters cannot be told
 */
export function languageOf(text) {
  const count = (/** @type {RegExp} */ script) => text.match(script)?.length ?? 0;
  const hindi = count(/\p{Script=Devanagari}/gu);
  const gujarati = count(/\p{Script=Gujarati}/gu);
  if (!hindi && !gujarati) return 'en';
  return hindi < gujarati ? 'gu' : 'hi';
}

/** @param {string} text @returns {number} characters, as the server counts them */
export function lengthOf(text) {
  return [...text].length;
}

/** @param {Date} date @returns {string} the calendar day where the customer is */
export function dayOf(date) {
  return date.toDateString();
}

/** @param {Date} date @param {string} language @returns {string} "today", "yesterday" or the date */
export function dayLabel(date, language) {
  const now = new Date();
  for (const day of [0, -1]) {
    const that = new Date(now.getFullYear(), now.getMonth(), now.getDate() + day);
    const words = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
    if (dayOf(that) === dayOf(date)) return words.format(day, 'day');
  }
  return date.toLocaleDateString(`${language}-IN`, { day: 'numeric', month: 'long', year: 'numeric' });
}

/** @param {string} day an ISO date @param {string} language */
export function promisedDay(day, language) {
  const date = new Date(`${day}T00:00`);
  return date.toLocaleDateString(`${language}-IN`, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** @param {{amount: string, currency: string}} money @param {string} language */
export function moneyLabel({ amount, currency }, language) {
  return Number(amount).toLocaleString(`${language}-IN`, { style: 'currency', currency });
}

/** @param {number} bytes @param {string} language */
export function sizeLabel(bytes, language) {
  return Math.ceil(bytes / 1000).toLocaleString(`${language}-IN`, { style: 'unit', unit: 'kilobyte' });
}

/** @param {Date} date @param {string} language */
export function timeLabel(date, language) {
  return date.toLocaleTimeString(`${language}-IN`, { hour: 'numeric', minute: '2-digit' });
}
