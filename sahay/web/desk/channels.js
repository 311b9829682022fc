/** The channels' signs. */

import { icon } from "/desk/icons.js";

/** @type {Record<string, Parameters<typeof icon>[0]>} */
const MARKS = { web: "wall", telegram: "send", whatsapp: "phone", sms: "chat", email: "mail" };

/** @param {string} channel  its name stands beside the sign */
export function channelIcon(channel) {
  return icon(MARKS[channel] ?? "chat");
}
