/** `<desk-app>`: the login page or the console, whichever the session calls for. */

import { Api, ApiError } from "/desk/api.js";
import "/desk/console.js";
import { Desk } from "/desk/desk.js";
import { h, Part } from "/desk/element.js";
import { current, switchLanguage, t } from "/desk/language.js";
import "/desk/login.js";
import { invitationToken } from "/desk/login-invitation.js";
import { preferences } from "/desk/preferences.js";

/** @typedef {import("/desk/shapes.js").Session} Session */

const RETRY_MILLISECONDS = 3000;

export class App extends Part {
  api = new Api();
  /** @type {Desk|null} */
  desk = null;

  begin() {
    this.listen(this.api, "expired", () => this.#expire());
    this.listen(this.api, "changed", (event) => this.#enter(event.detail));
    this.listen(preferences, "language", () => switchLanguage().then(() => this.#render()));
    this.listen(preferences, "theme", () => this.#dress());
    this.#dress();
    this.#open();
  }

  /** Asks whether the cookie still opens the desk; a server that is starting is waited for. */
  async #open() {
    if (invitationToken()) {
      this.#showLogin(false);
      return;
    }
    this.replaceChildren(h("p", { class: "boot", role: "status" }, t("loading")));
    try {
      this.#enter(await this.api.session());
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) this.#showLogin(false);
      else {
        this.replaceChildren(h("p", { class: "boot", role: "status" }, t("error_unreachable")));
        setTimeout(() => this.#open(), RETRY_MILLISECONDS);
      }
    }
  }

  /** @param {Session} session */
  #enter(session) {
    this.desk?.stop();
    this.desk = new Desk(this.api, session);
    this.#render();
    this.desk.start();
  }

  /** The console goes, what was written stays in the browser for the same agent. */
  #expire() {
    if (!this.desk) return;
    this.desk.stop();
    this.desk = null;
    this.#showLogin(true);
  }

  #leave() {
    this.desk?.stop();
    this.desk = null;
    history.replaceState(null, "", location.pathname);
    this.#showLogin(false);
  }

  #render() {
    this.#dress();
    if (this.desk) this.#showConsole(this.desk);
    else if (this.querySelector("desk-login")) this.#showLogin(false);
  }

  /** @param {Desk} desk */
  #showConsole(desk) {
    const view = /** @type {import("/desk/console.js").Console} */ (document.createElement("desk-console"));
    view.desk = desk;
    view.addEventListener("leave", () => this.#leave());
    this.replaceChildren(view);
  }

  /** @param {boolean} expired */
  #showLogin(expired) {
    const view = /** @type {import("/desk/login.js").Login} */ (document.createElement("desk-login"));
    view.api = this.api;
    view.expired = expired;
    view.addEventListener("enter", (event) =>
      this.#enter(/** @type {CustomEvent<Session>} */ (event).detail),
    );
    this.replaceChildren(view);
  }

  #dress() {
    document.documentElement.lang = current();
    document.documentElement.dataset.theme = preferences.get("theme");
    if (!this.desk) document.title = t("title");
  }
}

customElements.define("desk-app", App);
