/** The figures of each group as a table; every figure opens the conversations behind it. */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";
import { detail, groupName, MEASURES, value } from "/desk/reports-format.js";

/**
 * @typedef {import("/desk/reports-format.js").Figures} Figures
 * @typedef {import("/desk/reports-format.js").Measure} Measure
 * @typedef {(figure: string, key: string, title: string) => void} Open
 */

/** What means nothing where groups are told apart by it: whoever an agent had was not the bot's. */
const LEFT_OUT = {
  agent: ["contained", "abandoned", "waiting"],
  reason: ["contained"],
};

/**
 * @param {string} dimension
 * @param {Figures[]} groups
 * @param {Open} open
 * @returns {HTMLElement}
 */
export function reportTable(dimension, groups, open) {
  const without = LEFT_OUT[/** @type {keyof typeof LEFT_OUT} */ (dimension)] ?? [];
  const measures = MEASURES.filter(({ figure }) => !without.includes(figure));
  const handoffs = dimension === "reason" ? [{ figure: "handoffs", kind: /** @type {const} */ ("count") }] : [];
  const columns = [...handoffs, ...measures];
  return h(
    "div",
    { class: "report-table", tabindex: 0, role: "group", "aria-label": t(`reports_by_${dimension}`) },
    h(
      "table",
      {},
      h("caption", { class: "unseen" }, t(`reports_by_${dimension}`)),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          h("th", { scope: "col" }, t(`reports_by_${dimension}`)),
          columns.map(({ figure }) =>
            h("th", { scope: "col", title: t(`reports_means_${figure}`) }, t(`reports_${figure}`)),
          ),
        ),
      ),
      h("tbody", {}, groups.map((group) => row(dimension, group, columns, open))),
    ),
  );
}

/**
 * @param {string} dimension
 * @param {Figures} group
 * @param {Measure[]} columns
 * @param {Open} open
 */
function row(dimension, group, columns, open) {
  const name = groupName(dimension, group);
  return h(
    "tr",
    {},
    h("th", { scope: "row", dir: "auto" }, name),
    columns.map((measure) => h("td", {}, cell(measure, group, name, open))),
  );
}

/**
 * @param {Measure} measure
 * @param {Figures} group
 * @param {string} name
 * @param {Open} open
 */
function cell(measure, group, name, open) {
  const [shown, below] = [value(measure, group), detail(measure, group)];
  const counted = measure.kind === "spread" ? group[measure.figure].count : group[measure.figure];
  const content = [h("span", { class: "figure" }, shown), below && h("small", {}, below)];
  if (!counted) return h("span", { class: "nothing" }, content);
  const title = t(`reports_${measure.figure}`);
  const label = [`${name}, ${title}: ${shown}`, below].filter(Boolean).join(", ");
  const show = () => open(measure.figure, group.key ?? "", `${title} · ${name}`);
  return h("button", { type: "button", "aria-label": label, onclick: show }, content);
}
