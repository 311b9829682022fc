/** Elements, made by hand. */

const SVG = 'http://www.w3.org/2000/svg';

/** 24 x 24, drawn with a pen of 1.8 (base.css). */
const ICONS = {
  chat: ['M4.5 5.5h15v10.5h-8l-4 3.5V16h-3z'],
  check: ['m5 12.5 4.5 4.5L19 7.5'],
  truck: [
    'M2.5 6.5h11v10h-11z',
    'M13.5 10h4l3.5 3.5v3h-7.5',
    'M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zm10 0a2 2 0 1 0 0-4 2 2 0 0 0 0 4z',
  ],
  back: ['M9 7 4.5 11.5 9 16', 'M4.5 11.5h10a4.5 4.5 0 0 1 0 9h-3'],
  shield: ['M12 3.5 5 6v5.5c0 4.5 3 7.5 7 9 4-1.5 7-4.5 7-9V6z'],
  pin: [
    'M12 21c4-4.5 6.5-7.7 6.5-11a6.5 6.5 0 0 0-13 0c0 3.3 2.5 6.5 6.5 11z',
    'M12 12.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z',
  ],
};

/**
 * @param {string} name
 * @param {Record<string, any>} [attributes] `onclick` and the like are listeners; what is null or false is left out
 * @param {...(Node | string | null | false | undefined)} children
 * @returns {any}
 */
export function h(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
    else element.setAttribute(key, value === true ? '' : String(value));
  }
  element.append(.../** @type {(Node | string)[]} */ (children.filter((child) => child || child === '')));
  return element;
}

/** @param {keyof typeof ICONS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.classList.add('icon');
  for (const d of ICONS[name]) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('d', d);
    svg.append(path);
  }
  return svg;
}

/** @param {string} sku @param {number} size in pixels @param {boolean} [eager] above the fold */
export function picture(sku, size, eager = false) {
  const loading = eager ? 'eager' : 'lazy';
  return h('img', { class: 'picture', src: `/shop/pictures/${sku}.svg`, width: size, height: size, alt: '', loading });
}
