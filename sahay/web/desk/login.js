/** `<desk-login>`: e-mail and password. Fires `enter` with the session. */

import { ApiError } from "/desk/api.js";
import { assign, h, Part } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { current, duration, offered, t } from "/desk/language.js";
import { preferences } from "/desk/preferences.js";

/** Waited after a refusal for too many attempts that does not say how long. */
const PAUSE_SECONDS = 30;

export class Login extends Part {
  /** @type {import("/desk/api.js").Api} */
  api;
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
    "aria-describedby": "login-error",
  });
  #password = h("input", {
    id: "login-password",
    name: "password",
    type: "password",
    autocomplete: "current-password",
    required: true,
    "aria-describedby": "login-error",
  });
  #reveal = h("button", { type: "button", class: "quiet", onclick: () => this.#toggle() });
  #error = h("p", { id: "login-error", class: "login-error", role: "alert" });
  #submit = h("button", { type: "submit", class: "primary" });
  #countdown = 0;

  begin() {
    this.#submit.textContent = t("login_submit");
    this.#showReveal();
    // Our own messages appear in the agent's chosen language, the browser's would not: hence novalidate.
    const form = h(
      "form",
      {
        class: "login-card",
        method: "post",
        novalidate: true,
        onsubmit: (/** @type {Event} */ e) => this.#send(e),
      },
      h("h1", {}, h("img", { src: "/desk/icon.svg", alt: "", width: 32, height: 32 }), t("login_title")),
      this.expired && h("p", { class: "login-note", role: "status" }, t("login_expired")),
      h("label", { for: "login-email" }, t("login_email")),
      this.#email,
      h("label", { for: "login-password" }, t("login_password")),
      h("div", { class: "login-secret" }, this.#password, this.#reveal),
      this.#error,
      this.#submit,
    );
    this.replaceChildren(h("main", { class: "login" }, form, languages()));
    this.#email.focus();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#countdown);
  }

  /** @param {Event} event */
  async #send(event) {
    event.preventDefault();
    if (this.#submit.disabled || !this.#complete()) return;
    this.#say("");
    this.#busy(true);
    try {
      const session = await this.api.login(this.#email.value.trim(), this.#password.value);
      this.dispatchEvent(new CustomEvent("enter", { detail: session }));
    } catch (error) {
      this.#busy(false);
      if (error instanceof ApiError) this.#refused(error);
      else throw error;
    }
  }

  /** @returns {boolean} */
  #complete() {
    if (!this.#email.value.trim()) return this.#point(this.#email, t("login_email_missing"));
    if (!this.#password.value) return this.#point(this.#password, t("login_password_missing"));
    return true;
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} text
   * @returns {false}
   */
  #point(input, text) {
    this.#say(text);
    assign(input, "aria-invalid", "true");
    input.focus();
    return false;
  }

  /** @param {ApiError} error */
  #refused(error) {
    if (error.status === 429) this.#pause(error.retryAfter || PAUSE_SECONDS);
    else if (error.status === 0) this.#say(t("login_unreachable"));
    else if (error.status >= 500) this.#say(t("login_trouble"));
    else {
      this.#point(this.#password, t("login_wrong"));
      this.#password.select();
    }
  }

  /** @param {number} seconds  during which the server refuses every attempt */
  #pause(seconds) {
    const end = Date.now() + seconds * 1000;
    const tick = () => {
      const left = Math.ceil((end - Date.now()) / 1000);
      this.#submit.disabled = left > 0;
      if (left > 0) return;
      clearInterval(this.#countdown);
      this.#say("");
    };
    this.#say(t("login_limited", { time: duration(seconds) }));
    clearInterval(this.#countdown);
    this.#countdown = setInterval(tick, 1000);
    tick();
  }

  /** @param {boolean} busy */
  #busy(busy) {
    this.#submit.disabled = busy;
    this.#submit.textContent = t(busy ? "login_busy" : "login_submit");
  }

  /** @param {string} text */
  #say(text) {
    this.#error.replaceChildren(...(text ? [icon("warn"), text] : []));
    for (const input of [this.#email, this.#password]) assign(input, "aria-invalid", null);
  }

  #toggle() {
    this.#password.type = this.#password.type === "password" ? "text" : "password";
    this.#showReveal();
  }

  #showReveal() {
    this.#reveal.textContent = t(this.#password.type === "password" ? "login_show" : "login_hide");
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
