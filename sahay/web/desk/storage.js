/** The browser's local storage, which may be full, forbidden or hold another version's values. */

const PREFIX = "sahay.desk.";

/**
 * @template T
 * @param {string} key
 * @param {T} otherwise
 * @returns {T} what was written under the key, or `otherwise`
 */
export function read(key, otherwise) {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text === null ? otherwise : JSON.parse(text);
  } catch {
    return otherwise;
  }
}

/**
 * @param {string} key
 * @param {unknown} value
 */
export function write(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // A full or forbidden storage costs the memory across reloads, not the work at hand.
  }
}

/** @param {string} key */
export function forget(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing could have been written either.
  }
}

/**
 * @param {string} start
 * @returns {string[]} the rest of each key that starts so
 */
export function keys(start) {
  try {
    const whole = PREFIX + start;
    return Object.keys(localStorage)
      .filter((key) => key.startsWith(whole))
      .map((key) => key.slice(whole.length));
  } catch {
    return [];
  }
}
