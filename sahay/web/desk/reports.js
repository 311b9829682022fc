/** `<desk-reports>`: how customers are served: figures of some days, charts, tables, and what is behind each figure. */

import { h, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { explanation, t } from "/desk/language.js";
import { Page } from "/desk/page.js";
import { placeAt } from "/desk/pages.js";
import { openBehind } from "/desk/reports-behind.js";
import "/desk/reports-chart.js";
import { detail, DIMENSIONS, MEASURES, percent, value } from "/desk/reports-format.js";
import "/desk/reports-range.js";
import { reportTable } from "/desk/reports-table.js";

/**
 * @typedef {import("/desk/reports-format.js").Figures} Figures
 * @typedef {{from: string, to: string, today: string, timezone: string, at: string, totals: Figures,
 *   by: Record<string, Figures[]>}} Report
 */

const ADDRESS = "#/reports";
const DAYS_AT_FIRST = "7";
/** What the chart can show: what became of them, or one measure. */
const CHARTED = ["ends", ...MEASURES.map(({ figure }) => figure).filter((figure) => figure !== "episodes")];

export class Reports extends Page {
  /** @type {Report|null} */
  #report = null;
  #dimension = "day";
  #measure = "ends";
  #asked = "";

  #range = /** @type {import("/desk/reports-range.js").Range} */ (document.createElement("report-range"));
  #tiles = h("ul", { class: "tiles" });
  #tabs = h("div", { class: "report-tabs", role: "group", "aria-label": t("reports_apart") });
  #chart = /** @type {import("/desk/reports-chart.js").ReportChart} */ (document.createElement("report-chart"));
  #table = h("div");
  #tools = h("div", { class: "report-tools" });
  #note = h("p", { class: "report-note" });
  #message = h("div", { class: "empty" });
  #content = h(
    "div",
    { class: "report-content", hidden: true },
    this.#tiles,
    h(
      "section",
      { class: "report-part", "aria-label": t("reports_apart") },
      this.#tabs,
      this.#tools,
      this.#chart,
      this.#table,
    ),
    this.#note,
  );

  begin() {
    const wall = h("a", { class: "head-link", href: "#/wall" }, icon("wall"), t("wall"));
    this.replaceChildren(
      h(
        "section",
        { class: "page reports", "aria-label": t("reports") },
        this.head(t("reports"), this.#range, wall),
        h(
          "div",
          { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("reports") },
          this.#message,
          this.#content,
        ),
      ),
    );
    this.listen(this.#range, "choose", (event) => this.#go(event.detail));
    this.listen(this.#chart, "open", ({ detail: { figure, key } }) => this.#openGroup(figure, key));
    this.listen(window, "hashchange", () => placeAt()?.path === "reports" && this.#load());
    this.#load();
  }

  /** @param {{from: string, to: string}} days */
  #go({ from, to }) {
    location.hash = `${ADDRESS}?from=${from}&to=${to}`;
  }

  async #load() {
    const { query } = placeAt() ?? { query: new URLSearchParams() };
    const asked = query.has("from") ? `from=${query.get("from")}&to=${query.get("to")}` : `days=${DAYS_AT_FIRST}`;
    if (asked === this.#asked) return;
    this.#asked = asked;
    this.setAttribute("aria-busy", "true");
    if (!this.#report) this.#say(h("p", { role: "status" }, t("loading")));
    try {
      const report = await this.desk.api.get(`/reports?${asked}`);
      if (asked !== this.#asked || !this.isConnected) return;
      this.#report = report;
      this.#render();
    } catch (error) {
      if (asked !== this.#asked) return;
      this.#asked = "";
      this.#report = null;
      const again = h("button", { type: "button", onclick: () => this.#load() }, t("try_again"));
      this.#say(h("p", { role: "alert" }, explanation(error.code, error.message)), again);
    }
    this.removeAttribute("aria-busy");
  }

  /** @param {...HTMLElement} words */
  #say(...words) {
    this.#message.replaceChildren(...words);
    this.#content.hidden = words.length > 0;
  }

  #render() {
    const report = /** @type {Report} */ (this.#report);
    this.#range.show(report, report.today);
    if (!report.totals.episodes)
      return this.#say(h("h3", {}, t("reports_empty")), h("p", {}, t("reports_empty_hint")));
    this.#say();
    refill(this.#tiles, report, () => tiles(report.totals, (figure, title) => this.#open(figure, title)));
    this.#note.textContent = t("reports_note", { timezone: report.timezone });
    this.#renderPart();
  }

  #renderPart() {
    const report = /** @type {Report} */ (this.#report);
    const groups = report.by[this.#dimension];
    refill(this.#tabs, this.#dimension, () => DIMENSIONS.map((name) => this.#tab(name)));
    refill(this.#tools, [this.#dimension, this.#measure, report.from, report.to], () => this.#makeTools(report));
    this.#table.replaceChildren(
      groups.length
        ? reportTable(this.#dimension, groups, (figure, key, title) => this.#open(figure, title, key))
        : h("p", { class: "empty" }, t("reports_no_groups")),
    );
    this.#chart.hidden = groups.length === 0;
    const { from, to } = report;
    Object.assign(this.#chart, { dimension: this.#dimension, measure: this.#measure, groups, days: { from, to } });
    this.#chart.draw();
  }

  /** @param {string} name */
  #tab(name) {
    const choose = () => {
      this.#dimension = name;
      this.#renderPart();
      /** @type {HTMLElement|null} */ (this.#tabs.querySelector("[aria-pressed=true]"))?.focus();
    };
    const pressed = String(name === this.#dimension);
    return h("button", { type: "button", "aria-pressed": pressed, onclick: choose }, t(`reports_by_${name}`));
  }

  /** @param {Report} report */
  #makeTools({ from, to }) {
    const chosen = h(
      "select",
      { id: "report-measure" },
      CHARTED.map((name) => h("option", { value: name, selected: name === this.#measure }, t(`reports_${name}`))),
    );
    chosen.addEventListener("change", () => {
      this.#measure = chosen.value;
      this.#renderPart();
      document.getElementById("report-measure")?.focus();
    });
    const file = `/api/desk/reports/table?by=${this.#dimension}&from=${from}&to=${to}`;
    return [
      h("label", { for: "report-measure" }, t("reports_show")),
      chosen,
      h("a", { class: "report-file", href: file, download: true }, icon("download"), t("reports_csv")),
    ];
  }

  /**
   * @param {string} figure
   * @param {string} key
   */
  #openGroup(figure, key) {
    const group = this.#report?.by[this.#dimension].find((each) => each.key === key);
    if (group) this.#open(figure, t(`reports_${figure}`), key);
  }

  /**
   * @param {string} figure
   * @param {string} title
   * @param {string} [key]  of one group of those that are shown
   */
  #open(figure, title, key) {
    const { from, to } = /** @type {Report} */ (this.#report);
    const query = new URLSearchParams({ figure, from, to });
    if (key !== undefined) {
      query.set("by", this.#dimension);
      query.set("key", key);
    }
    openBehind(this.desk, title, query);
  }
}

/** The figures of all of them, in this order. */
const TILES = MEASURES.filter(({ figure }) => figure !== "asked");

/**
 * @param {Figures} totals
 * @param {(figure: string, title: string) => void} open
 */
function tiles(totals, open) {
  return TILES.map((measure) => {
    const { figure } = measure;
    const [title, below] = [t(`reports_${figure}`), detail(measure, totals)];
    // A satisfaction without the share that answered would say little.
    const answered = figure === "rated" && totals.asked && { text: below, value: percent(totals.response_rate) };
    return h(
      "li",
      {},
      h(
        "button",
        { type: "button", title: t(`reports_means_${figure}`), onclick: () => open(figure, title) },
        h("span", { class: "tile-name" }, title),
        h("span", { class: "tile-value" }, value(measure, totals)),
        h("span", { class: "tile-detail" }, answered ? t("reports_answered", answered) : below),
      ),
    );
  });
}

customElements.define("desk-reports", Reports);
