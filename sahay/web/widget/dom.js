/**
 * Elements without markup: everything that is shown is set as text or as an attribute, never as HTML, so nothing
 * that a customer, an agent or the bot writes can become an element.
 */

/** @typedef {string | number | boolean | null | undefined | ((event: any) => void)} Attribute */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, Attribute>} [attributes] functions listen: `{onclick: act}`
 * @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  set(element, attributes);
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/**
 * @param {Element} element
 * @param {Record<string, Attribute>} attributes null, undefined and false take one away
 */
export function set(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value == null || value === false) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
}

/**
 * Sets text only when it differs, so that a live region is not read out again.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

const SVG = 'http://www.w3.org/2000/svg';

/** Outlines on a 24 x 24 grid, drawn for this project. */
const ICONS = {
  bell: 'M6 17v-6a6 6 0 0 1 12 0v6zM10 20h4',
  chat: 'M4 5h16v12h-7l-5 4v-4H4zM8 9h8M8 13h5',
  clip: 'M20 11l-8.5 8.5a5 5 0 0 1-7-7L13 4a3.3 3.3 0 0 1 4.7 4.7L9.5 17a1.5 1.5 0 0 1-2-2L15 7.5',
  close: 'M6 6l12 12M18 6L6 18',
  down: 'M12 5v13M6 13l6 6 6-6',
  file: 'M6 3.5h8l4.5 4.5v12.5H6zM13.5 4v4.5h4.5',
  globe: 'M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0h18M12 3q9 9 0 18q-9-9 0-18',
  more: 'M5 11v2M12 11v2M19 11v2',
  person: 'M8 8a4 4 0 1 0 8 0a4 4 0 1 0-8 0M4 20q2-6 8-6t8 6',
  plus: 'M12 5v14M5 12h14',
  thumb: 'M8 11l3-7q3 0 2 6h5q2 0 2 2l-2 7q0 1-2 1H8zM8 11H4v9h4',
  send: 'M4 12l16-8-5 16-4-6zM11 14L20 4',
};

/**
 * @param {keyof typeof ICONS} name
 * @returns {SVGSVGElement} hidden from assistive technology: the control around it has the name
 */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  set(svg, { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: `icon ${name}-icon` });
  set(svg.appendChild(document.createElementNS(SVG, 'path')), { d: ICONS[name] });
  return svg;
}
