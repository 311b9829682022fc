/** What the browser keeps for the shop; nothing, where it keeps nothing. */

/** @param {string} key @returns {string | null} */
export function kept(key) {
  try {
    return localStorage.getItem(`saral:${key}`);
  } catch {
    return null;
  }
}

/** @param {string} key @param {string | null} value null forgets it */
export function keep(key, value) {
  try {
    if (value === null) localStorage.removeItem(`saral:${key}`);
    else localStorage.setItem(`saral:${key}`, value);
  } catch {
    // Forbidden or full: remembered until the page is left.
  }
}
