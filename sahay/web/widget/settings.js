/** How the shop has set its chat (GET /api/chat/settings), and how it shows. */

/** For so long the launcher waits to hear where it stands and what it looks like, in milliseconds. */
const PATIENCE_WITH_SETTINGS = 2_000;

/**
 * @typedef {object} Settings
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
 * @param {import('./api.js').Api} api
 * @param {(settings: Settings) => void} use told what was heard; before that, when it takes long, to do without
 */
export function hearSettings(api, use) {
  const timer = setTimeout(() => use({}), PATIENCE_WITH_SETTINGS);
  api.ask('settings').catch(() => ({})).then((settings) => {
    clearTimeout(timer);
    use(settings);
  });
}

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
