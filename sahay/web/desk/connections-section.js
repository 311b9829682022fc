/** A part of the page of connections: a list that is loaded, may fail, or be empty. And the secrets it shows once. */

import { field } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h, Part, refill } from "/desk/element.js";
import { t } from "/desk/language.js";

let made = 0;

/** Who extends it says how to `fetch` and to `show`, and calls `frame` first. */
export class Section extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {any} what was loaded, null until it has arrived */
  told = null;
  failed = false;

  #content = h("div", { class: "connection-content" });
  #state = h("div", { class: "connection-state" });
  #asked = 0;

  begin() {
    this.load();
  }

  /**
   * @param {string} title
   * @param {string} hint
   * @param {...import("/desk/element.js").Child} children  seen when it has arrived: what they do is made of it
   */
  frame(title, hint, ...children) {
    const id = `connections-${(made += 1)}`;
    this.#content.replaceChildren(...children);
    this.replaceChildren(
      h(
        "section",
        { class: "connection-part", "aria-labelledby": id },
        h("h3", { id }, title),
        h("p", { class: "quiet-text" }, hint),
        this.#content,
        this.#state,
      ),
    );
    this.#render();
  }

  async load() {
    const asked = (this.#asked += 1);
    const told = await this.fetch().catch(() => null);
    if (asked !== this.#asked || !this.isConnected) return; // it was asked for anew meanwhile
    this.failed = told === null;
    this.told = told ?? this.told;
    this.#render();
  }

  /** @returns {Promise<any>} */
  async fetch() {
    return null;
  }

  show() {}

  /** @returns {string} what is said where there is nothing; empty: nothing is missing */
  get nothing() {
    return "";
  }

  #render() {
    this.#content.hidden = this.told === null;
    if (this.told !== null) this.show();
    refill(this.#state, [this.told === null, this.failed, this.nothing], () => this.#words());
  }

  /** @returns {import("/desk/element.js").Child[]} */
  #words() {
    if (this.failed)
      return [
        h("p", { role: "alert" }, t("connections_failed")),
        h("button", { type: "button", onclick: () => this.load() }, t("try_again")),
      ];
    if (this.told === null) return [h("p", { role: "status" }, t("loading"))];
    return this.nothing ? [h("p", { class: "quiet-text" }, this.nothing)] : [];
  }
}

/**
 * The one time that something secret is shown.
 *
 * @param {import("/desk/desk.js").Desk} desk
 * @param {string} title
 * @param {string} value
 */
export async function showSecret(desk, title, value) {
  const input = h("input", { value, readonly: true, class: "connection-secret" });
  await openDialog({
    title,
    text: t("connections_secret_text"),
    fields: [field(t("connections_secret"), input)],
    yes: t("connections_secret_copy"),
    submit: async () => {
      try {
        await navigator.clipboard.writeText(value);
      } catch {
        input.select(); // not allowed, or the page came without TLS
        throw new Missing(t("connections_secret_by_hand"), input);
      }
      desk.notify("done", t("done_secret_copied"));
    },
  });
}

/**
 * Some of several, in a dialog. Read them with `checkedIn`.
 *
 * @param {string} legend
 * @param {{value: string, title: string}[]} options
 * @param {string[]} chosen
 * @returns {HTMLFieldSetElement}
 */
export function several(legend, options, chosen) {
  return h(
    "fieldset",
    { class: "choice connection-choice" },
    h("legend", {}, legend),
    options.map(({ value, title }) =>
      h("label", { class: "check" }, h("input", { type: "checkbox", value, checked: chosen.includes(value) }), title),
    ),
  );
}

/**
 * @param {Element} fieldset
 * @returns {string[]}
 */
export function checkedIn(fieldset) {
  const boxes = /** @type {NodeListOf<HTMLInputElement>} */ (fieldset.querySelectorAll("input:checked"));
  return [...boxes].map(({ value }) => value);
}

/**
 * @param {string} label
 * @param {Parameters<typeof import("/desk/icons.js").icon>[0]} mark
 * @param {() => void} run
 * @param {(name: Parameters<typeof import("/desk/icons.js").icon>[0]) => Element} icon
 */
export function tool(label, mark, run, icon) {
  return h("button", { type: "button", class: "round", "aria-label": label, title: label, onclick: run }, icon(mark));
}
