/** Watches what changes and tells the agent what concerns them: aloud, in the title, by a notification. */

import { alertTo, showInTitle } from "/desk/alerts.js";
import { nameOf } from "/desk/customers.js";
import { t } from "/desk/language.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/lists.js").Change} Change
 * @typedef {import("/desk/shapes.js").Card} Card
 */

/** Of more arrivals at once (a connection that came back) one notification tells the number. */
const SINGLE_NOTIFICATIONS = 3;

const LATE = new Set(["warned", "breached"]);

/** @type {{kind: import("/desk/alerts.js").Kind, when: (desk: Desk, change: Change) => boolean}[]} the first that fits */
const CONCERNS = [
  { kind: "alert_offer", when: (desk, { card, before }) => desk.isOffered(card) && !(before && desk.isOffered(before)) },
  { kind: "alert_sla", when: (desk, change) => hasTurnedLate(change) && isMyMatter(desk, change.card) },
  { kind: "alert_message", when: (desk, change) => !document.hasFocus() && hasAnswered(desk, change) },
];

export class Watch {
  /** @param {Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @param {Change[]} changes */
  after(changes) {
    showInTitle(this.desk.lists.of("queued").length);
    for (const change of changes) {
      const concern = CONCERNS.find(({ when }) => when(this.desk, change));
      if (concern) alertTo(concern.kind, change.card);
      if (concern?.kind === "alert_offer") this.desk.announce(t("announce_offer", { customer: nameOf(change.card) }));
    }
    this.#welcome(changes.filter(({ card, before }) => card.owner === "queued" && before?.owner !== "queued"));
  }

  /**
   * Says aloud what has arrived in the open conversation.
   *
   * @param {import("/desk/thread.js").Thread} thread
   * @param {import("/desk/shapes.js").Message[]} messages
   */
  said(thread, messages) {
    if (thread.id !== this.desk.selected) return;
    const customer = this.desk.nameOf(thread.id);
    for (const { author, name, text } of messages) {
      if (author === "agent" && name === this.desk.agent.name) continue;
      const who = author === "customer" ? `${customer}:` : name ? `${name}:` : t(`author_${author}`);
      this.desk.announce(`${who} ${text}`);
    }
  }

  /** @param {{id: string, by?: string|{name: string}}} mention  in a note of that conversation */
  mention({ id, by }) {
    const name = (typeof by === "string" ? by : by?.name) ?? t("someone");
    this.desk.announce(t("announce_mention", { name }));
    this.desk.point(t("announce_mention", { name }), id);
    alertTo("alert_mention", { id, customer: this.desk.nameOf(id) });
  }

  /** @param {Change[]} arrivals */
  #welcome(arrivals) {
    const others = arrivals.filter(({ card }) => !card.offered).map(({ card }) => card);
    if (!arrivals.length) return;
    const count = this.desk.lists.of("queued").length;
    this.desk.announce(t("announce_waiting", { count }));
    if (others.length <= SINGLE_NOTIFICATIONS) for (const card of others) alertTo("alert_waiting", card);
    else alertTo("alert_waiting", { id: "", customer: t("announce_waiting", { count }) });
  }
}

/**
 * Who leads the desk is told of every promise that was broken.
 *
 * @param {Desk} desk
 * @param {Card} card
 */
function isMyMatter(desk, card) {
  return desk.isMine(card) || (desk.may("lead") && card.sla?.state === "breached");
}

/** @param {Change} change */
function hasTurnedLate({ card, before }) {
  const state = card.sla?.state ?? "";
  return LATE.has(state) && state !== before?.sla?.state;
}

/**
 * @param {Desk} desk
 * @param {Change} change
 */
function hasAnswered(desk, { card, before }) {
  return desk.isUnread(card) && (card.last?.seq ?? 0) > (before?.last?.seq ?? 0);
}
