/**
 * `<desk-countdown due="..." state="...">`: how long is left until an answer is due, ticking by itself. What is near,
 * late or paused differs in its sign and its words too, not by its colour alone.
 */

import { h, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { duration, exactly, t } from "/desk/language.js";
import { Ticking } from "/desk/ticking.js";

/** @type {Record<import("/desk/shapes.js").Sla["state"], Parameters<typeof icon>[0]>} */
const MARKS = { running: "clock", warned: "warn", breached: "late", paused: "pause" };

export class Countdown extends Ticking {
  static observedAttributes = ["due", "state"];

  #time = h("span", { class: "countdown-time" });

  tick() {
    const left = (Date.parse(this.getAttribute("due") ?? "") - Date.now()) / 1000;
    const told = /** @type {keyof typeof MARKS} */ (this.getAttribute("state") ?? "running");
    const state = told !== "paused" && left < 0 ? "breached" : told; // the server will say so in a moment
    const text = state === "paused" ? t("sla_paused") : duration(Math.abs(left));
    refill(this, [state], () => [
      icon(MARKS[state]),
      h("span", { class: "unseen" }, t(`sla_is_${state}`)),
      state === "breached" && h("span", {}, t("sla_late")),
      this.#time,
    ]);
    this.dataset.shown = state;
    if (this.#time.textContent !== text) this.#time.textContent = text;
  }
}

customElements.define("desk-countdown", Countdown);

/**
 * @param {import("/desk/shapes.js").Sla} sla
 * @returns {HTMLElement}
 */
export function countdown({ clock, due_at: due, state }) {
  const element = document.createElement("desk-countdown");
  element.setAttribute("due", due);
  element.setAttribute("state", state);
  element.title = t(`sla_${clock}`, { time: exactly(due) });
  return element;
}
