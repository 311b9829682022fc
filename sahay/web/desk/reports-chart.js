/** `<report-chart>`: figures as bars, drawn by Chart.js (served from /vendor). The table below says the same. */

import "/vendor/chart.js/chart.umd.min.js";
import { h, Part } from "/desk/element.js";
import { t } from "/desk/language.js";
import { groupName, IN_TIME, MEASURES, number, percent, span } from "/desk/reports-format.js";
import { shifted } from "/desk/reports-range.js";

/**
 * @typedef {import("/desk/reports-format.js").Figures} Figures
 * @typedef {{label: string, colour: string, data: (number|null)[], figure: string}} Series
 */

const Chart = /** @type {any} */ (globalThis).Chart;

/** What became of them, from below: each with the colour of its class in reports.css. */
const ENDS = ["contained", "human", "abandoned", "running"];
/** Bars of a lying chart; the table has the others. */
const GROUPS_AT_MOST = 12;
const LYING_BAR = 34;
/** Durations at which an axis may have its lines, in seconds. */
const STEPS = [1, 5, 10, 30, 60, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400, 172_800, 604_800];
const LINES = 5;
const BARS_HEIGHT = 240;

/** @type {Record<string, (value: number) => string>} */
const TICKS = { count: number, rate: percent, spread: span };

/** Fires `open` with {figure, key} when a bar is chosen. */
export class ReportChart extends Part {
  dimension = "day";
  measure = "ends";
  /** @type {Figures[]} */
  groups = [];
  /** @type {{from: string, to: string}} */
  days = { from: "", to: "" };

  #canvas = h("canvas", { role: "img" });
  #frame = h("div", { class: "chart-frame" }, this.#canvas);
  /** @type {any} */
  #chart = null;

  begin() {
    this.replaceChildren(this.#frame);
    const colours = new MutationObserver(() => this.draw());
    colours.observe(document.documentElement, { attributeFilter: ["data-theme"] });
    this.signal.addEventListener("abort", () => colours.disconnect());
    this.listen(matchMedia("(prefers-color-scheme: dark)"), "change", () => this.draw());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#chart?.destroy();
    this.#chart = null;
  }

  /** Shows what is set now. */
  draw() {
    this.#chart?.destroy();
    if (!this.isConnected) return;
    const lying = !IN_TIME.includes(this.dimension);
    const groups = lying ? this.groups.slice(0, GROUPS_AT_MOST) : withGaps(this.dimension, this.groups, this.days);
    const series = this.#series(groups);
    const height = lying ? Math.max(120, groups.length * LYING_BAR + 50) : BARS_HEIGHT;
    this.#frame.style.height = `${height}px`; // set by script: the page allows no style in its HTML
    this.#canvas.setAttribute("aria-label", t("reports_chart", { what: series.map(({ label }) => label).join(", ") }));
    this.#chart = new Chart(this.#canvas, {
      type: "bar",
      data: {
        labels: groups.map((group) => groupName(this.dimension, group)),
        datasets: series.map((each) => bars(each, this.#ink(each.colour), this.measure === "ends")),
      },
      options: this.#options(lying, groups, series),
    });
  }

  /**
   * @param {Figures[]} groups
   * @returns {Series[]}
   */
  #series(groups) {
    const of = (/** @type {(group: Figures) => number|null} */ read) => groups.map(read);
    if (this.measure === "ends")
      return ENDS.map((end) => ({
        label: t(`reports_end_${end}`),
        colour: end,
        figure: end,
        data: of((group) => group[end] ?? 0),
      }));
    const { figure, kind, rate = "" } = MEASURES.find((measure) => measure.figure === this.measure) ?? MEASURES[0];
    const label = t(`reports_${figure}`);
    if (kind !== "spread")
      return [{ label, colour: "contained", figure, data: of((group) => group[rate || figure] ?? null) }];
    return ["median", "p90"].map((rank) => ({
      label: t(`reports_rank_${rank}`),
      colour: rank === "median" ? "contained" : "running",
      figure,
      data: of((group) => group[figure]?.[rank] ?? null),
    }));
  }

  /**
   * @param {boolean} lying
   * @param {Figures[]} groups
   * @param {Series[]} series
   */
  #options(lying, groups, series) {
    const kind = MEASURES.find(({ figure }) => figure === this.measure)?.kind ?? "count";
    const tick = TICKS[kind];
    const [text, line] = [this.#ink("text"), this.#ink("line")];
    const font = { family: getComputedStyle(this).fontFamily, size: 12 };
    const stacked = this.measure === "ends";
    const across = {
      stacked,
      grid: { display: false },
      border: { color: line },
      ticks: { color: text, font, maxRotation: 0, autoSkipPadding: 12 },
    };
    const along = {
      stacked,
      beginAtZero: true,
      grid: { color: line },
      border: { display: false },
      ticks: {
        color: text,
        font,
        maxTicksLimit: LINES + 1,
        precision: kind === "count" ? 0 : undefined,
        stepSize: kind === "spread" ? step(series) : undefined,
        callback: (/** @type {number} */ value) => tick(value),
      },
      ...(kind === "rate" ? { max: 1 } : {}),
    };
    return {
      indexAxis: lying ? "y" : "x",
      responsive: true,
      maintainAspectRatio: false,
      animation: false,
      interaction: { mode: "index", axis: lying ? "y" : "x", intersect: false },
      scales: lying ? { y: across, x: along } : { x: across, y: along },
      onHover: (/** @type {any} */ event, /** @type {any[]} */ hit) => {
        event.native.target.classList.toggle("can-open", hit.length > 0);
      },
      onClick: (/** @type {any} */ event) => this.#open(event, groups, series),
      plugins: {
        legend: {
          position: "bottom",
          align: "start",
          labels: { color: text, font, boxWidth: 10, boxHeight: 10, padding: 16 },
        },
        tooltip: {
          filter: ({ raw }) => raw !== null && raw !== 0,
          callbacks: { label: (/** @type {any} */ item) => ` ${item.dataset.label}: ${tick(item.raw)}` },
        },
      },
    };
  }

  /**
   * @param {any} event
   * @param {Figures[]} groups
   * @param {Series[]} series
   */
  #open(event, groups, series) {
    const axis = this.#chart.options.indexAxis;
    const [exact] = this.#chart.getElementsAtEventForMode(event, "nearest", { intersect: true }, false);
    const [near] = this.#chart.getElementsAtEventForMode(event, "index", { intersect: false, axis }, false);
    const group = groups[(exact ?? near)?.index];
    if (!group?.episodes) return;
    // Beside a bar of several parts all of them are meant.
    const all = this.measure === "ends" ? "episodes" : series[0].figure;
    const detail = { figure: exact ? series[exact.datasetIndex].figure : all, key: group.key };
    this.dispatchEvent(new CustomEvent("open", { detail }));
  }

  /** @param {string} name  a canvas needs the colour that a class comes to, light or dark */
  #ink(name) {
    const drop = h("span", { class: `ink-${name}`, hidden: true });
    this.append(drop);
    const { color } = getComputedStyle(drop);
    drop.remove();
    return color;
  }
}

/**
 * @param {Series[]} series
 * @returns {number} seconds between two lines
 */
function step(series) {
  const longest = Math.max(...series.flatMap(({ data }) => data.map((value) => value ?? 0)));
  return STEPS.find((seconds) => longest / seconds <= LINES) ?? longest;
}

/**
 * @param {Series} series
 * @param {string} colour
 * @param {boolean} stacked
 */
function bars({ label, data }, colour, stacked) {
  return {
    label,
    data,
    backgroundColor: colour,
    hoverBackgroundColor: colour,
    borderWidth: 0,
    borderRadius: stacked ? 0 : 3,
    minBarLength: stacked ? 0 : 2,
    maxBarThickness: stacked ? 36 : 18,
    categoryPercentage: 0.76,
    barPercentage: 0.92,
  };
}

/**
 * @param {string} dimension
 * @param {Figures[]} groups
 * @param {{from: string, to: string}} days
 * @returns {Figures[]} with what lies between them, in which nothing happened
 */
export function withGaps(dimension, groups, { from, to }) {
  const known = new Map(groups.map((group) => [group.key, group]));
  const keys = { hour: () => spread(24, 0), weekday: () => spread(7, 1), day: () => daysBetween(from, to) };
  return keys[/** @type {keyof typeof keys} */ (dimension)]().map((key) => known.get(key) ?? { key });
}

/**
 * @param {number} count
 * @param {number} first
 */
function spread(count, first) {
  return Array.from({ length: count }, (_, index) => String(index + first).padStart(first ? 1 : 2, "0"));
}

/**
 * @param {string} from
 * @param {string} to
 */
function daysBetween(from, to) {
  const days = [];
  for (let day = from; day <= to; day = shifted(day, 1)) days.push(day);
  return days;
}

customElements.define("report-chart", ReportChart);
