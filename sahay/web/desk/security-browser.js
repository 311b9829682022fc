/** What a browser is called, from how it calls itself: enough to know one's own again. */

/** The first that fits: each calls itself those below it too. */
const BROWSERS = [
  ["Edg/", "Edge"],
  ["OPR/", "Opera"],
  ["SamsungBrowser/", "Samsung Internet"],
  ["Firefox/", "Firefox"],
  ["Chrome/", "Chrome"],
  ["Safari/", "Safari"],
];
const SYSTEMS = [
  ["Android", "Android"],
  ["iPhone", "iPhone"],
  ["iPad", "iPad"],
  ["Windows", "Windows"],
  ["Mac OS", "macOS"],
  ["Linux", "Linux"],
];

/**
 * @param {string|null} agent  the header User-Agent
 * @returns {string} as "Firefox, Windows"; nothing for one that is not known
 */
export function browserName(agent) {
  const found = [BROWSERS, SYSTEMS].map((names) => names.find(([sign]) => agent?.includes(sign))?.[1]);
  return found.filter(Boolean).join(", ");
}
