/** `<desk-profile>`: who the customer is, over all channels; name, address and number can be put right. */

import { nameOf } from "/desk/customers.js";
import { field } from "/desk/dialogs-fields.js";
import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { languageName, named, t } from "/desk/language.js";
import { part } from "/desk/merge.js";
import { copyable } from "/desk/profile-copy.js";

/** @typedef {import("/desk/shapes.js").Contact} Contact */

/** @type {{name: "name"|"email"|"phone", type: string}[]} what an agent may put right */
const EDITED = [
  { name: "name", type: "text" },
  { name: "email", type: "email" },
  { name: "phone", type: "tel" },
];

export class Profile extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #editing = false;
  #card = h("div", { class: "profile" });

  begin() {
    this.replaceChildren(this.#card);
    this.listen(this.desk, "thread", (event) => event.detail === this.conversationId && this.#render());
    this.#render();
  }

  #render() {
    const dossier = this.desk.thread(this.conversationId)?.dossier;
    if (!dossier || this.#editing) return;
    const { contact, conversation } = dossier;
    refill(this.#card, [contact, nameOf(conversation)], () =>
      contact ? this.#shown(contact, nameOf(conversation)) : [nameLine(nameOf(conversation))],
    );
  }

  /**
   * @param {Contact} contact
   * @param {string} customer  as the desk calls them
   */
  #shown(contact, customer) {
    const { blocked, channels, email, languages, merged = [], name, phone, verified } = contact;
    const edit = h(
      "button",
      { type: "button", class: "round small", "aria-label": t("profile_edit"), onclick: () => this.#edit(contact) },
      icon("edit"),
    );
    const places = [
      ...channels.map((channel) => named("channel", channel)),
      ...languages.map((language) => languageName(language)),
    ];
    return [
      nameLine(name ?? customer, this.desk.may("work") && edit),
      h("p", { class: "quiet-text" }, places.join(" · ")),
      blocked && h("p", { class: "badge", "data-priority": "urgent" }, icon("block"), t("blocked")),
      verified && h("p", { class: "badge good" }, icon("check"), t("profile_verified")),
      email && h("p", { class: "reach" }, icon("mail"), copyable(email, h("a", { href: `mailto:${email}` }, email))),
      phone && h("p", { class: "reach" }, icon("phone"), copyable(phone, h("a", { href: `tel:${phone}` }, phone))),
      ...merged.map((other) => this.#merged(other)),
    ];
  }

  /** @param {{id: string, name: string|null}} other  a contact that is a part of this one */
  #merged({ id, name }) {
    const apart = () => part(this.desk, id).then(() => this.desk.thread(this.conversationId)?.catchUp());
    return h(
      "p",
      { class: "reach" },
      icon("merge"),
      h("span", { class: "merged-name", dir: "auto" }, t("profile_merged", { name: name ?? t("profile_unnamed") })),
      h("button", { type: "button", class: "quiet", onclick: apart }, t("profile_part")),
    );
  }

  /** @param {Contact} contact */
  #edit(contact) {
    this.#editing = true;
    const inputs = EDITED.map(({ name, type }) => h("input", { type, value: contact[name] ?? "", autocomplete: "off", dir: "auto" }));
    const save = async (/** @type {Event} */ event) => {
      event.preventDefault();
      const values = Object.fromEntries(EDITED.map(({ name }, index) => [name, inputs[index].value.trim() || null]));
      const saved = await this.desk.tell(() => this.desk.api.put(`/contacts/${encodeURIComponent(contact.id)}`, values));
      if (saved) this.#leave();
    };
    refill(this.#card, ["editing", contact.id], () => [
      h(
        "form",
        { class: "profile-form", onsubmit: save, onkeydown: (/** @type {KeyboardEvent} */ event) => this.#escape(event) },
        EDITED.map(({ name }, index) => field(t(`profile_${name}`), inputs[index])),
        h(
          "div",
          { class: "dialog-choices" },
          h("button", { type: "button", onclick: () => this.#leave() }, t("cancel")),
          h("button", { type: "submit", class: "primary" }, t("save")),
        ),
      ),
    ]);
    inputs[0].focus();
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.preventDefault();
    this.#leave();
  }

  #leave() {
    this.#editing = false;
    this.#render();
    this.querySelector("button")?.focus();
    this.desk.thread(this.conversationId)?.catchUp();
  }
}

/**
 * @param {string} name
 * @param {import("/desk/element.js").Child} [button]
 */
function nameLine(name, button) {
  const initial = [...name.trim()][0]?.toUpperCase() ?? "?";
  return h(
    "div",
    { class: "profile-name" },
    h("span", { class: "initial", "aria-hidden": "true" }, initial),
    h("strong", { dir: "auto" }, name),
    button,
  );
}

customElements.define("desk-profile", Profile);
