/** `<desk-elapsed since="..." form="duration|ago">`: the time since a moment, ticking by itself. */

import { ago, duration } from "/desk/language.js";
import { Ticking } from "/desk/ticking.js";

const FORMS = { duration, ago };

export class Elapsed extends Ticking {
  static observedAttributes = ["since", "form"];

  tick() {
    const since = Date.parse(this.getAttribute("since") ?? "");
    const form = FORMS[/** @type {keyof typeof FORMS} */ (this.getAttribute("form"))] ?? duration;
    const text = Number.isNaN(since) ? "" : form((Date.now() - since) / 1000);
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define("desk-elapsed", Elapsed);

/**
 * @param {string} since  ISO 8601
 * @param {keyof typeof FORMS} form
 * @returns {HTMLElement}
 */
export function elapsed(since, form) {
  const element = document.createElement("desk-elapsed");
  element.setAttribute("since", since);
  element.setAttribute("form", form);
  return element;
}
