/** What a customer is called. */

import { t } from "/desk/language.js";

/** So much of a conversation's id stands for who has told no name. */
const SHOWN = 6;

/**
 * @param {{id: string, customer: string}} card  of one who has told no name it says so in English
 * @returns {string} in the agent's language
 */
export function nameOf({ id, customer }) {
  return customer === `Customer ${id.slice(0, SHOWN)}` ? unnamed(id) : customer;
}

/** @param {string} id  of the conversation */
export function unnamed(id) {
  return t("customer_unnamed", { id: id.slice(0, SHOWN) });
}
