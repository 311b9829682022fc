/** `<desk-elapsed since="..." form="duration|ago">`: the time since a moment, ticking by itself. */

import { Part } from "/desk/element.js";
import { ago, duration } from "/desk/language.js";

const FORMS = { duration, ago };

/** @type {Set<Elapsed>} */
const shown = new Set();

export class Elapsed extends Part {
  static observedAttributes = ["since", "form"];

  begin() {
    shown.add(this);
    this.tick();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    shown.delete(this);
  }

  attributeChangedCallback() {
    this.tick();
  }

  tick() {
    const since = Date.parse(this.getAttribute("since") ?? "");
    const form = FORMS[/** @type {keyof typeof FORMS} */ (this.getAttribute("form"))] ?? duration;
    const text = Number.isNaN(since) ? "" : form((Date.now() - since) / 1000);
    if (this.textContent !== text) this.textContent = text;
  }
}

customElements.define("desk-elapsed", Elapsed);
setInterval(() => shown.forEach((element) => element.tick()), 1000);

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
