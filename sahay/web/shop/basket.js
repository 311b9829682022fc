/** The basket: kept in this browser, the same in every tab. */
import { kept, keep } from './kept.js';

/** Of one product; the server takes no more (sahay/shop/demo/checkout.py). */
export const MOST = 10;
const KEPT = 'basket';
const SOUND = /^[\w-]{1,40}$/;

class Basket extends EventTarget {
  /** @type {Map<string, number>} */
  #pieces = read();

  constructor() {
    super();
    addEventListener('storage', () => {
      this.#pieces = read();
      this.dispatchEvent(new Event('change'));
    });
  }

  /** SKU and number of each. @returns {[string, number][]} */
  get lines() {
    return [...this.#pieces];
  }

  get count() {
    return [...this.#pieces.values()].reduce((sum, pieces) => sum + pieces, 0);
  }

  /** @param {string} sku @param {number} pieces */
  add(sku, pieces) {
    this.set(sku, (this.#pieces.get(sku) ?? 0) + pieces);
  }

  /** @param {string} sku @param {number} pieces 0 takes it out */
  set(sku, pieces) {
    if (!SOUND.test(sku) || !Number.isInteger(pieces)) return;
    if (pieces > 0) this.#pieces.set(sku, Math.min(pieces, MOST));
    else this.#pieces.delete(sku);
    this.#changed();
  }

  empty() {
    this.#pieces.clear();
    this.#changed();
  }

  #changed() {
    keep(KEPT, JSON.stringify([...this.#pieces]));
    this.dispatchEvent(new Event('change'));
  }
}

/** @returns {Map<string, number>} */
function read() {
  try {
    const lines = JSON.parse(kept(KEPT) ?? '[]');
    return new Map(lines.filter(([sku, pieces]) => SOUND.test(sku) && pieces > 0 && pieces <= MOST));
  } catch {
    return new Map();
  }
}

export const basket = new Basket();
