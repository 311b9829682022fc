/** Where there is nothing, and where nothing can be had. */
import { h } from './dom.js';
import { show } from './router.js';
import { say } from './texts.js';

export function page() {
  const home = h('a', { class: 'button', href: '/' }, say('lookAround'));
  return told('missingTitle', 'missingNote', home);
}

export function unreachable() {
  const again = h('button', { type: 'button', class: 'button', onclick: () => show({ focus: true }) }, say('again'));
  return told('awayTitle', 'awayNote', again);
}

/** @param {string} title @param {string} note @param {Node} way out */
function told(title, note, way) {
  return {
    title: say(title),
    content: [
      h(
        'div',
        { class: 'missing' },
        h('img', { src: '/shop/missing.svg', width: 240, height: 180, alt: '' }),
        h('h1', {}, say(title)),
        h('p', { class: 'lead' }, say(note)),
        h('p', { class: 'row' }, way),
      ),
    ],
  };
}
