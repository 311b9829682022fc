/** The channels' signs. */

import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { named } from "/desk/language.js";

/** @type {Record<string, Parameters<typeof icon>[0]>} */
const MARKS = { web: "wall", telegram: "send", whatsapp: "phone", sms: "chat", email: "mail" };

/** @param {string} channel  its name stands beside the sign */
export function channelIcon(channel) {
  return icon(MARKS[channel] ?? "chat");
}

/**
 * @param {string} channel  of which the usual one is told apart by its sign alone, to those who see it
 * @returns {HTMLElement}
 */
export function channelBadge(channel) {
  const name = named("channel", channel);
  const words = h("span", { class: channel === "web" ? "unseen" : "channel-name" }, name);
  return h("span", { class: "badge", title: name }, channelIcon(channel), words);
}
