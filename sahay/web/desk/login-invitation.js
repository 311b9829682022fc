/**
 * `<desk-invitation>`: whoever has a link chooses a password. Fires `chosen` with e-mail and password, and `leave` when the
 * link opens nothing.
 */

import { ApiError } from "/desk/api.js";
import { h } from "/desk/element.js";
import { explanation, t } from "/desk/language.js";
import { LoginForm } from "/desk/login-form.js";
import { passwordField } from "/desk/login-password.js";

const LINK = /^#\/invitation\/([\w-]+)$/;

/** @returns {string|null} the token in the address: behind the hash, so that no server writes it into a log */
export function invitationToken() {
  return LINK.exec(location.hash)?.[1] ?? null;
}

/** It opens nothing any more: the history need not keep it. */
export function forgetInvitation() {
  history.replaceState(null, "", location.pathname);
}

export class Invitation extends LoginForm {
  token = "";

  #email = "";

  begin() {
    this.#ask();
  }

  async #ask() {
    this.replaceChildren(h("p", { role: "status" }, t("loading")));
    try {
      const told = await this.api.post("/invitations/read", { token: this.token });
      if (this.isConnected) this.#show(told);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (this.isConnected) this.#refuse(explanation(error.code, error.message));
    }
  }

  /** @param {{name: string, email: string, password_characters: number}} told */
  #show({ name, email, password_characters: count }) {
    this.#email = email;
    const password = passwordField("invitation-password", t("invitation_password"), "new-password", "invitation-rules");
    const form = this.card(
      {
        title: t("invitation_title", { name }),
        yes: "invitation_submit",
        busy: "invitation_busy",
        submit: () => this.#accept(password.input),
      },
      // A password manager keeps both together.
      h("input", { type: "email", name: "email", value: email, autocomplete: "username", hidden: true, readonly: true }),
      h("p", { class: "login-hint" }, t("invitation_for", { email })),
      password.whole,
      h("p", { id: "invitation-rules", class: "login-hint" }, t("password_rules", { count })),
    );
    this.replaceChildren(form);
    password.input.focus();
  }

  /** @param {HTMLInputElement} input */
  async #accept(input) {
    if (!input.value) {
      this.point(input, t("login_password_missing"));
      return;
    }
    const password = input.value;
    await this.api.post("/invitations/accept", { token: this.token, password });
    this.dispatchEvent(new CustomEvent("chosen", { detail: { email: this.#email, password } }));
  }

  /** @param {ApiError} error */
  refused(error) {
    const text = explanation(error.code, error.message);
    const input = /** @type {HTMLInputElement} */ (this.querySelector("#invitation-password"));
    if (error.code.startsWith("password_")) this.point(input, text);
    else this.#refuse(text);
  }

  /** @param {string} text */
  #refuse(text) {
    const leave = h("button", { type: "button", class: "primary", onclick: () => this.dispatchEvent(new Event("leave")) }, t("login_title"));
    this.replaceChildren(h("section", { class: "login-card" }, h("h1", {}, t("invitation_over")), h("p", { class: "login-hint", role: "alert" }, text), leave));
    leave.focus();
  }
}

customElements.define("desk-invitation", Invitation);
