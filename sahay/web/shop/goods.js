/** What the shop sells: asked for once. */
import { Refused, ask } from './server.js';

/**
 * @typedef {{sku: string, name: string, also: string[], category: string, price: number, stock: number | null,
 *   specification: Record<string, string>, warranty_months: number, return_days: number | null}} Product
 * @typedef {{shop: string, currency: string, products: Product[]}} Goods
 */

/** Fewer than so many are told. */
export const FEW = 10;
export const DEPARTMENTS = ['household', 'clothing', 'electronics'];

/** @type {Promise<Goods | null> | null} */
let asked = null;

/** @returns {Promise<Goods | null>} null where the demo is not seeded: then there is the chat, and no shop */
export function goods() {
  asked ??= ask('products').catch((error) => {
    asked = null;
    if (error instanceof Refused && error.status === 404) return null;
    throw error;
  });
  return asked;
}

/** After an order there are fewer. */
export function forgetGoods() {
  asked = null;
}

/** @param {string} sku @returns {Promise<Product | undefined>} */
export async function product(sku) {
  return (await goods())?.products.find((each) => each.sku === sku);
}

/** Without accents and dots below, as people type. @param {string} text */
const folded = (text) => text.normalize('NFKD').replace(/[\u0300-\u036f\u093c\u0abc]/g, '').toLowerCase();

/** @param {Product} product @returns {string} */
const described = ({ name, also, category, specification }) =>
  folded([name, category, ...also, ...Object.values(specification)].join(' '));

/** @param {Product[]} products @param {string} words in any language: all of them must be found */
export function matching(products, words) {
  const wanted = folded(words).split(/\s+/).filter(Boolean);
  return products.filter((each) => wanted.every((word) => described(each).includes(word)));
}

/** A number ends in the place within the department: so they come in turns. @param {Product} product */
const place = ({ sku }) => sku.slice(-2);

/** @type {Record<string, (one: Product, other: Product) => number>} */
export const ORDERS = {
  suggested: (one, other) => place(one).localeCompare(place(other)),
  cheap: (one, other) => one.price - other.price,
  dear: (one, other) => other.price - one.price,
  name: (one, other) => one.name.localeCompare(other.name),
};
