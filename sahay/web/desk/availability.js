/** `<desk-availability>`: whether the agent takes conversations, and which colleagues do. */

import { ApiError } from "/desk/api.js";
import { AVAILABILITIES } from "/desk/colleagues.js";
import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { explanation, named, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/colleagues.js").Availability} Availability
 * @typedef {import("/desk/colleagues.js").Colleague} Colleague
 */

export class AvailabilityControl extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  #button = h("button", {
    type: "button",
    class: "availability",
    popovertarget: "availability",
    "aria-haspopup": "dialog",
  });
  #choices = h("div", { class: "choices", role: "group", "aria-label": t("availability") });
  #others = h("div", { class: "colleagues" });
  #panel = h(
    "div",
    { id: "availability", class: "menu", popover: "auto", role: "dialog", "aria-label": t("availability") },
    this.#choices,
    this.#others,
  );

  begin() {
    this.replaceChildren(this.#button, this.#panel);
    this.listen(this.desk.colleagues, "change", () => this.#render());
    this.listen(this.#panel, "toggle", (event) => event.newState === "open" && this.desk.colleagues.load());
    this.#render();
  }

  #render() {
    const { all, availability, online } = this.desk.colleagues;
    this.hidden = availability === undefined;
    if (availability === undefined) return;
    refill(this.#button, [availability, online.length], () => [
      mark(availability),
      h("span", { class: "unseen" }, `${t("availability")}: `),
      h("span", { class: "availability-own" }, named("availability", availability)),
      h(
        "span",
        { class: "availability-count" },
        icon("team"),
        h("span", { "aria-hidden": "true" }, online.length),
        h("span", { class: "unseen" }, t("colleagues_online", { count: online.length })),
      ),
    ]);
    refill(this.#choices, [availability], () =>
      AVAILABILITIES.map((each) => this.#choice(each, each === availability)),
    );
    refill(this.#others, [all], () => [
      h("h2", {}, t("colleagues")),
      h("ul", {}, all.filter(({ id }) => id !== this.desk.agent.id).map(colleague)),
    ]);
  }

  /**
   * @param {Availability} each
   * @param {boolean} chosen
   */
  #choice(each, chosen) {
    return h(
      "button",
      { type: "button", class: "choice-line", "aria-pressed": String(chosen), onclick: () => this.become(each) },
      mark(each),
      h(
        "span",
        { class: "choice-words" },
        h("strong", {}, named("availability", each)),
        h("span", {}, t(`availability_${each}_hint`)),
      ),
      chosen && icon("check"),
    );
  }

  /** @param {Availability} availability */
  async become(availability) {
    try {
      await this.desk.colleagues.become(availability);
      this.desk.announce(t("availability_now", { availability: named("availability", availability) }));
      this.#panel.hidePopover();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.desk.notify("error", explanation(error.code, error.message));
    }
  }
}

/**
 * @param {Colleague} colleague
 * @returns {HTMLElement}
 */
function colleague({ name, availability = "offline", load, capacity }) {
  return h(
    "li",
    {},
    mark(availability),
    h("span", { class: "colleague-name", dir: "auto" }, name),
    h("span", { class: "unseen" }, named("availability", availability)),
    capacity !== undefined &&
      h("span", { class: "load", title: t("load_of", { load: load ?? 0, capacity }) }, `${load ?? 0}/${capacity}`),
  );
}

/**
 * @param {Availability} availability
 * @returns {HTMLElement} a full, half or empty circle: told apart without colours
 */
function mark(availability) {
  return h("span", { class: "mark", "data-availability": availability, "aria-hidden": "true" });
}

customElements.define("desk-availability", AvailabilityControl);
