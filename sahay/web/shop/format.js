/** Money, days and moments, as the customer's language writes them; in Latin digits, as bills have them. */
import { language } from './texts.js';

const ZONE = 'Asia/Kolkata';
const locale = () => `${language}-IN-u-nu-latn`;

/** @param {number} paise */
export function money(paise) {
  const digits = paise % 100 ? 2 : 0;
  const options = { style: /** @type {const} */ ('currency'), currency: 'INR', minimumFractionDigits: digits };
  return new Intl.NumberFormat(locale(), { ...options, maximumFractionDigits: digits }).format(paise / 100);
}

/** @param {string} date an ISO date, without a time */
export function day(date) {
  const options = { weekday: /** @type {const} */ ('short'), day: /** @type {const} */ ('numeric') };
  return new Intl.DateTimeFormat(locale(), { ...options, month: 'short', timeZone: 'UTC' }).format(new Date(date));
}

/** @param {string} at an ISO moment */
export function moment(at) {
  const options = { day: /** @type {const} */ ('numeric'), month: /** @type {const} */ ('short'), timeZone: ZONE };
  return new Intl.DateTimeFormat(locale(), { ...options, hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

/** @param {string} at an ISO moment */
export function dayOf(at) {
  const options = { day: /** @type {const} */ ('numeric'), month: /** @type {const} */ ('short'), timeZone: ZONE };
  return new Intl.DateTimeFormat(locale(), options).format(new Date(at));
}
