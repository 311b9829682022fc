/** `<desk-security>`: how one looks to customers, and signs in: the password, the second factor, where one is signed in. */

import { field } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { moment, t } from "/desk/language.js";
import { recoveryCodes } from "/desk/login-factor.js";
import { Page } from "/desk/page.js";
import { portrait } from "/desk/portrait.js";
import { browserName } from "/desk/security-browser.js";

/**
 * @typedef {{on: boolean, required: boolean, recovery_codes_left: number}} Factor
 * @typedef {{id: string, created_at: string, seen_at: string, address: string|null, browser: string|null,
 *   current: boolean}} Place
 */

export class Security extends Page {
  /** @type {{factor: Factor, sessions: Place[]}|null} null until they have arrived */
  #told = null;
  #failed = false;

  #factor = h("div", { class: "security-factor" });
  #sessions = h("ul", { class: "security-sessions" });
  #empty = h("div", { class: "empty" });

  begin() {
    const change = h("button", { type: "button", onclick: () => this.#changePassword() }, t("security_password_change"));
    const parts = h(
      "div",
      { class: "security-parts" },
      part(t("security_picture"), ...portrait(this.desk)),
      part(t("security_password"), h("p", {}, t("security_password_hint")), h("div", { class: "security-tools" }, change)),
      part(t("security_factor"), this.#factor),
      part(t("security_sessions"), this.#sessions),
      this.#empty,
    );
    this.replaceChildren(
      h(
        "section",
        { class: "page security", "aria-label": t("security") },
        this.head(t("security")),
        h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("security") }, parts),
      ),
    );
    this.#render();
    this.#load();
  }

  async #load() {
    try {
      const [factor, { sessions }] = await Promise.all([
        this.desk.api.get("/me/second-factor"),
        this.desk.api.get("/sessions"),
      ]);
      this.#told = { factor, sessions };
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    if (this.isConnected) this.#render();
  }

  async #changePassword() {
    const current = h("input", { type: "password", autocomplete: "current-password" });
    const chosen = h("input", { type: "password", autocomplete: "new-password" });
    await openDialog({
      title: t("security_password_change"),
      fields: [
        field(t("security_password_current"), current),
        field(t("security_password_new"), chosen, t("security_password_rules")),
      ],
      yes: t("save"),
      submit: async () => {
        require(current, chosen);
        await this.desk.api.post("/me/password", { current: current.value, new: chosen.value });
        this.desk.notify("done", t("done_password_changed"));
      },
    });
    await this.#load();
  }

  #setUp() {
    const setUp = /** @type {import("/desk/login-factor.js").FactorSetUp} */ (document.createElement("desk-factor-setup"));
    setUp.api = this.desk.api;
    setUp.heading = "h4";
    setUp.addEventListener("done", async () => {
      this.desk.notify("done", t("done_factor_on"));
      await this.#load();
      this.focusTitle();
    });
    refill(this.#factor, "set-up", () => [h("div", { class: "login-card" }, setUp)]);
  }

  async #remove() {
    const password = h("input", { type: "password", autocomplete: "current-password" });
    const code = h("input", { autocomplete: "one-time-code", autocapitalize: "none" });
    await openDialog({
      title: t("security_factor_remove"),
      text: t("security_factor_remove_text"),
      fields: [field(t("factor_password"), password), field(t("login_code"), code, t("login_code_hint"))],
      yes: t("security_factor_remove"),
      submit: async () => {
        require(password, code);
        await this.desk.api.post("/me/second-factor/remove", { password: password.value, code: code.value.trim() });
        this.desk.notify("done", t("done_factor_off"));
      },
    });
    await this.#load();
  }

  async #newCodes() {
    const password = h("input", { type: "password", autocomplete: "current-password" });
    /** @type {string[]} */
    let codes = [];
    await openDialog({
      title: t("security_codes"),
      text: t("security_codes_text"),
      fields: [field(t("factor_password"), password)],
      yes: t("security_codes"),
      submit: async () => {
        require(password);
        const body = { password: password.value };
        codes = (await this.desk.api.post("/me/second-factor/recovery-codes", body)).recovery_codes;
      },
    });
    if (!codes.length) return;
    const kept = async () => {
      await this.#load();
      this.focusTitle();
    };
    refill(this.#factor, codes, () => [recoveryCodes(codes, "h4", kept)]);
    /** @type {HTMLElement|null} */ (this.#factor.querySelector("[tabindex]"))?.focus();
  }

  /** @param {Place} place */
  async #end({ id }) {
    await this.desk.tell(async () => {
      await this.desk.api.delete(`/sessions/${encodeURIComponent(id)}`);
      this.desk.notify("done", t("done_session_ended"));
    });
    await this.#load();
    this.focusTitle(); // its button is gone
  }

  #render() {
    const { factor, sessions } = this.#told ?? { factor: null, sessions: [] };
    refill(this.#factor, factor, () => (factor ? this.#renderFactor(factor) : []));
    reconcile(
      this.#sessions,
      sessions,
      ({ id }) => id,
      () => h("li", { class: "place" }),
      (node, place) => refill(node, place, () => this.#renderPlace(place)),
    );
    refill(this.#empty, [this.#told === null, this.#failed], () => this.#nothing());
  }

  #nothing() {
    if (this.#failed)
      return [
        h("p", { role: "alert" }, t("security_failed")),
        h("button", { type: "button", onclick: () => this.#load() }, t("try_again")),
      ];
    return this.#told ? [] : [h("p", { role: "status" }, t("loading"))];
  }

  /** @param {Factor} factor */
  #renderFactor({ on, required, recovery_codes_left: count }) {
    const button = (/** @type {string} */ name, /** @type {() => void} */ run) => h("button", { type: "button", onclick: run }, name);
    const words = [t(on ? "security_factor_on" : "security_factor_off"), required && t("security_factor_required")];
    return [
      h("p", {}, words.filter(Boolean).join(" ")),
      on && h("p", { class: "quiet-text" }, t("security_codes_left", { count })),
      h(
        "div",
        { class: "security-tools" },
        !on && button(t("security_factor_set_up"), () => this.#setUp()),
        on && button(t("security_codes"), () => this.#newCodes()),
        on && button(t("security_factor_remove"), () => this.#remove()),
      ),
    ];
  }

  /** @param {Place} place */
  #renderPlace(place) {
    const browser = browserName(place.browser) || t("security_session_unknown");
    const times = { since: moment(place.created_at), used: moment(place.seen_at) };
    return [
      h(
        "div",
        { class: "place-words" },
        h("p", { class: "place-name", title: place.browser ?? "" }, browser, place.current && h("span", { class: "badge good" }, t("security_session_here"))),
        h("p", { class: "quiet-text" }, t("security_session_since", times), place.address && ` · ${place.address}`),
      ),
      !place.current &&
        h(
          "button",
          { type: "button", "aria-label": t("security_session_end", { browser }), onclick: () => this.#end(place) },
          icon("close"),
          t("security_session_end_short"),
        ),
    ];
  }
}

/**
 * @param {string} title
 * @param {...Node} content
 */
function part(title, ...content) {
  return h("section", { class: "security-part" }, h("h3", {}, title), ...content);
}

/** @param {...HTMLInputElement} inputs */
function require(...inputs) {
  const empty = inputs.find(({ value }) => !value.trim());
  if (empty) throw new Missing(t("security_missing"), empty);
}

customElements.define("desk-security", Security);
