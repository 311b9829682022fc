/**
 * What an agent can do with a conversation: one table for the buttons at its head, its menu, the keyboard and the
 * command palette.
 */

import { block, spam, unblock } from "/desk/block.js";
import { merge } from "/desk/merge.js";
import { prioritise } from "/desk/priority.js";
import { resolve, returnToBot } from "/desk/resolve.js";
import { snooze } from "/desk/snooze.js";
import { sendTranscript } from "/desk/transcript.js";
import { assign, transfer } from "/desk/transfer.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/shapes.js").Card} Card
 *
 * @typedef {object} Subject
 * @property {Desk} desk
 * @property {Card} card
 * @property {boolean} begun  whether a reply is written and not sent
 *
 * @typedef {object} Action
 * @property {string} name  also the key of its text
 * @property {Parameters<typeof import("/desk/icons.js").icon>[0]} mark
 * @property {string} [key]  its shortcut
 * @property {"head"|"icon"|number} place  a button with its name, one without, or a group of the menu
 * @property {boolean} [grave]
 * @property {(subject: Subject) => boolean} allowed
 * @property {(subject: Subject) => Promise<unknown>} run  true when it was done
 */

/** @type {Action[]} */
export const ACTIONS = [
  {
    name: "claim",
    mark: "claim",
    key: "C",
    place: "head",
    allowed: ({ card, desk }) => desk.allowed(card).claim,
    run: ({ card, desk }) => desk.act(card.id, "claim"),
  },
  {
    name: "wake",
    mark: "wake",
    key: "S",
    place: "head",
    allowed: ({ card, desk }) => desk.isMine(card) && card.owner === "snoozed",
    run: ({ card, desk }) => desk.act(card.id, "wake"),
  },
  {
    name: "resolve",
    mark: "check",
    key: "E",
    place: "head",
    allowed: isActive,
    run: ({ begun, card, desk }) => resolve(desk, card, begun),
  },
  {
    name: "return",
    mark: "bot",
    key: "B",
    place: "head",
    allowed: isActive,
    run: ({ begun, card, desk }) => returnToBot(desk, card, begun),
  },
  {
    name: "snooze",
    mark: "snooze",
    key: "S",
    place: "icon",
    allowed: isActive,
    run: ({ card, desk }) => snooze(desk, card),
  },
  {
    name: "transfer",
    mark: "transfer",
    key: "F",
    place: "icon",
    allowed: isActive,
    run: ({ card, desk }) => transfer(desk, card),
  },
  {
    name: "give-back",
    mark: "give",
    place: 0,
    allowed: ({ card, desk }) => desk.isMine(card) || (desk.may("lead") && isHeld(card)),
    run: ({ card, desk }) => desk.act(card.id, "give-back"),
  },
  {
    name: "assign",
    mark: "user",
    place: 0,
    allowed: ({ card, desk }) => desk.may("lead") && isOpen(card),
    run: ({ card, desk }) => assign(desk, card),
  },
  {
    name: "priority",
    mark: "flag",
    place: 0,
    allowed: ({ card }) => isOpen(card),
    run: ({ card, desk }) => prioritise(desk, card),
  },
  {
    name: "transcript",
    mark: "mail",
    place: 1,
    allowed: () => true,
    run: ({ card, desk }) => sendTranscript(desk, card, contactOf(desk, card)?.email ?? ""),
  },
  {
    name: "merge",
    mark: "merge",
    place: 1,
    allowed: ({ card, desk }) => Boolean(contactOf(desk, card)),
    run: ({ card, desk }) => merge(desk, card),
  },
  {
    name: "unblock",
    mark: "check",
    place: 2,
    allowed: ({ card, desk }) => desk.may("lead") && isBlocked(desk, card) === true,
    run: ({ card, desk }) => unblock(desk, card),
  },
  {
    name: "block",
    mark: "block",
    place: 2,
    grave: true,
    allowed: ({ card, desk }) => desk.may("lead") && isBlocked(desk, card) === false,
    run: ({ card, desk }) => block(desk, card),
  },
  {
    name: "spam",
    mark: "spam",
    place: 2,
    grave: true,
    allowed: ({ card, desk }) => desk.may("lead") && isBlocked(desk, card) === false,
    run: ({ card, desk }) => spam(desk, card),
  },
];

/** @param {Subject} subject  with the agent, and not set aside */
function isActive({ card, desk }) {
  return desk.isMine(card) && card.owner === "agent";
}

/** @param {Card} card  an agent has it */
function isHeld({ owner }) {
  return owner === "agent" || owner === "snoozed";
}

/** @param {Card} card  somebody waits for a human, or has one */
function isOpen(card) {
  return card.owner === "queued" || isHeld(card);
}

/**
 * @param {Desk} desk
 * @param {Card} card
 */
function contactOf(desk, card) {
  return desk.thread(card.id)?.dossier?.contact;
}

/**
 * @param {Desk} desk
 * @param {Card} card
 * @returns {boolean|undefined} nothing where the contact is not known yet
 */
function isBlocked(desk, card) {
  return contactOf(desk, card)?.blocked ?? card.contact?.blocked;
}
