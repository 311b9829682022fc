/** What both forms that teach the bot have in common: show what would change, then change it. */

import { h, Part, refill } from "/desk/element.js";
import { explanation, t } from "/desk/language.js";

/** The language-scripts in which customers write; the shop's own need an answer, the others may have one. */
export const TAGS = ["en", "hi", "gu", "hi-Latn", "gu-Latn"];
export const NEEDED = TAGS.slice(0, 3);

/** Fires `done` when it is left. A form gives `address`, `done` (a key of texts/) and `body()`. */
export class Lesson extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** What it begins with. */
  from = {};
  address = "";
  done = "";

  /** @type {{path: string, diff: string}[]} */
  #files = [];
  #error = "";
  #busy = false;
  #shown = h("div", { class: "changes", "aria-live": "polite" });
  #save = h("button", { type: "submit", class: "primary" }, t("lesson_save"));

  /**
   * @param {string} title
   * @param {string} hint
   * @param {...import("/desk/element.js").Child} fields
   */
  form(title, hint, ...fields) {
    const form = h("form", { class: "lesson", onsubmit: (event) => this.#submitted(event) },
      h("h3", { tabindex: -1 }, title),
      h("p", { class: "hint" }, hint),
      ...fields,
      this.#shown,
      h("div", { class: "actions" },
        h("button", { type: "button", onclick: () => this.#leave() }, t("cancel")),
        h("button", { type: "button", onclick: () => this.#send(true) }, t("lesson_show")),
        this.#save,
      ),
    );
    this.listen(form, "input", () => this.#tell([], ""));
    this.replaceChildren(form);
    form.querySelector("h3").focus({ preventScroll: true });
  }

  /** @returns {object} what is sent */
  body() {
    return {};
  }

  /** @param {SubmitEvent} event */
  #submitted(event) {
    event.preventDefault();
    this.#send(false);
  }

  /** @param {boolean} onlyShow */
  async #send(onlyShow) {
    if (this.#busy) return;
    this.#busy = this.#save.disabled = true;
    try {
      const { files } = await this.desk.api.post(this.address, { ...this.body(), only_show: onlyShow });
      if (onlyShow) this.#tell(files, "");
      else {
        this.desk.notify("done", t(this.done));
        this.#leave();
      }
    } catch (error) {
      // What is wrong with an entry is said by the server, field by field, in the words of the files.
      this.#tell([], error.code === "cannot_be_taught" ? error.message : explanation(error.code, error.message));
    }
    this.#busy = this.#save.disabled = false;
  }

  /**
   * @param {{path: string, diff: string}[]} files
   * @param {string} error
   */
  #tell(files, error) {
    [this.#files, this.#error] = [files, error];
    refill(this.#shown, [files, error], () => [
      this.#error && h("p", { class: "wrong", role: "alert" }, this.#error),
      this.#files.map(({ path, diff }) =>
        h("figure", {},
          h("figcaption", {}, path),
          h("pre", { tabindex: 0, "aria-label": path }, diff.split("\n").map(line)),
        ),
      ),
    ]);
  }

  #leave() {
    this.dispatchEvent(new Event("done"));
  }
}

/**
 * @param {string} text  a line of a diff
 * @returns {HTMLElement}
 */
function line(text) {
  const kind = text.startsWith("+") ? "added" : text.startsWith("-") ? "removed" : "";
  return h("span", { class: kind }, `${text}\n`);
}

/**
 * A label with what it labels.
 *
 * @param {string} text
 * @param {HTMLElement} control
 * @param {string} [hint]
 * @returns {HTMLElement}
 */
export function field(text, control, hint = "") {
  return h("label", { class: "field" }, h("span", {}, text), hint && h("small", {}, hint), control);
}
