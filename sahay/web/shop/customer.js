/** Who is logged in at the shop. The server knows by its cookie; the page remembers only that there is one. */
import { identify } from './chat.js';
import { kept, keep } from './kept.js';
import { Refused, ask } from './server.js';

const KEPT = 'customer';

/**
 * @typedef {{sku: string, name: string, quantity: number, price: number}} Item
 * @typedef {{kind: string, carrier: string, number: string, events: {step: string, at: string, city: string}[]}} Parcel
 * @typedef {{number: string, state: string, placed_at: string, expected_on: string | null, items: Item[],
 *   delivery_charge: number, discount: number, total: number, steps: {state: string, at: string}[], parcels: Parcel[],
 *   payments: {method: string, state: string, amount: number}[], refunds: {state: string, amount: number}[]}} Order
 * @typedef {{id: string, name: string, email: string, orders: Order[],
 *   address: {line: string, city: string, region: string, pin: string}}} Account
 */

class Customer extends EventTarget {
  /** What is called in the header before the server has answered. */
  get name() {
    return kept(KEPT);
  }

  /** The account with its orders, as it is now; null when nobody is logged in. @returns {Promise<Account | null>} */
  async account() {
    if (!this.name) return null;
    try {
      return await ask('account');
    } catch (error) {
      if (!(error instanceof Refused && [401, 404].includes(error.status))) throw error;
      this.#is(null);
      return null;
    }
  }

  /** @param {{id: string, name: string}} who */
  async logIn({ id, name }) {
    const { token } = await ask('login', { account: id });
    this.#is(name);
    identify(token);
  }

  async logOut() {
    await ask('logout', {});
    this.#is(null);
    identify();
  }

  /** Tell the chat, on a page that was opened by somebody who is logged in. */
  async tellChat() {
    if (!this.name) return;
    try {
      identify((await ask('token', {})).token);
    } catch (error) {
      if (error instanceof Refused && error.status === 401) this.#is(null);
    }
  }

  /** @param {string | null} name */
  #is(name) {
    keep(KEPT, name);
    this.dispatchEvent(new Event('change'));
  }
}

export const customer = new Customer();
