/** `<desk-known>`: what the bot had learnt before a person came, and who had the conversation when. Fires `close`. */

import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { confidenceText, day, exactly, languageName, named, t, timeOfDay } from "/desk/language.js";
import { changeText } from "/desk/messages.js";

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
const COPIED_MILLISECONDS = 1500;

export class KnownPanel extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #title = h("h2", { id: "known-title", tabindex: -1 }, t("known_title"));
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
  }

  focusTitle() {
    this.#title.focus();
  }

  #render() {
    const dossier = this.desk.thread(this.conversationId)?.dossier;
    if (!dossier) return;
    const { conversation, events, known } = dossier;
    refill(this.#body, [conversation.customer, conversation.id, known, events], () => [
      facts(conversation, known),
      details(known.slots),
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
    known.order && fact(t("known_order"), copyable(known.order)),
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
 * @param {string} value
 * @returns {HTMLElement}
 */
function copyable(value) {
  const said = h("span", { class: "copied", role: "status" });
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    said.textContent = t("copied");
    setTimeout(() => (said.textContent = ""), COPIED_MILLISECONDS);
  };
  const button = h(
    "button",
    { type: "button", class: "round small", "aria-label": t("copy", { value }), onclick: copy },
    icon("copy"),
  );
  // The clipboard exists on secure origins only.
  return h(
    "span",
    { class: "copyable" },
    h("code", { class: "large" }, value),
    "clipboard" in navigator && button,
    said,
  );
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
