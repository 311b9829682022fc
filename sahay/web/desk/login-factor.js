/**
 * `<desk-factor-setup>`: the second factor, step by step: the password (unless it is known), the QR code, a code of the app,
 * the recovery codes. Fires `done` when these are kept.
 */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";
import { LoginForm } from "/desk/login-form.js";
import { passwordField } from "/desk/login-password.js";

/** The quiet zone around a QR code, in squares (ISO/IEC 18004, 6.3.8). */
const QUIET = 4;

export class FactorSetUp extends LoginForm {
  /** Known when somebody has just signed in with it. */
  password = "";
  heading = /** @type {LoginForm["heading"]} */ ("h2");

  begin() {
    if (this.password) this.#begin();
    else this.#askPassword();
  }

  #askPassword() {
    const password = passwordField("factor-password", t("factor_password"), "current-password");
    const form = this.card(
      { title: t("factor_begin"), yes: "factor_next", busy: "factor_busy", submit: () => this.#begun(password.input) },
      password.whole,
    );
    this.replaceChildren(form);
    password.input.focus();
  }

  /** @param {HTMLInputElement} input */
  async #begun(input) {
    if (!input.value) {
      this.point(input, t("login_password_missing"));
      return;
    }
    this.password = input.value;
    await this.#begin();
  }

  async #begin() {
    const { secret, squares } = await this.api.post("/me/second-factor", { password: this.password });
    if (this.isConnected) this.#showCode(secret, squares);
  }

  /**
   * @param {string} secret
   * @param {string[]} squares
   */
  #showCode(secret, squares) {
    const code = h("input", {
      id: "factor-code",
      inputmode: "numeric",
      autocomplete: "one-time-code",
      required: true,
      "aria-describedby": "factor-code-hint",
    });
    const form = this.card(
      { title: t("factor_scan"), yes: "factor_confirm", busy: "factor_busy", submit: () => this.#confirm(code) },
      h("p", { class: "login-hint" }, t("factor_scan_hint")),
      drawn(squares, t("factor_qr")),
      h("p", { class: "login-hint" }, t("factor_secret"), " ", h("code", { class: "factor-secret" }, grouped(secret))),
      h("label", { for: "factor-code" }, t("factor_code")),
      code,
      h("p", { id: "factor-code-hint", class: "login-hint" }, t("factor_code_hint")),
    );
    this.replaceChildren(form);
    code.focus();
  }

  /** @param {HTMLInputElement} input */
  async #confirm(input) {
    if (!input.value.trim()) {
      this.point(input, t("login_code_missing"));
      return;
    }
    const { recovery_codes: codes } = await this.api.post("/me/second-factor/confirm", { code: input.value.trim() });
    this.replaceChildren(recoveryCodes(codes, this.heading, () => this.dispatchEvent(new Event("done"))));
    /** @type {HTMLElement|null} */ (this.querySelector("[tabindex]"))?.focus();
  }

  /** @param {import("/desk/api.js").ApiError} error */
  refused(error) {
    super.refused(error);
    this.querySelector("input")?.select();
  }
}

/**
 * @param {string[]} codes
 * @param {LoginForm["heading"]} heading
 * @param {() => void} done
 * @returns {HTMLElement}
 */
export function recoveryCodes(codes, heading, done) {
  return h(
    "section",
    { class: "factor-codes" },
    h(heading, { tabindex: -1 }, t("factor_codes")),
    h("p", { class: "login-hint" }, t("factor_codes_hint")),
    h("ul", {}, codes.map((code) => h("li", {}, h("code", {}, code)))),
    h("button", { type: "button", class: "primary", onclick: done }, t("factor_codes_kept")),
  );
}

/**
 * @param {string[]} squares  a text of 0 and 1 for each row
 * @param {string} label
 * @returns {HTMLElement} dark on light in each theme: cameras read it so
 */
function drawn(squares, label) {
  const namespace = "http://www.w3.org/2000/svg";
  const size = squares.length + 2 * QUIET;
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("shape-rendering", "crispEdges");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  const dark = squares.flatMap((row, y) =>
    [...row].flatMap((square, x) => (square === "1" ? [`M${x + QUIET} ${y + QUIET}h1v1h-1z`] : [])),
  );
  path.setAttribute("d", dark.join(""));
  svg.append(path);
  const figure = h("div", { class: "factor-qr", role: "img", "aria-label": label });
  figure.append(svg);
  return figure;
}

/** @param {string} secret */
function grouped(secret) {
  return secret.replace(/(.{4})(?=.)/g, "$1 ");
}

customElements.define("desk-factor-setup", FactorSetUp);
