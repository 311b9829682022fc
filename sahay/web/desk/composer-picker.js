/** A list above the reply box from which something is chosen while the caret stays in the text. */

import { h, Part } from "/desk/element.js";
import { t } from "/desk/language.js";

/**
 * @typedef {object} Pick
 * @property {string} title
 * @property {string} [hint]  beside the title
 * @property {string} [detail]  below it
 * @property {() => void} take
 */

/** @type {Record<string, (index: number, count: number) => number>} */
const STEPS = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
};
const TAKES = new Set(["Enter", "Tab"]);

export class Picker extends Part {
  /** @type {HTMLTextAreaElement} which it belongs to */
  text;

  /** In the tab order since it scrolls; who goes there by Shift + Tab has closed it. */
  #list = h("ul", { class: "picks scrolls", role: "listbox", id: "picks", tabindex: 0 });
  #said = h("p", { class: "unseen", role: "status" });
  /** @type {Pick[]} */
  #picks = [];
  #at = 0;

  begin() {
    this.replaceChildren(this.#said);
    // A click must not take the focus from the text.
    this.listen(this.#list, "mousedown", (event) => event.preventDefault());
    this.listen(this.text, "blur", () => this.close());
  }

  /** @returns {boolean} */
  get isOpen() {
    return this.#list.isConnected;
  }

  /**
   * @param {string} label
   * @param {Pick[]} picks  the first is the one that Enter takes
   */
  open(label, picks) {
    if (!picks.length) return this.#say(label);
    this.#picks = picks;
    this.#list.setAttribute("aria-label", label);
    this.#list.replaceChildren(...picks.map((pick, index) => this.#row(pick, index)));
    if (!this.isOpen) this.prepend(this.#list);
    this.text.setAttribute("aria-controls", "picks");
    this.#said.classList.add("unseen");
    this.#said.textContent = t("picks", { label, count: picks.length });
    return this.#point(0);
  }

  /** @param {string} label  of the list in which nothing is found: told, and Enter sends again */
  #say(label) {
    this.close();
    this.#said.textContent = `${label}: ${t("picks_none")}`;
    this.#said.classList.remove("unseen");
  }

  close() {
    this.#list.remove();
    this.#said.classList.add("unseen");
    this.#said.textContent = "";
    this.text.removeAttribute("aria-controls");
    this.text.removeAttribute("aria-activedescendant");
  }

  /**
   * @param {KeyboardEvent} event  pressed in the text
   * @returns {boolean} whether the list took it
   */
  takes(event) {
    if (event.key === "Tab" && event.shiftKey) this.close();
    if (!this.isOpen || event.isComposing || event.shiftKey) return false;
    const step = STEPS[event.key];
    if (step) this.#point(step(this.#at, this.#picks.length));
    else if (TAKES.has(event.key)) this.#take(this.#at);
    else if (event.key === "Escape") this.close();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  /** @param {number} index */
  #point(index) {
    this.#at = index;
    for (const [at, row] of [...this.#list.children].entries()) {
      row.setAttribute("aria-selected", String(at === index));
      if (at === index) row.scrollIntoView({ block: "nearest" });
    }
    this.text.setAttribute("aria-activedescendant", `pick-${index}`);
  }

  /** @param {number} index */
  #take(index) {
    const pick = this.#picks[index];
    this.close();
    pick.take();
  }

  /**
   * @param {Pick} pick
   * @param {number} index
   * @returns {HTMLElement}
   */
  #row({ detail, hint, title }, index) {
    return h(
      "li",
      { role: "option", id: `pick-${index}`, onclick: () => this.#take(index) },
      h("span", { class: "pick-title", dir: "auto" }, title),
      hint && h("span", { class: "pick-hint" }, hint),
      detail && h("span", { class: "pick-detail", dir: "auto" }, detail),
    );
  }
}

customElements.define("desk-picker", Picker);
