/** Canned responses: found by a few letters, in the customer's language, with the blanks filled. */

/**
 * @typedef {object} Canned
 * @property {string} id
 * @property {string} shortcut
 * @property {string} title
 * @property {{en: string, hi?: string, gu?: string}} texts
 * @property {boolean} shared
 *
 * @typedef {"customer"|"order"|"agent"|"shop"} Blank
 */

/** @type {Blank[]} */
export const BLANKS = ["customer", "order", "agent", "shop"];
const BLANK = /\{(customer|order|agent|shop)\}/g;

/** @typedef {{canned: Canned[], values: Partial<Record<Blank, string|null>>}} Answer  with what fills blanks anywhere */

/** @type {WeakMap<object, Promise<Answer>>} */
const asked = new WeakMap();

/**
 * @param {import("/desk/api.js").Api} api
 * @returns {Promise<Answer>} one's own and everybody's; asked again after `forget` or a failure
 */
export function cannedOf(api) {
  const known = asked.get(api);
  if (known) return known;
  const answer = api.get("/canned");
  asked.set(api, answer);
  answer.catch(() => asked.delete(api));
  return answer;
}

/** @param {import("/desk/api.js").Api} api  they have changed */
export function forgetCanned(api) {
  asked.delete(api);
}

/**
 * Asks anew; until the answer is there, and if there is none, the known ones serve.
 *
 * @param {import("/desk/api.js").Api} api
 */
export function refreshCanned(api) {
  const answer = api.get("/canned");
  answer.then(
    () => asked.set(api, answer),
    () => undefined,
  );
}

/**
 * @param {Canned[]} responses
 * @param {string} query
 * @returns {Canned[]} the best first: by shortcut, then by title, then by text
 */
export function search(responses, query) {
  const wanted = query.toLowerCase();
  const rank = (/** @type {Canned} */ { shortcut, texts, title }) => {
    if (shortcut.toLowerCase().startsWith(wanted)) return 0;
    if (title.toLowerCase().includes(wanted)) return 1;
    return Object.values(texts).some((text) => text.toLowerCase().includes(wanted)) ? 2 : 3;
  };
  return responses
    .map((response) => ({ response, rank: rank(response) }))
    .filter((found) => found.rank < 3)
    .sort((left, right) => left.rank - right.rank || left.response.shortcut.localeCompare(right.response.shortcut))
    .map(({ response }) => response);
}

/**
 * @param {Canned} response
 * @param {string} language  of the customer; one written in Latin letters is answered in English
 * @returns {string}
 */
export function textIn({ texts }, language) {
  return texts[/** @type {keyof Canned["texts"]} */ (language)] ?? texts.en;
}

/**
 * @param {string} text
 * @param {Partial<Record<Blank, string|null>>} values
 * @returns {string} a blank whose value is unknown stays, to be filled by hand
 */
export function filled(text, values) {
  return text.replace(BLANK, (whole, name) => values[/** @type {Blank} */ (name)] || whole);
}

/**
 * @param {string} text
 * @returns {{start: number, end: number, blank: string}|null} the first blank that nobody has filled
 */
export function unfilled(text) {
  const [match] = text.matchAll(BLANK);
  return match ? { start: match.index, end: match.index + match[0].length, blank: match[0] } : null;
}
