/** A menu that hangs from a button: arrow keys, Escape, and the focus back where it was. */

import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";

/**
 * @typedef {object} Item
 * @property {string} title
 * @property {Parameters<typeof icon>[0]} mark
 * @property {string} [key]  its shortcut
 * @property {boolean} [grave]
 * @property {() => void} run
 */

/** Between the button and what hangs from it, and to the window's edge, in pixels. */
const GAP = 6;

/** @type {Record<string, (index: number, count: number) => number>} */
const STEPS = {
  ArrowDown: (index, count) => (index + 1) % count,
  ArrowUp: (index, count) => (index - 1 + count) % count,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/**
 * @param {HTMLElement} button  which opens it
 * @param {string} label
 * @param {Item[][]} groups
 */
export function openMenu(button, label, groups) {
  const menu = h("div", { class: "drop", role: "menu", popover: "auto", "aria-label": label });
  const rows = groups.filter((group) => group.length);
  menu.append(
    ...rows.flatMap((group, index) => [
      ...(index ? [h("hr", { role: "separator" })] : []),
      ...group.map((item) => row(item, menu)),
    ]),
  );
  menu.addEventListener("keydown", (event) => step(event, menu));
  hang(menu, button);
  /** @type {HTMLElement} */ (menu.querySelector("[role=menuitem]")).focus();
}

/**
 * Shows a popover at a button: below, or above where there is no room.
 *
 * @param {HTMLElement} popover  thrown away when it closes
 * @param {HTMLElement} button
 */
export function hang(popover, button) {
  button.after(popover); // next to it for who does not see the page
  button.setAttribute("aria-expanded", "true");
  popover.addEventListener("toggle", (event) => {
    if (/** @type {ToggleEvent} */ (event).newState === "open") return;
    button.setAttribute("aria-expanded", "false");
    if (popover.contains(document.activeElement) || document.activeElement === document.body) button.focus();
    popover.remove();
  });
  popover.showPopover();
  const { top, bottom, left, right } = button.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = popover;
  const below = bottom + GAP + height <= innerHeight - GAP;
  const from = left + width <= innerWidth - GAP ? left : right - width;
  popover.style.top = `${below ? bottom + GAP : Math.max(GAP, top - GAP - height)}px`;
  popover.style.left = `${Math.max(GAP, Math.min(from, innerWidth - GAP - width))}px`;
}

/**
 * @param {Item} item
 * @param {HTMLElement} menu
 * @returns {HTMLElement}
 */
function row({ title, mark, key, grave, run }, menu) {
  const chosen = () => {
    menu.hidePopover();
    run();
  };
  return h(
    "button",
    { type: "button", role: "menuitem", tabindex: -1, class: grave ? "grave" : null, onclick: chosen },
    icon(mark),
    h("span", {}, title),
    key && h("kbd", { "aria-hidden": "true" }, key),
  );
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} menu
 */
function step(event, menu) {
  const items = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("[role=menuitem]")]);
  const move = STEPS[event.key];
  if (event.key === "Tab") menu.hidePopover();
  if (!move) return;
  event.preventDefault();
  items[move(items.indexOf(/** @type {HTMLElement} */ (document.activeElement)), items.length)].focus();
}
