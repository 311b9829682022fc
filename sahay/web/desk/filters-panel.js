/** The panel behind the funnel: which conversations the lists show, or to what a search is limited. */

import { h } from "/desk/element.js";
import { NO_TEAM } from "/desk/filters.js";
import { calendarDate, languageName, named, t } from "/desk/language.js";
import { hang } from "/desk/menus.js";
import { metaOf, teamName } from "/desk/meta.js";
import { dayInLabel } from "/desk/shown-day.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/meta.js").Meta} Meta
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {[value: string, text: string]} Option
 * @typedef {import("/desk/filters.js").Name|import("/desk/search.js").Name} Name
 *
 * @typedef {object} Field
 * @property {Name} name
 * @property {(desk: Desk, meta: Partial<Meta>) => Option[]|"date"|"check"} of  choices, or another control
 */

/** @type {import("/desk/shapes.js").Owner[]} */
const OWNERS = ["queued", "agent", "snoozed", "bot", "resolved"];
const PRIORITIES = ["urgent", "high", "normal", "low"];

/** @type {Record<Name, Field>} */
const FIELDS = {
  status: { name: "status", of: () => OWNERS.map((owner) => [owner, t(`status_${owner}`)]) },
  channel: { name: "channel", of: (desk, { channels = {} }) => codes(desk, "channel", Object.keys(channels), channelName) },
  language: { name: "language", of: (desk, { languages = [] }) => codes(desk, "language", languages, languageName) },
  priority: { name: "priority", of: () => PRIORITIES.map((code) => [code, named("priority", code)]) },
  team: { name: "team", of: teams },
  tag: { name: "tag", of: (desk) => distinct(desk, ({ tags = [] }) => tags).map((tag) => [tag, tag]) },
  agent: { name: "agent", of: (desk) => desk.colleagues.all.map(({ id, name }) => [id, name]) },
  from: { name: "from", of: () => "date" },
  to: { name: "to", of: () => "date" },
  unread: { name: "unread", of: () => "check" },
};

/** @type {Record<"date"|"check", string>} */
const INPUTS = { date: "date", check: "checkbox" };

/** @type {Name[]} */
const OF_LISTS = ["channel", "language", "priority", "team", "tag", "unread"];
/** @type {Name[]} */
const OF_SEARCH = ["status", "channel", "language", "agent", "tag", "from", "to"];

/**
 * @param {Desk} desk
 * @param {Name} name  of a filter
 * @param {string} value
 * @returns {string} in the agent's words
 */
export function described(desk, name, value) {
  const choices = FIELDS[name].of(desk, {});
  if (choices === "check") return t(`filter_${name}`);
  if (choices === "date") return `${t(`filter_${name}`)} ${calendarDate(value)}`;
  return choices.find(([code]) => code === value)?.[1] ?? value;
}

/**
 * @param {Desk} desk
 * @param {HTMLElement} button  from which the panel hangs
 */
export async function openFilters(desk, button) {
  const meta = await metaOf(desk.api).catch(() => ({})); // then what the lists hold must do
  const { filters, search } = desk;
  const [names, values] = search.active ? [OF_SEARCH, search.limits] : [OF_LISTS, filters.values];
  const set = (/** @type {any} */ name, /** @type {string} */ value) =>
    search.active ? search.limit(name, value) : filters.set(name, value);
  const clear = () => {
    for (const name of names) set(name, "");
    panel.hidePopover();
  };
  const panel = h(
    "div",
    { class: "drop filters", popover: "auto", role: "dialog", "aria-label": t("filters") },
    h("h2", {}, t(search.active ? "filters_search" : "filters")),
    names.map((name) => field(name, FIELDS[name].of(desk, meta), values[/** @type {"tag"} */ (name)] ?? "", set)),
    h(
      "div",
      { class: "filters-end" },
      h("button", { type: "button", class: "quiet", onclick: clear }, t("filters_clear")),
      h("button", { type: "button", class: "primary", onclick: () => panel.hidePopover() }, t("filters_done")),
    ),
  );
  hang(panel, button);
  /** @type {HTMLElement} */ (panel.querySelector("select, input")).focus();
}

/**
 * @param {Name} name
 * @param {Option[]|"date"|"check"} choices
 * @param {string} value
 * @param {(name: Name, value: string) => void} set
 * @returns {HTMLElement}
 */
function field(name, choices, value, set) {
  const id = `filter-${name}`;
  const label = h("label", { for: id }, t(`filter_${name}`));
  const changed = () => set(name, control.type === "checkbox" ? (control.checked ? "yes" : "") : control.value);
  /** @type {any} */
  const control = Array.isArray(choices)
    ? h("select", { id, onchange: changed }, options(choices, value))
    : h("input", { id, type: INPUTS[choices], value, checked: value !== "", onchange: changed });
  const setting = h("p", { class: "setting" }, label, control);
  return choices === "date" ? dayInLabel(setting, control) : setting;
}

/**
 * @param {Option[]} choices
 * @param {string} chosen
 * @returns {HTMLElement[]}
 */
function options(choices, chosen) {
  return [["", t("filter_any")], ...choices].map(([value, text]) =>
    h("option", { value, selected: value === chosen }, text),
  );
}

/**
 * @param {Desk} desk
 * @param {Partial<Meta>} meta
 * @returns {Option[]}
 */
function teams(desk, { teams: known = [] }) {
  const names = [...new Set([...known, ...distinct(desk, ({ team }) => (team ? [team] : []))])];
  const options = names.map((team) => /** @type {Option} */ ([team, teamName(team)]));
  return [...options, [NO_TEAM, t("filter_no_team")]];
}

/**
 * @param {Desk} desk
 * @param {"channel"|"language"} name
 * @param {string[]} known
 * @param {(code: string) => string} text
 * @returns {Option[]}
 */
function codes(desk, name, known, text) {
  return [...new Set([...known, ...distinct(desk, (card) => [card[name]])])].map((code) => [code, text(code)]);
}

/** @param {string} code */
function channelName(code) {
  return named("channel", code);
}

/**
 * @param {Desk} desk
 * @param {(card: Card) => string[]} values
 * @returns {string[]} that the conversations in the lists have, sorted
 */
function distinct(desk, values) {
  return [...new Set([...desk.lists.all()].flatMap(values))].sort((left, right) => left.localeCompare(right));
}
