/** What follows from one conversation's card: where it stands in the list, what may be done, what is unread. */

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Section} Section
 * @typedef {import("/desk/shapes.js").Verb} Verb
 */

/** @type {Section[]} */
export const SECTIONS = ["queued", "mine", "others", "recent"];

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
 * @param {Card} card
 * @param {string} agentId
 * @param {number} [now]  milliseconds since 1970
 * @returns {boolean} whether the agent is asked to take it, and may still say yes
 */
export function isOffered({ owner, offered }, agentId, now = Date.now()) {
  return owner === "queued" && offered?.to.id === agentId && Date.parse(offered.until) > now;
}

/**
 * @param {Card} card
 * @returns {number} of the log's last line. `last` may be an earlier one: of who waits, what they wrote last
 */
export function lastSeqOf({ last, last_seq: seq }) {
  return seq ?? last?.seq ?? 0;
}

/**
 * @param {Card} card
 * @param {number} seen  the last sequence number that the agent has had on screen
 * @returns {boolean} whether the customer has written since
 */
export function isUnread(card, seen) {
  return card.last?.author === "customer" && card.last.seq > seen;
}
