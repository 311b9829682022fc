/** `<desk-tags>`: the words by which a conversation is found again; added and taken away at once. */

import { path } from "/desk/api.js";
import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** As the server keeps them. */
const TAG_CHARACTERS = 40;

export class TagList extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {string} */
  conversationId;

  #list = h("ul", { class: "tags", "aria-label": t("tags") });
  #known = h("datalist", { id: "known-tags" });
  #input = h("input", {
    list: "known-tags",
    maxlength: TAG_CHARACTERS,
    placeholder: t("tag_add"),
    "aria-label": t("tag_add"),
    autocomplete: "off",
    dir: "auto",
    enterkeyhint: "done",
  });

  /** @type {Promise<unknown>} */
  #changes = Promise.resolve();

  begin() {
    const form = h("form", { class: "tag-form", onsubmit: (/** @type {Event} */ event) => this.#add(event) }, this.#input, this.#known);
    this.replaceChildren(this.#list, this.desk.may("work") ? form : "");
    this.listen(this.#input, "focus", () => this.#suggest());
    for (const type of ["thread", "queue"]) this.listen(this.desk, type, () => this.#render());
    this.#render();
  }

  /** @returns {string[]} */
  get #tags() {
    return this.desk.card(this.conversationId)?.tags ?? [];
  }

  async #suggest() {
    const { tags } = await this.desk.api.get("/tags").catch(() => ({ tags: [] }));
    const others = tags.filter((/** @type {string} */ tag) => !this.#tags.includes(tag));
    this.#known.replaceChildren(...others.map((/** @type {string} */ value) => h("option", { value })));
  }

  /** @param {Event} event */
  async #add(event) {
    event.preventDefault();
    const tag = this.#input.value.trim();
    if (!tag) return;
    this.#input.value = ""; // at once: the next may be written meanwhile
    const isKept = await this.#change((tags) => [...tags, tag]);
    if (!isKept && !this.#input.value) this.#input.value = tag;
  }

  /** @param {string} tag */
  async #remove(tag) {
    this.#input.focus(); // its button goes
    await this.#change((tags) => tags.filter((other) => other !== tag));
  }

  /**
   * One after the other: each change begins with what the one before it left.
   *
   * @param {(tags: string[]) => string[]} change
   * @returns {Promise<boolean>}
   */
  #change(change) {
    const changed = this.#changes.then(() =>
      this.desk.tell(async () => {
        const kept = await this.desk.api.put(`${path(this.conversationId)}/tags`, { tags: change(this.#tags) });
        const card = this.desk.card(this.conversationId);
        if (card) this.desk.absorb({ ...card, tags: kept.tags });
        this.#render();
      }),
    );
    this.#changes = changed;
    return changed;
  }

  #render() {
    const may = this.desk.may("work");
    refill(this.#list, this.#tags, () =>
      this.#tags.map((tag) =>
        h(
          "li",
          { class: "tag" },
          h("span", { dir: "auto" }, tag),
          may &&
            h(
              "button",
              { type: "button", "aria-label": t("tag_remove", { tag }), onclick: () => this.#remove(tag) },
              icon("close"),
            ),
        ),
      ),
    );
  }
}

customElements.define("desk-tags", TagList);
