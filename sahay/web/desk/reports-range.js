/** `<report-range>`: the days of the report: one of those that are often wanted, or one's own. */

import { h, Part } from "/desk/element.js";
import { calendarDates, t } from "/desk/language.js";

/** @typedef {{from: string, to: string}} Days  both included, as 2026-11-22 */

const DAY = 86_400_000;
/** The longest range that the server counts. */
const DAYS_AT_MOST = 92;

/** @type {Record<string, (today: string) => Days>} from today, in the shop's time zone */
const PRESETS = {
  today: (today) => ({ from: today, to: today }),
  yesterday: (today) => ({ from: shifted(today, -1), to: shifted(today, -1) }),
  week: (today) => ({ from: shifted(today, -6), to: today }),
  month: (today) => ({ from: shifted(today, -27), to: today }),
  quarter: (today) => ({ from: shifted(today, 1 - DAYS_AT_MOST), to: today }),
};

/** Fires `choose` with the days. */
export class Range extends Part {
  #today = "";
  #preset = h("select", { id: "report-preset", onchange: () => this.#choosePreset() });
  #from = h("input", { type: "date", "aria-label": t("reports_from"), onchange: () => this.#chooseOwn() });
  #to = h("input", { type: "date", "aria-label": t("reports_to"), onchange: () => this.#chooseOwn() });

  #shown = h("span", { class: "shown-day" });

  begin() {
    this.#preset.replaceChildren(
      ...[...Object.keys(PRESETS), "own"].map((name) => h("option", { value: name }, t(`reports_range_${name}`))),
    );
    this.replaceChildren(
      h("label", { class: "unseen", for: "report-preset" }, t("reports_range")),
      this.#preset,
      h("span", { class: "report-dates" }, this.#from, h("span", { "aria-hidden": "true" }, "–"), this.#to),
      this.#shown,
    );
  }

  /**
   * @param {Days} days  which are shown
   * @param {string} today
   */
  show({ from, to }, today) {
    this.#today = today;
    [this.#from.value, this.#to.value] = [from, to];
    this.#shown.textContent = calendarDates(from, to);
    for (const input of [this.#from, this.#to]) input.max = today;
    const preset = Object.entries(PRESETS).find(([, of]) => of(today).from === from && of(today).to === to);
    this.#preset.value = preset?.[0] ?? "own";
  }

  #choosePreset() {
    const days = PRESETS[this.#preset.value]?.(this.#today);
    if (days) this.#choose(days);
    else this.#from.focus();
  }

  /** An end before the beginning, or too far from it, moves along with what was chosen. */
  #chooseOwn() {
    let [from, to] = [this.#from.value, this.#to.value];
    if (!from || !to) return;
    const chosen = document.activeElement === this.#to ? "to" : "from";
    if (from > to) [from, to] = chosen === "from" ? [from, from] : [to, to];
    const last = shifted(from, DAYS_AT_MOST - 1);
    if (to > last) [from, to] = chosen === "from" ? [from, last] : [shifted(to, 1 - DAYS_AT_MOST), to];
    this.#choose({ from, to });
  }

  /** @param {Days} days */
  #choose(days) {
    this.dispatchEvent(new CustomEvent("choose", { detail: days }));
  }
}

/**
 * @param {string} day
 * @param {number} by  days
 */
export function shifted(day, by) {
  return new Date(Date.parse(`${day}T00:00:00Z`) + by * DAY).toISOString().slice(0, 10);
}

customElements.define("report-range", Range);
