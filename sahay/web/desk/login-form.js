/** What the cards before the desk have in common: one thing at a time, an error beside it, a wait that is counted down. */

import { ApiError } from "/desk/api.js";
import { assign, h, Part } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { duration, explanation, t } from "/desk/language.js";

/** @typedef {keyof import("/desk/language.js").Texts} Key */

/** Waited after a refusal for too many attempts that does not say how long. */
const PAUSE_SECONDS = 30;

export class LoginForm extends Part {
  /** @type {import("/desk/api.js").Api} */
  api;
  /** @type {"h1"|"h2"|"h4"} of the card's title: the first of the page, or below another */
  heading = "h1";

  #error = h("p", { id: "login-error", class: "login-error", role: "alert" });
  #submit = h("button", { type: "submit", class: "primary" });
  /** @type {[Key, Key]} idle and busy */
  #names = ["login_submit", "login_busy"];
  #countdown = 0;

  disconnectedCallback() {
    super.disconnectedCallback();
    clearInterval(this.#countdown);
  }

  /**
   * @param {{title: string, yes: Key, busy: Key, submit: () => Promise<void>}} form
   * @param {...import("/desk/element.js").Child} fields
   */
  card({ title, yes, busy, submit }, ...fields) {
    this.#names = [yes, busy];
    this.#submit.textContent = t(yes);
    this.#submit.disabled = false;
    this.say("");
    // Our own messages appear in the agent's chosen language, the browser's would not: hence novalidate.
    return h(
      "form",
      { class: "login-card", method: "post", novalidate: true, onsubmit: (/** @type {Event} */ e) => this.#send(e, submit) },
      h(this.heading, {}, this.heading === "h1" && h("img", { src: "/desk/icon.svg", alt: "", width: 32, height: 32 }), title),
      ...fields,
      this.#error,
      this.#submit,
    );
  }

  /**
   * @param {HTMLInputElement} input
   * @param {string} text  what is wrong with it
   * @returns {false}
   */
  point(input, text) {
    this.say(text);
    assign(input, "aria-invalid", "true");
    assign(input, "aria-describedby", "login-error");
    input.focus();
    return false;
  }

  /** @param {string} text */
  say(text) {
    this.#error.replaceChildren(...(text ? [icon("warn"), text] : []));
    for (const input of this.querySelectorAll("[aria-invalid]")) assign(input, "aria-invalid", null);
  }

  /**
   * Overridden: what a refusal means in this card.
   *
   * @param {ApiError} error
   */
  refused(error) {
    this.say(explanation(error.code, error.message));
  }

  /**
   * @param {Event} event
   * @param {() => Promise<void>} submit
   */
  async #send(event, submit) {
    event.preventDefault();
    if (this.#submit.disabled) return;
    this.say("");
    this.#busy(true);
    try {
      await submit();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#busy(false);
      this.#explain(error);
      return;
    }
    this.#busy(false);
  }

  /** @param {ApiError} error */
  #explain(error) {
    if (error.status === 429) this.#pause(error.retryAfter || PAUSE_SECONDS);
    else if (error.status === 0) this.say(t("login_unreachable"));
    else if (error.status >= 500) this.say(t("login_trouble"));
    else this.refused(error);
  }

  /** @param {number} seconds  during which the server refuses every attempt */
  #pause(seconds) {
    const end = Date.now() + seconds * 1000;
    const tick = () => {
      const left = Math.ceil((end - Date.now()) / 1000);
      this.#submit.disabled = left > 0;
      if (left > 0) return;
      clearInterval(this.#countdown);
      this.say("");
    };
    this.say(t("login_limited", { time: duration(seconds) }));
    clearInterval(this.#countdown);
    this.#countdown = setInterval(tick, 1000);
    tick();
  }

  /** @param {boolean} busy */
  #busy(busy) {
    this.#submit.disabled = busy;
    this.#submit.textContent = t(this.#names[Number(busy)]);
  }
}
