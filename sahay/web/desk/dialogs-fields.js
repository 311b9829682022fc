/** The fields of dialogs and pages: a control under its label, and one choice of several. */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";

/**
 * @typedef {object} Option
 * @property {string} value
 * @property {string} title
 * @property {import("/desk/element.js").Child|import("/desk/element.js").Child[]} [detail]
 * @property {import("/desk/element.js").Child} [mark]  stands before the title
 */

/** A longer list can be searched. */
const SEARCHED_FROM = 10;

let made = 0;

/**
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 * @returns {HTMLElement}
 */
export function field(label, control, hint) {
  control.id ||= `field-${(made += 1)}`;
  if (hint) control.setAttribute("aria-describedby", `${control.id}-hint`);
  return h(
    "div",
    { class: "field" },
    h("label", { for: control.id }, label),
    control,
    hint && h("p", { id: `${control.id}-hint`, class: "field-hint" }, hint),
  );
}

/**
 * One of several. Read it with `chosenIn`.
 *
 * @param {string} legend
 * @param {Option[]} options
 * @param {string} [chosen]
 * @returns {HTMLFieldSetElement}
 */
export function choice(legend, options, chosen) {
  const name = `choice-${(made += 1)}`;
  const rows = options.map(({ value, title, detail, mark }) => {
    const radio = h("input", { type: "radio", name, value, checked: value === chosen });
    const words = h("span", { class: "option-words" }, h("span", { dir: "auto" }, title), described(detail));
    return h("label", { class: "option" }, radio, mark, words);
  });
  const searches = options.length >= SEARCHED_FROM;
  return h(
    "fieldset",
    { class: "choice" },
    h("legend", {}, legend),
    searches && search(legend, rows),
    h("div", { class: "options" }, rows),
  );
}

/**
 * @param {Element} choice
 * @returns {string|undefined}
 */
export function chosenIn(choice) {
  return /** @type {HTMLInputElement|null} */ (choice.querySelector("input:checked"))?.value;
}

/** @param {Option["detail"]} detail */
function described(detail) {
  return detail ? h("span", { class: "option-detail", dir: "auto" }, ...[detail].flat()) : null;
}

/**
 * @param {string} label
 * @param {HTMLElement[]} rows
 * @returns {HTMLElement}
 */
function search(label, rows) {
  const input = h("input", { type: "search", placeholder: t("search"), "aria-label": `${t("search")}: ${label}` });
  input.addEventListener("input", () => {
    const wanted = input.value.trim().toLowerCase();
    for (const row of rows) row.hidden = !row.textContent?.toLowerCase().includes(wanted);
  });
  return input;
}
