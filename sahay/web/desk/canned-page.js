/** `<desk-canned>`: the canned responses, one's own and everybody's: found, written, changed, deleted. */

import { BLANKS, cannedOf, forgetCanned, search } from "/desk/canned.js";
import { write } from "/desk/canned-form.js";
import { h, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { languageName, t } from "/desk/language.js";
import { Page } from "/desk/page.js";

/** @typedef {import("/desk/canned.js").Canned} Canned */

export class CannedPage extends Page {
  /** @type {Canned[]|null} null until they have arrived */
  #responses = null;
  #failed = false;

  #search = h("input", { type: "search", placeholder: t("canned_search"), "aria-label": t("canned_search") });
  #list = h("ul", { class: "canned-list" });
  #empty = h("div", { class: "empty" });

  begin() {
    const add = h("button", { type: "button", class: "primary", onclick: () => this.#write() }, icon("plus"), t("canned_new"));
    this.replaceChildren(
      h(
        "section",
        { class: "page canned", "aria-label": t("canned") },
        this.head(t("canned"), this.#search, add),
        h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("canned") }, this.#list, this.#empty),
      ),
    );
    this.listen(this.#search, "input", () => this.#render());
    this.#render();
    this.#load();
  }

  async #load() {
    forgetCanned(this.desk.api);
    try {
      this.#responses = (await cannedOf(this.desk.api)).canned;
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    if (this.isConnected) this.#render();
  }

  /** @param {Canned} [response]  to be changed; a new one without */
  async #write(response) {
    await write(this.desk, response);
    await this.#load();
  }

  /** @param {Canned} response */
  async #delete({ id, ...wording }) {
    const { shortcut } = wording;
    await this.desk.tell(async () => {
      await this.desk.api.delete(`/canned/${encodeURIComponent(id)}`);
      this.desk.notify("done", t("done_canned_deleted", { shortcut }), () => this.#restore(wording));
    });
    await this.#load();
    if (document.activeElement === document.body) this.#search.focus(); // its button is gone
  }

  /** @param {Omit<Canned, "id">} wording */
  async #restore({ shared, shortcut, texts, title }) {
    await this.desk.tell(() => this.desk.api.post("/canned", { shortcut, title, texts, shared }));
    await this.#load();
  }

  #render() {
    const found = search(this.#responses ?? [], this.#search.value.trim());
    reconcile(
      this.#list,
      found,
      ({ id }) => id,
      () => h("li", { class: "canned-row" }),
      (node, response) => refill(node, response, () => this.#row(response)),
    );
    refill(this.#empty, [found.length, this.#responses?.length, this.#failed], () => this.#nothing(found.length));
  }

  /** @param {Canned} response */
  #row(response) {
    const { shared, shortcut, texts, title } = response;
    const may = shared ? this.desk.may("lead") : this.desk.may("work");
    const button = (/** @type {Parameters<typeof icon>[0]} */ mark, /** @type {string} */ label, /** @type {() => void} */ run) =>
      h("button", { type: "button", class: "round", "aria-label": label, title: label, onclick: run }, icon(mark));
    return [
      h(
        "div",
        { class: "canned-words" },
        h(
          "h3",
          {},
          h("code", {}, `/${shortcut}`),
          h("span", { dir: "auto" }, title),
          h("span", { class: shared ? "badge good" : "badge" }, t(shared ? "canned_shared" : "canned_mine")),
        ),
        h("p", { dir: "auto" }, texts.en ?? Object.values(texts)[0]),
        h("p", { class: "quiet-text" }, Object.keys(texts).map(languageName).join(" · ")),
      ),
      may && button("edit", t("canned_edit", { title }), () => this.#write(response)),
      may && button("trash", t("canned_delete", { title }), () => this.#delete(response)),
    ];
  }

  /** @param {number} found */
  #nothing(found) {
    if (found) return [];
    if (this.#failed) return [h("p", { role: "alert" }, t("canned_failed"))];
    if (!this.#responses) return [h("p", { role: "status" }, t("loading"))];
    if (this.#responses.length) return [h("p", { role: "status" }, t("canned_none"))];
    const blanks = BLANKS.map((name) => `{${name}}`).join(" ");
    return [
      h("h3", {}, t("canned_empty")),
      h("p", {}, t("canned_empty_hint")),
      h("p", {}, t("canned_blanks", { blanks })),
    ];
  }
}

customElements.define("desk-canned", CannedPage);
