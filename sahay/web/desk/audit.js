/** `<desk-audit>`: who did what, searched: for administrators. */

import { field } from "/desk/dialogs-fields.js";
import { h, reconcile, refill } from "/desk/element.js";
import { exactly, named, t } from "/desk/language.js";
import { Page } from "/desk/page.js";
import { dayInLabel } from "/desk/shown-day.js";

/**
 * @typedef {object} Entry
 * @property {number} id
 * @property {string} at
 * @property {{id: string|null, name: string|null}} actor
 * @property {string|null} address
 * @property {string} action
 * @property {{kind: string, id: string}|null} target
 * @property {Record<string, unknown>} facts
 */

export class Audit extends Page {
  /** @type {Entry[]|null} null until they have arrived */
  #entries = null;
  /** @type {number|undefined} where the next page begins */
  #next;
  #failed = false;
  /** Which search was sent last: an earlier one may answer later. */
  #asked = 0;

  #actor = h("select", {}, h("option", { value: "" }, t("audit_anybody")));
  #action = h("select", {}, h("option", { value: "" }, t("audit_anything")));
  #target = h("input", { autocomplete: "off", autocapitalize: "none", spellcheck: "false", maxlength: 100 });
  #from = h("input", { type: "date" });
  #to = h("input", { type: "date" });
  #rows = h("tbody");
  #table = h("table", { class: "audit-table" });
  #found = h("p", { class: "quiet-text", role: "status" });
  #more = h("button", { type: "button", hidden: true, onclick: () => this.#load(this.#next) }, t("audit_more"));
  #empty = h("div", { class: "empty" });

  begin() {
    const search = h(
      "form",
      { class: "audit-search", onsubmit: (/** @type {Event} */ event) => this.#search(event) },
      field(t("audit_actor"), this.#actor),
      field(t("audit_action"), this.#action),
      field(t("audit_target"), this.#target),
      dayInLabel(field(t("audit_from"), this.#from), this.#from),
      dayInLabel(field(t("audit_to"), this.#to), this.#to),
      h("button", { type: "submit", class: "primary" }, t("audit_search")),
    );
    const heads = /** @type {const} */ (["audit_at", "audit_actor", "audit_action", "audit_target", "audit_facts"]);
    this.#table.append(
      h("caption", { class: "unseen" }, t("audit")),
      h("thead", {}, h("tr", {}, heads.map((key) => h("th", { scope: "col" }, t(key))))),
      this.#rows,
    );
    const list = h("div", { class: "audit-list" }, this.#found, this.#table, this.#more, this.#empty);
    this.replaceChildren(
      h(
        "section",
        { class: "page audit", "aria-label": t("audit") },
        this.head(t("audit")),
        h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("audit") }, search, list),
      ),
    );
    this.#render();
    this.#people();
    this.#load();
  }

  /** @param {Event} event */
  #search(event) {
    event.preventDefault();
    this.#entries = null;
    this.#render();
    this.#load();
  }

  /** Whoever may be chosen: everybody who works here. */
  async #people() {
    await this.desk.tell(async () => {
      const { people } = await this.desk.api.get("/people");
      this.#actor.append(...people.map((/** @type {{id: string, name: string}} */ { id, name }) => h("option", { value: id }, name)));
    });
  }

  /** @param {number} [before]  the entry to read on from */
  async #load(before) {
    const asked = (this.#asked += 1);
    try {
      const told = await this.desk.api.get(`/audit?${this.#wanted(before)}`);
      if (asked !== this.#asked) return;
      this.#entries = [...(before ? (this.#entries ?? []) : []), ...told.entries];
      this.#next = told.next;
      this.#failed = false;
      this.#offer(told.actions);
    } catch {
      if (asked !== this.#asked) return;
      this.#failed = true;
    }
    if (this.isConnected) this.#render();
  }

  /** @param {number} [before] */
  #wanted(before) {
    const day = (/** @type {string} */ date, days = 0) => {
      if (!date) return "";
      const [year, month, of] = date.split("-").map(Number);
      return new Date(year, month - 1, of + days).toISOString();
    };
    const wanted = {
      actor: this.#actor.value,
      action: this.#action.value,
      target: this.#target.value.trim(),
      from: day(this.#from.value),
      to: day(this.#to.value, 1), // that whole day too
      before: before ? String(before) : "",
    };
    return new URLSearchParams(Object.entries(wanted).filter(([, value]) => value));
  }

  /** @param {string[]} actions  that the log holds */
  #offer(actions) {
    const known = new Set([...this.#action.options].map(({ value }) => value));
    this.#action.append(...actions.filter((action) => !known.has(action)).map((action) => h("option", { value: action }, words(action))));
  }

  #render() {
    const entries = this.#entries ?? [];
    reconcile(
      this.#rows,
      entries,
      ({ id }) => String(id),
      () => h("tr"),
      (node, entry) => refill(node, entry, () => row(entry)),
    );
    this.#table.hidden = !entries.length;
    this.#found.textContent = entries.length ? t("audit_found", { count: entries.length }) : "";
    this.#more.hidden = !this.#next || !entries.length;
    refill(this.#empty, [this.#entries === null, this.#failed, entries.length], () => this.#nothing());
  }

  #nothing() {
    if (this.#failed)
      return [
        h("p", { role: "alert" }, t("audit_failed")),
        h("button", { type: "button", onclick: () => this.#load() }, t("try_again")),
      ];
    if (!this.#entries) return [h("p", { role: "status" }, t("loading"))];
    return this.#entries.length ? [] : [h("h3", {}, t("audit_empty")), h("p", {}, t("audit_empty_hint"))];
  }
}

/** @param {Entry} entry */
function row({ at, actor, address, action, target, facts }) {
  const told = Object.entries(facts)
    .map(([name, value]) => [named("audit_fact", name), [value].flat().map((each) => worded(name, each)).join(", ")])
    .filter(([, value]) => value !== "");
  return [
    cell("audit_at", h("time", { datetime: at }, exactly(at))),
    cell("audit_actor", h("span", {}, actor.name ?? t("audit_nobody")), address && h("span", { class: "quiet-text" }, address)),
    cell("audit_action", words(action)),
    cell("audit_target", target && `${named("audit_kind", target.kind)} ${target.id}`),
    cell("audit_facts", told.map((fact) => fact.join(": ")).join("; ")),
  ];
}

/**
 * @param {keyof import("/desk/language.js").Texts} key  of the column, which a phone shows before the value
 * @param {...import("/desk/element.js").Child} content
 */
function cell(key, ...content) {
  return h("td", { "data-label": t(key) }, ...content);
}

/** @type {Record<string, string>} facts whose values are of a list, and the family of its names */
const LISTED = { role: "role", priority: "priority", clock: "clock", wrong: "audit_wrong", table: "reports_by" };

/**
 * @param {string} name  of a fact
 * @param {unknown} value
 * @returns {string}
 */
function worded(name, value) {
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  return LISTED[name] && value ? named(LISTED[name], String(value)) : String(value ?? "");
}

/** @param {string} action */
function words(action) {
  const told = named("audited", action);
  return told === action ? action.replaceAll(/[._]/g, " ") : told;
}

customElements.define("desk-audit", Audit);
