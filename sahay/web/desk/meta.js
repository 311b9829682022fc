/** What the desk is set up for: teams, reasons, next steps, channels. Asked once; and its people, asked each time. */

/**
 * @typedef {object} Limits  of a channel
 * @property {number} [text]  characters of one message; a longer one is sent in parts
 * @property {number} [window_hours]  after the customer's last message; later nothing may be sent
 *
 * @typedef {object} Meta
 * @property {string[]} teams
 * @property {string[]} resolve_reasons
 * @property {{intent: string, title: string}[]} next_steps
 * @property {Record<string, Limits>} channels
 * @property {string} [shop]  its name
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

/** @type {WeakMap<object, Promise<Meta>>} */
const asked = new WeakMap();

/**
 * @param {import("/desk/api.js").Api} api
 * @returns {Promise<Meta>} asked anew after a failure
 */
export function metaOf(api) {
  const known = asked.get(api);
  if (known) return known;
  const answer = api.get("/meta");
  asked.set(api, answer);
  answer.catch(() => asked.delete(api));
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
