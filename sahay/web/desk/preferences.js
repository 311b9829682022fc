/** What one agent likes on this browser: language, theme, sound, notifications, shortcuts. */

import { read, write } from "/desk/storage.js";

const DEFAULTS = {
  language: "",
  theme: "auto",
  sound: false,
  notifications: false,
  shortcuts: true,
};

/** @typedef {typeof DEFAULTS} Choices */

class Preferences extends EventTarget {
  /** @type {Choices} */
  #choices = { ...DEFAULTS, ...read("preferences", {}) };

  /**
   * @template {keyof Choices} K
   * @param {K} name
   * @returns {Choices[K]}
   */
  get(name) {
    return this.#choices[name];
  }

  /**
   * @template {keyof Choices} K
   * @param {K} name
   * @param {Choices[K]} value
   */
  set(name, value) {
    this.#choices = { ...this.#choices, [name]: value };
    write("preferences", this.#choices);
    this.dispatchEvent(new CustomEvent(name, { detail: value }));
  }
}

export const preferences = new Preferences();
