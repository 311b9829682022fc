/** The day that stands in a field, as the desk writes it: browsers' fields have the browser's order (06/07, 07/06). */

import { h } from "/desk/element.js";
import { calendarDate, moment } from "/desk/language.js";

/** @type {Record<string, (value: string) => string>} by the field's type */
const WRITTEN = { date: calendarDate, "datetime-local": moment };

/**
 * @param {HTMLInputElement} input
 * @returns {HTMLElement} which follows what is chosen in it
 */
export function shownDay(input) {
  const shown = h("small", { class: "shown-day" });
  const follow = () => (shown.textContent = input.value && WRITTEN[input.type](input.value));
  input.addEventListener("input", follow);
  follow();
  return shown;
}

/**
 * @param {HTMLElement} field  with a label
 * @param {HTMLInputElement} input  in it
 * @returns {HTMLElement} the field, with the day in its label
 */
export function dayInLabel(field, input) {
  field.querySelector("label")?.append(" ", shownDay(input));
  return field;
}
