/**
 * `<desk-login>`: e-mail and password, then the second factor if there is one, or its set-up if the role asks for it; or,
 * behind a link, the choice of a first password. Fires `enter` with the session.
 */

import { h } from "/desk/element.js";
import { current, offered, t } from "/desk/language.js";
import "/desk/login-factor.js";
import { LoginForm } from "/desk/login-form.js";
import { forgetInvitation, invitationToken } from "/desk/login-invitation.js";
import { passwordField } from "/desk/login-password.js";
import { preferences } from "/desk/preferences.js";

/** @typedef {import("/desk/shapes.js").Session} Session */

export class Login extends LoginForm {
  /** Whether a session has just ended under the agent's hands. */
  expired = false;

  #email = h("input", {
    id: "login-email",
    name: "email",
    type: "email",
    autocomplete: "username",
    inputmode: "email",
    autocapitalize: "none",
    spellcheck: "false",
    required: true,
  });
  #password = passwordField("login-password", t("login_password"), "current-password");
  #code = h("input", {
    id: "login-code",
    name: "code",
    autocomplete: "one-time-code",
    autocapitalize: "none",
    spellcheck: "false",
    required: true,
    "aria-describedby": "login-code-hint",
  });

  begin() {
    // What was asked in the console is asked no more: an open dialog would keep the focus from these fields.
    for (const dialog of /** @type {NodeListOf<HTMLDialogElement>} */ (document.querySelectorAll("dialog[open]"))) dialog.close();
    const token = invitationToken();
    if (token) this.#showInvitation(token);
    else this.#showPassword();
  }

  #showPassword() {
    const form = this.card(
      { title: t("login_title"), yes: "login_submit", busy: "login_busy", submit: () => this.#send() },
      this.expired && h("p", { class: "login-note", role: "status" }, t("login_expired")),
      h("label", { for: "login-email" }, t("login_email")),
      this.#email,
      this.#password.whole,
    );
    this.#show(form);
    this.#email.focus();
  }

  #showCode() {
    this.#code.value = "";
    const form = this.card(
      { title: t("login_code_title"), yes: "login_submit", busy: "login_busy", submit: () => this.#send() },
      h("label", { for: "login-code" }, t("login_code")),
      this.#code,
      h("p", { id: "login-code-hint", class: "login-hint" }, t("login_code_hint")),
    );
    form.append(h("button", { type: "button", class: "quiet", onclick: () => this.#showPassword() }, t("back")));
    this.#show(form);
    this.#code.focus();
  }

  /** @param {Session} session  of somebody whose role asks for a second factor */
  #showSetUp(session) {
    const setUp = /** @type {import("/desk/login-factor.js").FactorSetUp} */ (document.createElement("desk-factor-setup"));
    setUp.api = this.api;
    setUp.password = this.#password.input.value;
    setUp.addEventListener("done", () => this.#enter({ ...session, second_factor: { on: true, required: true } }));
    this.#show(
      h("section", { class: "login-card wide" }, h("h1", {}, t("factor_required_title")), h("p", { class: "login-hint" }, t("factor_required")), setUp),
    );
  }

  /** @param {string} token */
  #showInvitation(token) {
    const form = /** @type {import("/desk/login-invitation.js").Invitation} */ (document.createElement("desk-invitation"));
    form.api = this.api;
    form.token = token;
    form.addEventListener("leave", () => {
      forgetInvitation();
      this.#showPassword();
    });
    form.addEventListener("chosen", (event) => {
      const { email, password } = /** @type {CustomEvent<{email: string, password: string}>} */ (event).detail;
      forgetInvitation();
      this.#showPassword();
      this.#email.value = email;
      this.#password.input.value = password;
      this.querySelector("form")?.requestSubmit();
    });
    this.#show(form);
  }

  /** @param {HTMLElement} card */
  #show(card) {
    this.replaceChildren(h("main", { class: "login" }, card, languages()));
  }

  async #send() {
    if (!this.#complete()) return;
    const code = this.#code.isConnected ? this.#code.value.trim() : "";
    const session = await this.api.login(this.#email.value.trim(), this.#password.input.value, code);
    const { on, required } = session.second_factor ?? { on: false, required: false };
    if (required && !on) this.#showSetUp(session);
    else this.#enter(session);
  }

  /** @param {Session} session */
  #enter(session) {
    this.dispatchEvent(new CustomEvent("enter", { detail: session }));
  }

  /** @returns {boolean} */
  #complete() {
    if (this.#code.isConnected) return this.#code.value.trim() ? true : this.point(this.#code, t("login_code_missing"));
    if (!this.#email.value.trim()) return this.point(this.#email, t("login_email_missing"));
    if (!this.#password.input.value) return this.point(this.#password.input, t("login_password_missing"));
    return true;
  }

  /** @param {import("/desk/api.js").ApiError} error */
  refused(error) {
    if (error.code === "code_needed") this.#showCode();
    else if (error.code === "wrong_code") {
      this.point(this.#code, t("login_code_wrong"));
      this.#code.select();
    } else {
      if (this.#code.isConnected) this.#showPassword();
      this.point(this.#password.input, t("login_wrong"));
      this.#password.input.select();
    }
  }
}

/** @returns {HTMLElement} one button for each language, in its own script */
function languages() {
  return h(
    "div",
    { class: "login-languages", role: "group", "aria-label": t("menu_language") },
    offered().map(([code, own]) =>
      h(
        "button",
        {
          type: "button",
          class: "quiet",
          lang: code,
          "aria-pressed": String(code === current()),
          onclick: () => preferences.set("language", code),
        },
        own,
      ),
    ),
  );
}

customElements.define("desk-login", Login);
