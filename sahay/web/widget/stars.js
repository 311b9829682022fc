import { h, set } from './dom.js';

/** What the buttons that ask for a rating send, with the score at the end. */
const RATE = '/app_rate_';
/** The best score. */
const BEST = 5;

/** @typedef {import('./messages.js').Button} Button */

/** @param {string | undefined} payload @returns {number} 0 for what is no rating */
export function scoreOf(payload) {
  const score = payload?.startsWith(RATE) ? Number(payload.slice(RATE.length)) : 0;
  return score >= 1 && score <= BEST ? score : 0;
}

/** @param {number} score @returns {string} "★★★★☆" */
export function starsOf(score) {
  return '★'.repeat(score) + '☆'.repeat(BEST - score);
}

/**
 * A radio group: one stop for Tab, arrows move, Enter and the space bar choose.
 * @param {Button[]} buttons each with a score
 * @param {string} label what is rated
 * @param {import('./texts.js').Say} say
 * @param {(button: Button) => void} press
 */
export function starGroup(buttons, label, say, press) {
  const group = h('div', { class: 'stars', role: 'radiogroup', 'aria-label': label });
  const inOrder = [...buttons].sort((a, b) => scoreOf(a.payload) - scoreOf(b.payload));
  const stars = inOrder.map((button, index) => {
    const score = scoreOf(button.payload);
    const star = h('button', {
      type: 'button',
      class: 'star',
      role: 'radio',
      'aria-checked': 'false',
      'aria-label': say('part', { n: score, of: BEST }),
      title: button.title,
      tabindex: index ? -1 : 0,
      onclick: () => {
        if (star.getAttribute('aria-disabled') === 'true') return;
        set(star, { 'aria-checked': 'true' });
        press(button);
      },
    });
    return star;
  });
  group.append(...stars);
  group.addEventListener('keydown', (event) => {
    const move = Number(/Right|Up/.test(event.key)) - Number(/Left|Down/.test(event.key));
    const next = stars[stars.indexOf(/** @type {any} */ (event.target)) + move];
    if (!move || !next) return;
    event.preventDefault();
    for (const star of stars) set(star, { tabindex: star === next ? 0 : -1 });
    next.focus();
  });
  return group;
}
