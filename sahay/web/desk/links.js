/** Turns addresses inside a text into links. Only these schemes: http, https, mailto, tel. */

import { h } from "/desk/element.js";

// An address ends where the direction of writing is tampered with: what is shown must be where it leads.
const ADDRESS =
  /(https?:\/\/[^\s<>"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)|((?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|((?:tel:)?\+\d[\d ()-]{6,18}\d)/giu;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
/** Punctuation after an address belongs to the sentence; so does the danda of Devanagari and Gujarati. */
const TRAILING = /[.,;:!?)\]}'"\u0964\u0965]+$/u;

/**
 * @param {string} text
 * @returns {(string|HTMLAnchorElement)[]}
 */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match[0].replace(TRAILING, "");
    const href = address(shown, match);
    if (!href) continue;
    parts.push(text.slice(end, match.index));
    parts.push(h("a", { href, target: "_blank", rel: "noopener noreferrer" }, shown));
    end = match.index + shown.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

/**
 * @param {string} shown
 * @param {RegExpMatchArray} match
 * @returns {string|null}
 */
function address(shown, [, web, mail, phone]) {
  const whole = web
    ? shown
    : mail
      ? `mailto:${shown.replace(/^mailto:/i, "")}`
      : phone && `tel:${shown.replace(/^tel:/i, "").replace(/[^\d+]/g, "")}`;
  try {
    const url = new URL(whole ?? "");
    return SCHEMES.has(url.protocol) ? url.href : null;
  } catch {
    return null;
  }
}
