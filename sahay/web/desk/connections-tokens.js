/** `<desk-connections-tokens>`: how other programs act in somebody's name. */

import { checkedIn, Section, several, showSecret, tool } from "/desk/connections-section.js";
import { choice, chosenIn, field } from "/desk/dialogs-fields.js";
import { ask, Missing, openDialog } from "/desk/dialogs.js";
import { h, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { moment, named, t } from "/desk/language.js";

/**
 * @typedef {object} Token
 * @property {string} id
 * @property {string} name
 * @property {{id: string, name: string}} agent
 * @property {string[]} scopes
 * @property {string} created_at
 * @property {string|null} expires_at
 * @property {string|null} used_at
 * @property {string|null} revoked_at
 */

const NAME_CHARACTERS = 80;
/** Days that a token may live; 0: until it is revoked. */
const DAYS = [30, 90, 365, 0];

export class Tokens extends Section {
  #list = h("ul", { class: "connection-list" });

  begin() {
    const add = h("button", { type: "button", onclick: () => this.#add() }, icon("plus"), t("token_new"));
    this.frame(t("tokens"), t("tokens_hint"), h("div", { class: "connection-tools" }, add), this.#list);
    super.begin();
  }

  fetch() {
    return this.desk.api.get("/tokens");
  }

  /** @returns {Token[]} those that open something */
  get #valid() {
    const now = Date.now();
    const tokens = /** @type {Token[]} */ (this.told?.tokens ?? []);
    return tokens.filter(({ revoked_at: revoked, expires_at: end }) => !revoked && (!end || Date.parse(end) > now));
  }

  get nothing() {
    return this.told && this.#valid.length === 0 ? t("tokens_empty") : "";
  }

  show() {
    reconcile(
      this.#list,
      this.#valid,
      ({ id }) => id,
      () => h("li", { class: "connector" }),
      (node, token) => refill(node, token, () => this.#token(token)),
    );
  }

  /**
   * @param {Token} token
   * @returns {import("/desk/element.js").Child[]}
   */
  #token(token) {
    const { name, agent, scopes, expires_at: end, used_at: used } = token;
    return [
      h(
        "div",
        { class: "connection-words" },
        h("h4", { dir: "auto" }, name),
        h("p", { class: "connection-facts" }, scopes.map((scope) => h("span", { class: "fact" }, named("scope", scope)))),
        h("p", { class: "quiet-text" }, t("token_as", { agent: agent.name })),
        h(
          "p",
          { class: "quiet-text" },
          [
            used ? t("token_used", { time: moment(used) }) : t("token_unused"),
            end ? t("token_until", { time: moment(end) }) : t("token_for_ever"),
          ].join(" · "),
        ),
      ),
      tool(t("token_revoke", { name }), "close", () => this.#revoke(token), icon),
    ];
  }

  async #add() {
    const name = h("input", { maxlength: NAME_CHARACTERS, autocomplete: "off", dir: "auto" });
    const options = (this.told?.scopes ?? []).map((/** @type {string} */ value) => ({ value, title: named("scope", value) }));
    const scopes = several(t("token_scopes"), options, ["read"]);
    const days = choice(
      t("token_days"),
      DAYS.map((count) => ({ value: String(count), title: count ? t("token_days_count", { count }) : t("token_for_ever") })),
      String(DAYS[1]),
    );
    /** @type {{value: string, token: Token}|null} */
    let made = null;
    await openDialog({
      title: t("token_new"),
      text: t("token_new_text"),
      fields: [field(t("connection_name"), name), scopes, days],
      yes: t("token_make"),
      submit: async () => {
        const chosen = checkedIn(scopes);
        if (!name.value.trim()) throw new Missing(t("connection_name_missing"), name);
        if (!chosen.length) throw new Missing(t("token_scopes_missing"));
        const life = Number(chosenIn(days)) || null;
        made = await this.desk.api.post("/tokens", { name: name.value.trim(), scopes: chosen, days: life });
      },
    });
    if (!made) return;
    const { value, token } = /** @type {{value: string, token: Token}} */ (made);
    await showSecret(this.desk, token.name, value);
    await this.load();
  }

  /** @param {Token} token */
  async #revoke({ id, name }) {
    if (!(await ask({ title: t("token_revoke", { name }), text: t("token_revoke_text"), yes: t("token_revoke_yes") }))) return;
    await this.desk.tell(async () => {
      await this.desk.api.delete(`/tokens/${encodeURIComponent(id)}`);
      this.desk.notify("done", t("done_token_revoked", { name }));
    });
    await this.load();
  }
}

customElements.define("desk-connections-tokens", Tokens);
