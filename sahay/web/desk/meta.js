/** What the desk is set up for: teams, reasons, next steps, channels. Asked once; and its people, asked each time. */

import { current, named } from "/desk/language.js";

/**
 * @typedef {object} Limits  of a channel
 * @property {number} [characters]  of one message; a longer one is sent in parts
 * @property {number} [files]  of one message
 * @property {number} [file_bytes]  of one file
 *
 * @typedef {object} Meta
 * @property {string[]} teams
 * @property {string[]} languages
 * @property {string[]} resolve_reasons
 * @property {{intent: string, title: string}[]} next_steps
 * @property {Record<string, {limits: Limits}>} channels
 * @property {string} [currency]  of the orders' totals, ISO 4217
 *
 * @typedef {object} Colleague
 * @property {string} id
 * @property {string} name
 * @property {string} [role]
 * @property {string[]} [teams]
 * @property {string[]} [languages]
 * @property {"online"|"away"|"offline"} [availability]
 * @property {number} [load]
 * @property {number} [capacity]
 */

/** @type {WeakMap<object, Map<string, Promise<Meta>>>} by language: titles are in it */
const asked = new WeakMap();

/**
 * @param {import("/desk/api.js").Api} api
 * @returns {Promise<Meta>} asked anew after a failure
 */
export function metaOf(api) {
  const answers = asked.get(api) ?? new Map();
  asked.set(api, answers);
  const language = current();
  const known = answers.get(language);
  if (known) return known;
  const answer = api.get(`/meta?language=${language}`);
  answers.set(language, answer);
  answer.catch(() => answers.delete(language));
  return answer;
}

/**
 * @param {import("/desk/api.js").Api} api
 * @returns {Promise<Colleague[]>} everybody at the desk, who is there first
 */
export async function colleagues(api) {
  const { agents } = await api.get("/agents");
  const order = ["online", "away", "offline"];
  return agents.sort(
    (/** @type {Colleague} */ left, /** @type {Colleague} */ right) =>
      order.indexOf(left.availability ?? "") - order.indexOf(right.availability ?? "") ||
      left.name.localeCompare(right.name),
  );
}

/**
 * @param {string} team  as the settings name it
 * @returns {string} with a capital letter, as a name has one
 */
export function teamName(team) {
  const words = named("team", team);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
