/** `<desk-privacy>`: one customer's data, found, handed out and erased: for administrators. */

import { Missing, openDialog } from "/desk/dialogs.js";
import { field } from "/desk/dialogs-fields.js";
import { h, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { moment, named, t } from "/desk/language.js";
import { Page } from "/desk/page.js";

/**
 * @typedef {object} Found
 * @property {string} id
 * @property {string|null} name
 * @property {string|null} email
 * @property {string|null} phone
 * @property {number} conversations
 * @property {string|null} last_at
 * @property {string|null} erased_at
 */

/**
 * What others have of a customer, and what finds it there.
 *
 * @typedef {{with: string, count: number, ids: string[]}} Elsewhere
 */

/** As the server takes it. */
const SHORTEST = 2;

export class Privacy extends Page {
  /** @type {Found[]|null} null until something was searched for */
  #found = null;
  #trouble = "";

  #text = h("input", { type: "search", autocomplete: "off", maxlength: 200 });
  #list = h("ul", { class: "privacy-list" });
  /** What is still to be erased by hand, of who was erased last. */
  #left = h("div", { class: "privacy-left", role: "status" });
  #empty = h("div", { class: "empty" });

  begin() {
    const search = h(
      "form",
      { class: "privacy-search", role: "search", novalidate: true, onsubmit: (/** @type {Event} */ event) => this.#search(event) },
      field(t("privacy_search"), this.#text),
      h("button", { type: "submit", class: "primary" }, t("privacy_find")),
    );
    this.replaceChildren(
      h(
        "section",
        { class: "page privacy", "aria-label": t("privacy") },
        this.head(t("privacy")),
        h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("privacy") }, search, this.#left, this.#list, this.#empty),
      ),
    );
    this.#render();
  }

  /** @param {Event} [event] */
  async #search(event) {
    event?.preventDefault();
    if (event) this.#left.replaceChildren();
    const text = this.#text.value.trim();
    if (text.length < SHORTEST) this.#trouble = t("privacy_short");
    else {
      try {
        this.#found = (await this.desk.api.get(`/privacy/contacts?${new URLSearchParams({ q: text })}`)).contacts;
        this.#trouble = "";
      } catch {
        this.#trouble = t("privacy_failed");
      }
    }
    if (this.isConnected) this.#render();
  }

  /** @param {Found} found */
  async #export({ id }) {
    await this.desk.tell(async () => {
      const told = await this.desk.api.get(`/privacy/contacts/${encodeURIComponent(id)}/export`);
      save(told, `customer-${id}.json`);
      this.desk.notify("done", t("done_contact_exported"));
    });
  }

  /**
   * Asked for twice: the server tells what would go, and a word is typed.
   *
   * @param {Found} found
   */
  async #erase(found) {
    const at = `/privacy/contacts/${encodeURIComponent(found.id)}/erasure`;
    await this.desk.tell(async () => {
      const { counts, elsewhere, confirmation } = await this.desk.api.post(at);
      const done = await this.#confirm(found, counts, elsewhere, () => this.desk.api.post(`${at}/confirm`, { confirmation }));
      if (!done) return;
      this.desk.notify("done", t("done_contact_erased"));
      this.#left.replaceChildren(...others(t("privacy_left"), elsewhere));
      await this.#search();
      this.#text.focus();
    });
  }

  /**
   * @param {Found} found
   * @param {Record<string, number>} counts
   * @param {Elsewhere[]} elsewhere
   * @param {() => Promise<unknown>} erase
   */
  #confirm(found, counts, elsewhere, erase) {
    const word = t("privacy_erase_word");
    const typed = h("input", { autocomplete: "off", autocapitalize: "none", spellcheck: "false" });
    const told = Object.entries(counts).map(([name, count]) => `${name.replaceAll("_", " ")} ${count}`);
    return openDialog({
      title: t("privacy_erase_title", { name: name(found) }),
      text: t("privacy_erase_text"),
      fields: [
        told.length > 0 && h("p", { class: "quiet-text" }, t("privacy_erase_counts", { counts: told.join(", ") })),
        ...others(t("privacy_elsewhere"), elsewhere),
        field(t("privacy_erase_type", { word }), typed),
      ],
      yes: t("privacy_erase_yes"),
      grave: true,
      submit: () => {
        if (typed.value.trim() !== word) throw new Missing(t("privacy_erase_mistyped"), typed);
        return erase();
      },
    });
  }

  #render() {
    reconcile(
      this.#list,
      this.#found ?? [],
      ({ id }) => id,
      () => h("li", { class: "privacy-row" }),
      (node, found) => refill(node, found, () => this.#row(found)),
    );
    refill(this.#empty, [this.#found?.length, this.#trouble], () => this.#nothing());
  }

  #nothing() {
    if (this.#trouble) return [h("p", { role: "alert" }, this.#trouble)];
    if (!this.#found) return [h("p", {}, t("privacy_hint"))];
    if (this.#found.length) return [];
    return [h("h3", { role: "status" }, t("privacy_none")), h("p", {}, t("privacy_none_hint"))];
  }

  /** @param {Found} found */
  #row(found) {
    const { conversations: count, email, last_at: last, phone, erased_at: erased } = found;
    const told = [t("privacy_conversations", { count }), last && t("privacy_last", { time: moment(last) })];
    return [
      h(
        "div",
        { class: "privacy-words" },
        h("h3", { dir: "auto" }, name(found)),
        h("p", {}, [email, phone].filter(Boolean).join(" · ")),
        h("p", { class: "quiet-text" }, told.filter(Boolean).join(", ")),
        erased && h("p", {}, h("span", { class: "fact" }, t("privacy_erased", { time: moment(erased) }))),
      ),
      h(
        "div",
        { class: "privacy-tools" },
        h(
          "button",
          { type: "button", "aria-label": t("privacy_export_of", { name: name(found) }), onclick: () => this.#export(found) },
          icon("download"),
          t("privacy_export"),
        ),
        h(
          "button",
          {
            type: "button",
            class: "grave",
            "aria-label": t("privacy_erase_of", { name: name(found) }),
            onclick: () => this.#erase(found),
          },
          icon("trash"),
          t("privacy_erase"),
        ),
      ),
    ];
  }
}

/**
 * @param {string} heading
 * @param {Elsewhere[]} elsewhere
 * @returns {HTMLElement[]} nothing, where nobody else has anything
 */
function others(heading, elsewhere) {
  if (!elsewhere.length) return [];
  const items = elsewhere.map(({ with: who, count, ids }) =>
    h("li", {}, `${named("elsewhere", who)}: ${count}`, ids.length > 0 && h("code", { dir: "ltr" }, ids.join(", "))),
  );
  return [h("p", {}, heading), h("ul", { class: "privacy-others" }, items)];
}

/** @param {Found} found */
function name({ name: told, id }) {
  return told ?? `${t("privacy_nameless")} (${id.slice(0, 8)})`;
}

/**
 * @param {unknown} content
 * @param {string} file
 */
function save(content, file) {
  const href = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: "application/json" }));
  h("a", { href, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(href)); // once the browser has begun
}

customElements.define("desk-privacy", Privacy);
