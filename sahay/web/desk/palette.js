/** The command palette: one box from which everything that can be done or opened is found by its name. */

import { commands, found } from "/desk/palette-commands.js";
import { h, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** @typedef {import("/desk/palette-commands.js").Command} Command */

/** Others are found by typing a letter more. */
const SHOWN = 30;

/** @type {Record<string, (index: number, count: number) => number>} */
const STEPS = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

class Palette {
  /** @type {Command[]} everything that can be chosen */
  #all = [];
  /** @type {Command[]} */
  #shown = [];
  #index = 0;

  #input = h("input", {
    id: "palette-input",
    role: "combobox",
    "aria-label": t("palette"),
    "aria-controls": "palette-list",
    "aria-expanded": "true",
    "aria-autocomplete": "list",
    placeholder: t("palette_placeholder"),
    autocomplete: "off",
    spellcheck: "false",
    dir: "auto",
  });
  #list = h("div", { id: "palette-list", role: "listbox", "aria-label": t("palette") });
  #nothing = h("p", { class: "palette-nothing", role: "status" });
  #dialog = h(
    "dialog",
    { class: "palette", "aria-label": t("palette") },
    h("div", { class: "palette-box" }, icon("search"), this.#input, h("kbd", { "aria-hidden": "true" }, "Esc")),
    this.#list,
    this.#nothing,
  );

  /** @param {import("/desk/console.js").Console} view */
  constructor(view) {
    this.view = view;
    this.#dialog.addEventListener("click", (event) => event.target === this.#dialog && this.#dialog.close());
    this.#dialog.addEventListener("close", () => this.#dialog.remove());
    this.#input.addEventListener("input", () => this.#render());
    this.#input.addEventListener("keydown", (event) => this.#pressed(event));
  }

  async open() {
    document.body.append(this.#dialog);
    this.#dialog.showModal();
    for await (const more of commands(this.view)) {
      this.#all = [...this.#all, ...more];
      if (this.#dialog.open) this.#render();
    }
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const step = STEPS[event.key];
    if (event.key === "Enter" && !event.isComposing) this.#run(this.#shown[this.#index]);
    else if (step && this.#shown.length) this.#point(step(this.#index, this.#shown.length));
    else return;
    event.preventDefault();
  }

  /** @param {Command|undefined} command */
  #run(command) {
    if (!command) return;
    this.#dialog.close();
    command.run();
  }

  /** @param {number} index */
  #point(index) {
    this.#index = index;
    const options = [...this.#list.querySelectorAll("[role=option]")];
    options.forEach((option, each) => option.setAttribute("aria-selected", String(each === index)));
    const option = options[index];
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #render() {
    this.#shown = found(this.#all, this.#input.value, this.view.desk).slice(0, SHOWN);
    const groups = Map.groupBy(this.#shown, ({ group }) => group);
    this.#shown = [...groups.values()].flat(); // as they stand on the screen
    const titles = this.#shown.map(({ title, group, now }) => [title, group, now]);
    refill(this.#list, titles, () => [...groups].map(([name, group]) => this.#group(name, group)));
    const count = this.#shown.length;
    this.#nothing.textContent = count ? "" : t("palette_nothing");
    this.#point(0);
  }

  /**
   * @param {string} name
   * @param {Command[]} group
   */
  #group(name, group) {
    const options = group.map((command) => this.#option(command));
    const title = h("span", { class: "palette-group", "aria-hidden": "true" }, name);
    return h("div", { role: "group", "aria-label": name }, title, options);
  }

  /** @param {Command} command */
  #option(command) {
    const { title, mark, key, detail, now } = command;
    const run = () => this.#run(command);
    return h(
      "div",
      { role: "option", id: `palette-${this.#shown.indexOf(command)}`, "aria-selected": "false", onclick: run },
      icon(mark),
      h("span", { class: "palette-title", dir: "auto" }, title),
      detail && h("span", { class: "palette-detail", dir: "auto" }, detail),
      now && icon("check"),
      key && h("kbd", { "aria-hidden": "true" }, key),
    );
  }
}

/** @param {import("/desk/console.js").Console} view */
export function openPalette(view) {
  if (!document.querySelector("dialog[open]")) new Palette(view).open();
}
