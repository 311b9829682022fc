/** What something costs, line by line; the last one is the sum. */
import { h } from './dom.js';

/** @param {string[][]} rows a name and an amount each */
export function sums(rows) {
  const lines = rows.map(([name, amount]) => h('div', {}, h('dt', {}, name), h('dd', {}, amount)));
  return h('dl', { class: 'sums' }, ...lines);
}
