/** Tells an agent who looks elsewhere that something concerns them: the tab's title, a sound, a notification. */

import { nameOf } from "/desk/customers.js";
import { named, t } from "/desk/language.js";
import { preferences } from "/desk/preferences.js";

/**
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {"alert_waiting"|"alert_message"|"alert_offer"|"alert_mention"|"alert_sla"} Kind
 */

/** Two soft notes, in hertz and seconds from the start. */
const CHIME = [
  [659.25, 0],
  [880, 0.14],
];

const SILENCE_MILLISECONDS = 2000;

/** @type {AudioContext|null} */
let audio = null;
let rungAt = -Infinity;

/** @param {number} waiting */
export function showInTitle(waiting) {
  document.title = waiting ? `(${waiting}) ${t("title")}` : t("title");
}

/** Plays the chime. Browsers stay silent until the page has been clicked once. */
export function chime() {
  audio ??= new AudioContext();
  const context = audio;
  context
    .resume()
    .then(() => CHIME.forEach(([pitch, delay]) => note(context, pitch, context.currentTime + delay)));
}

/**
 * @param {AudioContext} context
 * @param {number} pitch
 * @param {number} start
 */
function note(context, pitch, start) {
  const oscillator = new OscillatorNode(context, { frequency: pitch });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.linearRampToValueAtTime(0.12, start + 0.02);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.5);
  oscillator.connect(volume).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + 0.5);
}

/** @returns {Promise<boolean>} whether notifications may be shown; asks, so call it from a click only */
export async function allowNotifications() {
  if (!("Notification" in window)) return false;
  return (await Notification.requestPermission()) === "granted";
}

/**
 * Rings and notifies as the agent chose. A lock screen may show it, so it holds nothing that the customer wrote.
 *
 * @param {Kind} kind
 * @param {Pick<Card, "id"|"customer"> & Partial<Card>} card  without an id it leads to the desk
 */
export function alertTo(kind, card) {
  const { id, reason } = card;
  if (preferences.get("sound")) ring();
  if (!preferences.get("notifications") || document.hasFocus()) return;
  try {
    const body = [nameOf(card), reason && named("reason", reason)].filter(Boolean).join(" · ");
    const notification = new Notification(t(kind), { body, tag: `${kind} ${id}`, icon: "/desk/icon.svg" });
    notification.addEventListener("click", () => {
      window.focus();
      if (id) location.hash = `#/c/${encodeURIComponent(id)}`;
      notification.close();
    });
  } catch {
    // Some phones allow notifications to service workers only: the title and the sound remain.
  }
}

/** Once for what happens at once. */
function ring() {
  if (performance.now() - rungAt < SILENCE_MILLISECONDS) return;
  rungAt = performance.now();
  chime();
}
