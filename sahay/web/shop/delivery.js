/** When it comes, by the PIN code: asked of the shop's own delivery zones. */
import { h, icon } from './dom.js';
import { day, money } from './format.js';
import { kept, keep } from './kept.js';
import { Refused, ask } from './server.js';
import { say } from './texts.js';

const KEPT = 'pin';

/** @param {string} pin @param {number} value of the goods @returns {Promise<any[]>} the ways, the cheapest first */
export async function ways(pin, value) {
  return (await ask(`delivery?pin=${encodeURIComponent(pin)}&value=${value}`)).ways;
}

/** @param {number} value of the goods */
export function deliveryTo(value) {
  const answer = h('p', { class: 'answer', role: 'status' });
  const pin = h('input', {
    name: 'pin',
    class: 'pin',
    inputmode: 'numeric',
    autocomplete: 'postal-code',
    maxlength: 6,
    placeholder: '380015',
    required: true,
  });
  pin.value = kept(KEPT) ?? '';
  const look = async () => {
    answer.textContent = await told(pin.value.trim(), value);
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    look();
  };
  if (pin.value) look();
  return h(
    'form',
    { class: 'delivery', novalidate: true, onsubmit: submit },
    h('label', { class: 'field' }, h('span', {}, icon('pin'), say('deliveryTo')), pin),
    h('button', { class: 'button quiet' }, say('check')),
    answer,
  );
}

/** @param {string} pin @param {number} value */
async function told(pin, value) {
  try {
    const [way] = await ways(pin, value);
    if (!way) return say('notServed');
    keep(KEPT, pin);
    const parts = [
      say('arrives', { from: day(way.from), until: day(way.until) }),
      way.charge ? money(way.charge) : say('free'),
      way.cash_on_delivery && say('cashPossible'),
    ];
    return parts.filter(Boolean).join(' · ');
  } catch (error) {
    return say(error instanceof Refused && error.code === 'bad_pin' ? 'badPin' : 'failed');
  }
}
