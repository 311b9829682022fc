/** `<desk-people>`: who works at the desk, and what they may: for administrators. */

import { ask } from "/desk/dialogs.js";
import { h, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { languageName, moment, named, t } from "/desk/language.js";
import { teamName } from "/desk/meta.js";
import { Page } from "/desk/page.js";
import { changePerson, invite, showLink } from "/desk/people-form.js";

/**
 * @typedef {object} Person
 * @property {string} id
 * @property {string} name
 * @property {string} email
 * @property {"agent"|"supervisor"|"admin"} role
 * @property {string[]} teams
 * @property {string[]} languages
 * @property {number} capacity
 * @property {boolean} is_active
 * @property {boolean} has_joined
 * @property {boolean} second_factor
 * @property {string|null} invited_until
 *
 * @typedef {{people: Person[], roles: Person["role"][], teams: string[], languages: string[], second_factor: string[]}} Told
 */

export class People extends Page {
  /** @type {Told|null} null until they have arrived */
  #told = null;
  #failed = false;

  #list = h("ul", { class: "people-list" });
  #empty = h("div", { class: "empty" });
  #invite = h(
    "button",
    { type: "button", class: "primary", disabled: true, onclick: () => this.#add() },
    icon("plus"),
    t("people_invite"),
  );

  begin() {
    this.replaceChildren(
      h(
        "section",
        { class: "page people", "aria-label": t("people") },
        this.head(t("people"), this.#invite),
        h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("people") }, this.#list, this.#empty),
      ),
    );
    this.#render();
    this.#load();
  }

  async #load() {
    try {
      this.#told = await this.desk.api.get("/people");
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    if (this.isConnected) this.#render();
  }

  async #add() {
    if (this.#told) await invite(this.desk, this.#told);
    await this.#load();
  }

  /** @param {Person} person */
  async #change(person) {
    if (this.#told) await changePerson(this.desk, this.#told, person);
    await this.#load();
  }

  /** @param {Person} person */
  async #link(person) {
    await this.desk.tell(async () => showLink(this.desk, await this.desk.api.post(`${path(person)}/link`)));
    await this.#load();
  }

  /** @param {Person} person */
  async #signOut(person) {
    const { name } = person;
    const yes = t("people_sign_out_yes");
    if (!(await ask({ title: t("people_sign_out", { name }), text: t("people_sign_out_text"), yes }))) return;
    await this.desk.tell(async () => {
      await this.desk.api.delete(`${path(person)}/sessions`);
      this.desk.notify("done", t("done_person_signed_out", { name }));
    });
  }

  /** @param {Person} person */
  async #resetFactor(person) {
    const { name } = person;
    const yes = t("people_factor_reset_yes");
    if (!(await ask({ title: t("people_factor_reset", { name }), text: t("people_factor_reset_text"), yes }))) return;
    await this.desk.tell(async () => {
      await this.desk.api.delete(`${path(person)}/second-factor`);
      this.desk.notify("done", t("done_person_factor_reset", { name }));
    });
    await this.#load();
    this.focusTitle(); // its button is gone
  }

  #render() {
    this.#invite.disabled = this.#told === null;
    reconcile(
      this.#list,
      this.#told?.people ?? [],
      ({ id }) => id,
      () => h("li", { class: "person" }),
      (node, person) => this.#renderPerson(node, person),
    );
    refill(this.#empty, [this.#told === null, this.#failed], () => this.#nothing());
  }

  /** @returns {import("/desk/element.js").Child[]} */
  #nothing() {
    if (this.#failed)
      return [
        h("p", { role: "alert" }, t("people_failed")),
        h("button", { type: "button", onclick: () => this.#load() }, t("try_again")),
      ];
    return this.#told ? [] : [h("p", { role: "status" }, t("loading"))];
  }

  /**
   * @param {HTMLElement} node
   * @param {Person} person
   */
  #renderPerson(node, person) {
    node.toggleAttribute("data-inactive", !person.is_active);
    refill(node, [person, this.#told?.second_factor], () => [
      h(
        "div",
        { class: "person-words" },
        h("h3", { dir: "auto" }, person.name, h("span", { class: "badge" }, named("role", person.role))),
        h("p", {}, person.email),
        h("p", { class: "quiet-text" }, work(person)),
        h("p", { class: "person-states" }, this.#states(person)),
      ),
      h("div", { class: "person-tools" }, this.#tools(person)),
    ]);
  }

  /** @param {Person} person */
  #states({ is_active: active, has_joined: joined, invited_until: until, second_factor: factor, role }) {
    const isMissing = joined && !factor && this.#told?.second_factor.includes(role);
    return [
      !active && h("span", { class: "fact" }, t("people_inactive")),
      active && until && h("span", { class: "fact wait" }, t("people_invited", { time: moment(until) })),
      active && !until && !joined && h("span", { class: "fact" }, t("people_uninvited")),
      factor && h("span", { class: "fact" }, icon("note"), t("people_factor")),
      isMissing && h("span", { class: "fact wait" }, t("people_factor_missing")),
    ];
  }

  /** @param {Person} person */
  #tools(person) {
    const { name } = person;
    const button = (/** @type {Parameters<typeof icon>[0]} */ mark, /** @type {string} */ label, /** @type {() => void} */ run) =>
      h("button", { type: "button", class: "round", "aria-label": label, title: label, onclick: run }, icon(mark));
    return [
      button("edit", t("people_edit", { name }), () => this.#change(person)),
      person.is_active && button("mail", t("people_link", { name }), () => this.#link(person)),
      person.second_factor && button("note", t("people_factor_reset", { name }), () => this.#resetFactor(person)),
      person.is_active && person.has_joined && button("give", t("people_sign_out", { name }), () => this.#signOut(person)),
    ];
  }
}

/**
 * @param {Person} person
 * @returns {string} for whom they answer
 */
function work({ teams, languages, capacity }) {
  const parts = [teams.map(teamName).join(", "), languages.map(languageName).join(", "), t("people_capacity_of", { count: capacity })];
  return parts.filter(Boolean).join(" · ");
}

/** @param {Person} person */
function path({ id }) {
  return `/people/${encodeURIComponent(id)}`;
}

customElements.define("desk-people", People);
