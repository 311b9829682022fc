/** `<desk-bulk>`: what a supervisor can do to all picked conversations at once. */

import { choice, chosenIn } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h, Part, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { named, t } from "/desk/language.js";
import { colleagues } from "/desk/meta.js";

/**
 * @typedef {import("/desk/dialogs-fields.js").Option} Option
 *
 * @typedef {object} Deed
 * @property {"assign"|"queue"|"priority"|"tag"|"resolve"|"block"} action  as the server calls it
 * @property {Parameters<typeof icon>[0]} mark
 * @property {(desk: import("/desk/desk.js").Desk) => Promise<HTMLElement>|HTMLElement} [asks]  for a value
 */

/** @type {Deed[]} */
const DEEDS = [
  { action: "assign", mark: "user", asks: askForAgent },
  { action: "queue", mark: "give" },
  { action: "priority", mark: "flag", asks: askForPriority },
  { action: "tag", mark: "tag", asks: askForTag },
  { action: "resolve", mark: "check" },
  { action: "block", mark: "block" },
];

const PRIORITIES = ["urgent", "high", "normal", "low"];
const TAG_CHARACTERS = 40;

export class Bulk extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;
  /** @type {() => string[]} the ids of the conversations in sight */
  inSight = () => [];

  #busy = false;

  begin() {
    this.listen(this.desk.picks, "change", () => this.#render());
    this.#render();
  }

  #render() {
    const { picks } = this.desk;
    this.hidden = !picks.on;
    const count = picks.ids.size;
    refill(this, [picks.on, count, this.#busy], () => [
      h(
        "p",
        { class: "bulk-count" },
        h("span", { role: "status" }, t("bulk_count", { count })),
        h("button", { type: "button", class: "quiet", onclick: () => picks.choose(this.inSight()) }, t("bulk_all")),
        this.#closer(),
      ),
      h(
        "div",
        { class: "bulk-deeds", role: "group", "aria-label": t("bulk") },
        DEEDS.map((deed) => this.#button(deed, count)),
      ),
    ]);
  }

  #closer() {
    const onclick = () => this.desk.picks.turn(false);
    return h("button", { type: "button", class: "round", "aria-label": t("close"), onclick }, icon("close"));
  }

  /**
   * @param {Deed} deed
   * @param {number} count
   */
  #button(deed, count) {
    const disabled = this.#busy || count === 0;
    return h(
      "button",
      { type: "button", disabled, onclick: () => this.#ask(deed) },
      icon(deed.mark),
      t(`bulk_${deed.action}`),
    );
  }

  /** @param {Deed} deed */
  async #ask({ action, asks }) {
    const count = this.desk.picks.ids.size;
    const control = await asks?.(this.desk);
    const submit = async () => {
      const value = control && valueOf(control);
      if (control && !value) throw new Missing(t("bulk_missing"), control.querySelector("input") ?? undefined);
      await this.#do(action, value);
    };
    await openDialog({
      title: t(`bulk_${action}_title`, { count }),
      text: asks ? undefined : t(`bulk_${/** @type {"queue"|"resolve"|"block"} */ (action)}_sure`),
      fields: control ? [control] : [],
      grave: !asks,
      yes: t(`bulk_${action}`),
      submit,
    });
  }

  /**
   * @param {string} action
   * @param {string|undefined} value
   */
  async #do(action, value) {
    const { api, picks } = this.desk;
    const ids = [...picks.ids];
    const { failed = [] } = await api.post("/bulk", { ids, action, ...(value && { value }) });
    const left = failed.map((/** @type {{id: string}} */ { id }) => id);
    this.desk.refresh();
    if (left.length) this.desk.notify("error", t("bulk_some", { count: left.length, all: ids.length }));
    else this.desk.notify("done", t("bulk_done", { count: ids.length }));
    if (left.length) picks.choose(left);
    else picks.turn(false);
  }
}

/** @param {HTMLElement} control */
function valueOf(control) {
  return control.matches("fieldset") ? chosenIn(control) : control.querySelector("input")?.value.trim();
}

/** @param {import("/desk/desk.js").Desk} desk */
async function askForAgent(desk) {
  const people = await colleagues(desk.api).catch(() => desk.colleagues.all);
  const options = people.map(({ id, name, availability, load, capacity }) => ({
    value: id,
    title: name,
    detail: [named("availability", availability ?? "offline"), capacity && ` · ${load}/${capacity}`],
  }));
  return choice(t("bulk_assign_to"), options);
}

function askForPriority() {
  return choice(
    t("filter_priority"),
    PRIORITIES.map((value) => ({ value, title: named("priority", value) })),
  );
}

function askForTag() {
  const input = h("input", { id: "bulk-tag", maxlength: TAG_CHARACTERS, dir: "auto", autocomplete: "off" });
  return h("div", { class: "field" }, h("label", { for: input.id }, t("filter_tag")), input);
}

customElements.define("desk-bulk", Bulk);
