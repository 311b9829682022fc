/** How the shop has set its chat (GET /api/chat/settings), and how it shows. */

/**
 * @typedef {object} Settings
 * @property {string} [shop] its name
 * @property {Record<string, string>} [colours]
 * @property {'left' | 'right'} [position]
 * @property {number} [offset_side] pixels
 * @property {number} [offset_bottom] pixels
 * @property {'text' | 'icon'} [launcher]
 * @property {boolean} [sound] whether it is on until the customer says otherwise
 * @property {{field: Field, required: boolean}[]} [pre_chat] what is asked before the first message
 * @property {{open: boolean, opens_at: string | null} | null} [hours] of people, where the shop tells them
 */
/** @typedef {'name' | 'email' | 'phone'} Field */

/**
 * By the object model of styles, which a Content-Security-Policy leaves alone.
 * @param {HTMLElement} element
 * @param {Settings} settings
 * @param {string | null} side what the page's own tag says of it
 */
export function dress({ style, classList }, settings, side) {
  const { colours = {}, position, offset_side: aside = 20, offset_bottom: below = 20, launcher } = settings;
  for (const [name, colour] of Object.entries(colours)) style.setProperty(`--set-${name.replaceAll('_', '-')}`, colour);
  style.setProperty('--aside', `${aside}px`);
  style.setProperty('--below', `${below}px`);
  classList.toggle('left', (side ?? position) === 'left');
  classList.toggle('compact', launcher === 'icon');
}
