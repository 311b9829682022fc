/** The emoji: a field to search them, and a grid that the arrow keys walk. */

import { h } from "/desk/element.js";
import { findEmoji } from "/desk/emoji.js";
import { current, t } from "/desk/language.js";
import { hang } from "/desk/menus.js";

/** As many in a row as `.emoji-grid` shows. */
const COLUMNS = 8;

/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };

/**
 * @param {HTMLElement} button  which it hangs from
 * @param {(emoji: string) => void} take
 */
export function openEmoji(button, take) {
  const grid = h("div", { class: "emoji-grid scrolls", role: "group", "aria-label": t("emoji") });
  const search = h("input", { type: "search", placeholder: t("emoji_search"), "aria-label": t("emoji_search") });
  const popover = h("div", { class: "drop emoji", popover: "auto", role: "dialog", "aria-label": t("emoji") }, search, grid);
  const chosen = (/** @type {string} */ emoji) => {
    popover.hidePopover();
    take(emoji);
  };
  const fill = () => show(grid, search.value, chosen);
  search.addEventListener("input", fill);
  popover.addEventListener("keydown", (event) => pressed(event, grid, search));
  fill();
  hang(popover, button);
  search.focus();
}

/**
 * @param {HTMLElement} grid
 * @param {string} query
 * @param {(emoji: string) => void} chosen
 */
function show(grid, query, chosen) {
  const found = findEmoji(query);
  const buttons = found.map((entry, index) => {
    const name = entry[current()].split(",")[0];
    const attributes = { type: "button", tabindex: index ? -1 : 0, "aria-label": name, title: name };
    return h("button", { ...attributes, onclick: () => chosen(entry.emoji) }, entry.emoji);
  });
  grid.replaceChildren(...(buttons.length ? buttons : [h("p", { class: "quiet-text", role: "status" }, t("emoji_none"))]));
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} grid
 * @param {HTMLInputElement} search
 */
function pressed(event, grid, search) {
  const buttons = [...grid.querySelectorAll("button")];
  const at = buttons.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const inSearch = document.activeElement === search;
  if (inSearch && event.key === "Enter") {
    event.preventDefault(); // else it ends in the reply box, as a new line
    buttons[0]?.click();
  }
  const step = inSearch && event.key === "ArrowDown" ? 1 : at >= 0 ? STEPS[event.key] : undefined;
  if (step === undefined) return;
  event.preventDefault();
  if (at + step < 0 && event.key === "ArrowUp") search.focus();
  else buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
}
