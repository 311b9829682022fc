/**
 * `<desk-known>`: the customer at the side of the conversation, what the bot had learnt, and who had the conversation
 * when. Fires `close`.
 */

import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { confidenceText, day, exactly, languageName, named, t, timeOfDay } from "/desk/language.js";
import { changeText } from "/desk/messages.js";
import { metaOf } from "/desk/meta.js";
import { copyable } from "/desk/profile-copy.js";
import { conversations, orders, satisfaction, tickets } from "/desk/profile-past.js";
import "/desk/profile-tags.js";
import "/desk/profile.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Known} Known
 * @typedef {import("/desk/shapes.js").OwnerChange} OwnerChange
 */

/** Shown above, or of no use to a person. */
const HIDDEN_SLOTS = new Set([
  "language",
  "order_number",
  "known_order",
  "requested_slot",
  "session_started_metadata",
]);

export class KnownPanel extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  /** @type {string|undefined} of the orders' totals */
  #currency;
  #title = h("h2", { id: "known-title", tabindex: -1 }, t("profile"));
  #facts = h("div", { class: "known-facts-all" });
  #past = h("div", { class: "known-facts-all" });
  #body = h("div", {
    class: "known-body scrolls",
    tabindex: 0,
    role: "group",
    "aria-labelledby": "known-title",
  });

  begin() {
    const close = () => this.dispatchEvent(new Event("close"));
    const button = h(
      "button",
      { type: "button", class: "round panel-close", "aria-label": t("panel_close"), onclick: close },
      icon("close"),
    );
    const [profile, tags] = ["desk-profile", "desk-tags"].map((tag) =>
      Object.assign(document.createElement(tag), { desk: this.desk, conversationId: this.conversationId }),
    );
    const tagged = h("section", {}, h("h3", {}, t("tags")), tags);
    this.#body.replaceChildren(profile, tagged, this.#facts, this.#past);
    this.replaceChildren(
      h(
        "section",
        { class: "known", "aria-labelledby": "known-title" },
        h("header", {}, this.#title, button),
        this.#body,
      ),
    );
    this.listen(this.desk, "thread", (event) => event.detail === this.conversationId && this.#render());
    this.#render();
    metaOf(this.desk.api).then(({ currency }) => this.#pays(currency), () => undefined);
  }

  /** @param {string} [currency] */
  #pays(currency) {
    this.#currency = currency;
    this.#render();
  }

  focusTitle() {
    this.#title.focus();
  }

  #render() {
    const dossier = this.desk.thread(this.conversationId)?.dossier;
    if (!dossier) return;
    const { contact, conversation, events, known, rating } = dossier;
    refill(this.#facts, [conversation.id, known], () => [
      h("section", {}, h("h3", {}, t("known_title")), facts(conversation, known)),
      details(known.slots),
    ]);
    refill(this.#past, [contact, events, rating, conversation.id, this.#currency], () => [
      satisfaction(dossier),
      contact && orders(contact, this.#currency),
      contact && tickets(contact),
      contact && conversations(contact, conversation.id),
      history(events),
    ]);
  }
}

/**
 * @param {Card} card
 * @param {Known} known
 * @returns {HTMLElement}
 */
function facts(card, known) {
  return h(
    "dl",
    { class: "known-facts" },
    known.reason &&
      fact(t("known_reason"), h("span", { class: "fact reason" }, named("reason", known.reason))),
    known.order && fact(t("known_order"), copyable(known.order, h("code", { class: "large" }, known.order))),
    known.intent && fact(t("known_understood"), understood(known)),
    fact(t("known_language"), languageName(known.language), "half"),
    fact(t("known_channel"), named("channel", known.channel), "half"),
  );
}

/**
 * @param {string} term
 * @param {import("/desk/element.js").Child} description
 * @param {string} [look]
 * @returns {HTMLElement}
 */
function fact(term, description, look) {
  return h("div", { class: look }, h("dt", {}, term), h("dd", { dir: "auto" }, description));
}

/**
 * @param {Known} known
 * @returns {HTMLElement}
 */
function understood({ intent, confidence }) {
  const bar = h("span", { class: "share", "aria-hidden": "true" });
  bar.style.setProperty("--share", String(Number(confidence) || 0));
  return h("span", { class: "understood" }, h("code", {}, intent), bar, confidenceText(confidence));
}

/**
 * @param {Record<string, unknown>} slots
 * @returns {HTMLElement|null}
 */
function details(slots) {
  const told = Object.entries(slots).filter(
    ([name, value]) => !HIDDEN_SLOTS.has(name) && value !== null && value !== "",
  );
  if (!told.length) return null;
  return h(
    "section",
    {},
    h("h3", {}, t("known_details")),
    h(
      "dl",
      { class: "slots" },
      told.map(([name, value]) => fact(name.replaceAll("_", " "), readable(value))),
    ),
  );
}

/**
 * @param {unknown} value
 * @returns {string}
 */
function readable(value) {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}

/**
 * @param {OwnerChange[]} events
 * @returns {HTMLElement}
 */
function history(events) {
  const lines = events.map((change) =>
    h(
      "li",
      { "data-to": change.to },
      h("span", { dir: "auto" }, changeText(change)),
      h(
        "time",
        { datetime: change.at, title: exactly(change.at) },
        `${day(change.at)}, ${timeOfDay(change.at)}`,
      ),
    ),
  );
  const body = lines.length
    ? h("ol", { class: "timeline" }, lines)
    : h("p", { class: "quiet-text" }, t("known_no_history"));
  return h("section", {}, h("h3", {}, t("known_history")), body);
}

customElements.define("desk-known", KnownPanel);
