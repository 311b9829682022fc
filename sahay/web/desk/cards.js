/** What follows from one conversation's card: where it stands in the list, what may be done, what is unread. */

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Queue} Queue
 * @typedef {import("/desk/shapes.js").Section} Section
 * @typedef {import("/desk/shapes.js").Verb} Verb
 */

/** @type {Section[]} */
export const SECTIONS = ["queued", "mine", "others", "recent"];

/** @type {Queue} */
export const EMPTY = { queued: [], mine: [], others: [], recent: [] };

/**
 * @param {Card} card
 * @param {string} agentId
 * @returns {boolean}
 */
export function isMine(card, agentId) {
  return (card.owner === "agent" || card.owner === "snoozed") && card.assignee?.id === agentId;
}

/**
 * @param {Card} card
 * @param {string} agentId
 * @returns {Section}
 */
export function sectionOf(card, agentId) {
  if (isMine(card, agentId)) return "mine";
  if (card.owner === "queued") return "queued";
  return card.owner === "bot" || card.owner === "resolved" ? "recent" : "others";
}

/**
 * The moves that the server would accept now.
 *
 * @param {Card} card
 * @param {string} agentId
 * @returns {Record<Verb|"reply", boolean>}
 */
export function allowed(card, agentId) {
  const mine = isMine(card, agentId);
  return { claim: card.owner !== "agent" && !mine, reply: mine, resolve: mine, return: mine };
}

/**
 * The queue with one card put where it now belongs, before the server's next snapshot says the same.
 *
 * @param {Queue} queue
 * @param {Card} card
 * @param {string} agentId
 * @returns {Queue}
 */
export function placed(queue, card, agentId) {
  const section = sectionOf(card, agentId);
  const entries = SECTIONS.map((name) => {
    const others = queue[name].filter(({ id }) => id !== card.id);
    return [name, name === section ? inserted(others, card, section) : others];
  });
  return /** @type {Queue} */ (Object.fromEntries(entries));
}

/**
 * @param {Card[]} cards
 * @param {Card} card
 * @param {Section} section
 * @returns {Card[]}
 */
function inserted(cards, card, section) {
  return section === "queued" ? [...cards, card].sort(byPosition) : [card, ...cards];
}

/**
 * @param {Card} left
 * @param {Card} right
 */
function byPosition(left, right) {
  return (left.position ?? Infinity) - (right.position ?? Infinity);
}

/**
 * @param {Queue} queue
 * @param {string} id
 * @returns {Card|undefined}
 */
export function find(queue, id) {
  for (const section of SECTIONS) {
    const card = queue[section].find((candidate) => candidate.id === id);
    if (card) return card;
  }
  return undefined;
}

/**
 * @param {Card} card
 * @param {number} seen  the last sequence number that the agent has had on screen
 * @returns {boolean} whether the customer has written since
 */
export function isUnread(card, seen) {
  return card.last?.author === "customer" && card.last.seq > seen;
}
