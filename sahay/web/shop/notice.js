/** A line at the bottom that says what was done, for eyes and ears. */
const element = /** @type {HTMLElement} */ (document.querySelector('.notice'));
/** In milliseconds. */
const SHOWN = 4000;
let timer = 0;

/** @param {string} text */
export function notice(text) {
  clearTimeout(timer);
  element.textContent = text;
  timer = setTimeout(() => (element.textContent = ''), SHOWN);
}
