import { h } from './dom.js';
import { moneyLabel, promisedDay } from './text.js';

/**
 * @typedef {{title: string, description?: string, payload: string}} Choice
 * @typedef {object} OrderCard
 * @property {'order'} kind
 * @property {string} title
 * @property {string | null} image a path on the server
 * @property {string[]} lines
 * @property {{amount: string, currency: string} | null} total
 * @property {string} state
 * @property {{title: string, done: boolean}[]} steps
 * @property {string | null} expected an ISO date
 * @property {Choice[]} actions
 */
/** @typedef {{kind: 'list', title: string, rows: Choice[]}} ListCard */
/** @typedef {OrderCard | ListCard} Card */
/** @typedef {(choice: Choice) => Node} Choose */
/** @typedef {{base: string, say: import('./texts.js').Say, choose: Choose}} Frame */

/** @type {Record<string, (card: any, frame: Frame) => Node[]>} */
const KINDS = { order: orderParts, list: listParts };

/**
 * @param {Card | undefined} card
 * @param {Frame} frame
 * @returns {Node[]} nothing for a kind that is not known: the text is complete without it
 */
export function cardParts(card, frame) {
  const parts = card && KINDS[card.kind]?.(card, frame);
  return parts ? [h('div', { class: 'card', role: 'group', 'aria-label': card.title }, ...parts)] : [];
}

/** @param {Card | undefined} card @returns {Choice[]} what may be tapped in it */
export function choicesOf(card) {
  return (card?.kind === 'list' ? card.rows : card?.actions) ?? [];
}

/** @param {OrderCard} card @param {Frame} frame */
function orderParts({ title, image, state, steps, lines, total, expected, actions }, { base, say, choose }) {
  const facts = [];
  const add = (/** @type {string} */ name, /** @type {string} */ value) => {
    facts.push(h('dt', {}, name), h('dd', {}, value));
  };
  if (expected) add(say('expected'), promisedDay(expected, say.language));
  if (total) add(say('total'), moneyLabel(total, say.language));
  const done = steps.filter((step) => step.done).length;
  const line = h(
    'div',
    { class: 'steps', role: 'img', 'aria-label': `${say('part', { n: done, of: steps.length })}: ${state}` },
    ...steps.map((step) => h('span', { class: step.done ? 'done' : '' })),
  );
  return [
    h(
      'div',
      { class: 'top' },
      // What it shows is said beside it.
      image && h('img', { src: base + image, alt: '', width: 56, height: 56, loading: 'lazy', onerror: hide }),
      h('div', {}, h('b', { dir: 'auto' }, title), h('p', { class: 'state', dir: 'auto' }, state)),
    ),
    ...(steps.length ? [line] : []),
    h('ul', {}, ...lines.map((each) => h('li', { dir: 'auto' }, each))),
    h('dl', {}, ...facts),
    ...(actions.length ? [h('div', { class: 'replies' }, ...actions.map(choose))] : []),
  ];
}

/** @param {ListCard} card @param {Frame} frame */
function listParts({ title, rows }, { choose }) {
  return [h('b', { dir: 'auto' }, title), ...rows.map(choose)];
}

/** @param {Event & {target: HTMLElement}} event A picture that is not there leaves no hole. */
function hide({ target }) {
  target.hidden = true;
}
