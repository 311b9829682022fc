/** `<desk-tickets>`: the matters that wait for somebody's answer, the most urgent first. */

import { ApiError } from "/desk/api.js";
import { h, reconcile, refill } from "/desk/element.js";
import { explanation, moment, named, t } from "/desk/language.js";
import { Page } from "/desk/page.js";

/**
 * @typedef {import("/desk/shapes.js").Ticket} Ticket
 * @typedef {import("/desk/shapes.js").TicketState} TicketState
 */

/** @type {TicketState[]} what an agent can say of a ticket here */
const STEPS = ["in_progress", "solved"];
const PATIENCE_MILLISECONDS = 3000;

export class Tickets extends Page {
  /** @type {Ticket[]|null} null until they have arrived */
  #tickets = null;
  #failed = false;
  #timer = 0;
  /** @type {Set<string>} references of those that are being moved */
  #busy = new Set();

  #list = h("ul", { class: "tickets-list" });
  #empty = h("div", { class: "empty" });

  begin() {
    this.replaceChildren(
      h(
        "section",
        { class: "page tickets", "aria-label": t("tickets") },
        this.head(t("tickets")),
        h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("tickets") }, this.#list, this.#empty),
      ),
    );
    this.listen(this.desk, "queue", () => this.#loadSoon());
    this.#render();
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  /** At a busy desk something happens many times a second; the tickets are asked for now and then. */
  #loadSoon() {
    this.#timer ||= setTimeout(() => this.#load(), PATIENCE_MILLISECONDS);
  }

  async #load() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    try {
      const { tickets } = await this.desk.api.tickets();
      this.#tickets = tickets;
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    if (this.isConnected) this.#render();
  }

  /**
   * @param {Ticket} ticket
   * @param {TicketState} state
   */
  async #move({ reference }, state) {
    if (this.#busy.has(reference)) return;
    this.#busy.add(reference);
    this.#render();
    try {
      await this.desk.api.moveTicket(reference, state);
      this.desk.notify("done", t(`done_ticket_${state}`, { reference }));
    } catch (error) {
      const { code, message } = error instanceof ApiError ? error : { code: "unexpected", message: "" };
      this.desk.notify("error", explanation(code, message));
    }
    this.#busy.delete(reference);
    await this.#load();
    // Its buttons may be gone, or have nothing more to do.
    if (this.isConnected && (document.activeElement === document.body || !document.activeElement)) this.focusTitle();
  }

  #render() {
    const tickets = this.#tickets ?? [];
    reconcile(
      this.#list,
      tickets,
      ({ reference }) => reference,
      () => h("li", { class: "ticket" }),
      (node, ticket) => this.#renderTicket(node, ticket),
    );
    refill(this.#empty, [this.#tickets === null, this.#failed, tickets.length === 0], () => this.#nothing());
  }

  /** @returns {import("/desk/element.js").Child[]} */
  #nothing() {
    if (this.#failed)
      return [
        h("p", { role: "alert" }, t("tickets_failed")),
        h("button", { type: "button", onclick: () => this.#load() }, t("try_again")),
      ];
    if (this.#tickets === null) return [h("p", { role: "status" }, t("loading"))];
    return this.#tickets.length ? [] : [h("h3", {}, t("tickets_empty")), h("p", {}, t("tickets_empty_hint"))];
  }

  /**
   * @param {HTMLElement} node
   * @param {Ticket} ticket
   */
  #renderTicket(node, ticket) {
    const late = Date.parse(ticket.respond_by) < Date.now();
    const busy = this.#busy.has(ticket.reference);
    node.toggleAttribute("data-late", late);
    refill(node, [ticket, late, busy], () => [
      heading(ticket),
      h("p", { class: "ticket-text", dir: "auto", lang: ticket.language }, ticket.text),
      h(
        "p",
        { class: "ticket-by" },
        t(late ? "ticket_late" : "ticket_by", { time: moment(ticket.respond_by) }),
      ),
      h(
        "div",
        { class: "ticket-actions" },
        h(
          "a",
          {
            href: `#/c/${encodeURIComponent(ticket.conversation_id)}`,
            "aria-label": `${t("ticket_conversation")} ${ticket.reference}`,
          },
          t("ticket_conversation"),
        ),
        STEPS.map((state) => this.#button(ticket, state, busy)),
      ),
    ]);
  }

  /**
   * @param {Ticket} ticket
   * @param {TicketState} state
   * @param {boolean} busy
   * @returns {HTMLElement}
   */
  #button(ticket, state, busy) {
    const label = t(`ticket_${state}`);
    return h(
      "button",
      {
        type: "button",
        "data-state": state,
        "aria-label": `${label} ${ticket.reference}`,
        disabled: busy || ticket.state === state,
        onclick: () => this.#move(ticket, state),
      },
      label,
    );
  }
}

/**
 * @param {Ticket} ticket
 * @returns {HTMLElement} which matter it is, and how far
 */
function heading({ reference, kind, priority, state, order_number: order }) {
  return h(
    "div",
    { class: "ticket-head" },
    h("h3", {}, reference),
    h("span", { class: "fact" }, named("ticket_kind", kind)),
    h("span", { class: `fact priority ${priority}` }, named("ticket_priority", priority)),
    order && h("span", { class: "fact" }, t("ticket_order", { order })),
    h("span", { class: "fact plain" }, named("ticket", state)),
  );
}

customElements.define("desk-tickets", Tickets);
