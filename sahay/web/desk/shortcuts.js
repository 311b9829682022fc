/** One-letter commands, while nobody is writing; those with Control (or Command) always. */

import { preferences } from "/desk/preferences.js";

const WRITING = "input, textarea, select, [contenteditable]";
/** Keys that mean something to the element in focus. */
const OWN_ARROWS = "[role=tablist], [role=log], .known-body";

export class Shortcuts {
  /** @param {Record<string, () => void>} commands */
  constructor(commands) {
    this.commands = commands;
  }

  /** @param {KeyboardEvent} event */
  handle = (event) => {
    const held = event.ctrlKey || event.metaKey;
    const key = (held ? "Control+" : "") + pressed(event);
    const command = this.commands[key];
    if (!command || event.defaultPrevented || event.altKey) return;
    if (event.isComposing || document.querySelector("dialog[open], :popover-open")) return;
    if (!held && key !== "Escape" && !this.#free(event, key)) return;
    event.preventDefault();
    command();
  };

  /**
   * @param {KeyboardEvent} event
   * @param {string} key
   * @returns {boolean}
   */
  #free({ target }, key) {
    const element = target instanceof Element ? target : document.body;
    if (element.closest(WRITING)) return false;
    if (key.startsWith("Arrow")) return !element.closest(OWN_ARROWS);
    return preferences.get("shortcuts");
  }
}

/**
 * The key as on a Latin keyboard: with a Hindi or Gujarati layout active, the C key must still claim.
 *
 * @param {KeyboardEvent} event
 * @returns {string}
 */
function pressed({ key, code, shiftKey }) {
  if (key.length > 1 || /^[\x21-\x7e]$/.test(key)) return key.length > 1 ? key : key.toLowerCase();
  if (code === "Slash" && shiftKey) return "?";
  return code.replace(/^(Key|Digit)/, "").toLowerCase();
}
