/** Turns addresses inside a text into links; only these schemes: http, https, mailto, tel. Numbers stay in one line. */

import { h } from "/desk/element.js";

// An address ends where the direction of writing is tampered with: what is shown must be where it leads.
const ADDRESS =
  /(https?:\/\/[^\s<>"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+)|((?:mailto:)?[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|((?:tel:)?\+\d[\d ()-]{6,18}\d)/giu;
const SCHEMES = new Set(["http:", "https:", "mailto:", "tel:"]);
/** Punctuation after an address belongs to the sentence; so does the danda of Devanagari and Gujarati. */
const TRAILING = /[.,;:!?)\]}'"\u0964\u0965]+$/u;

/** Of an order or a ticket: parts joined by hyphens, at which the line would be broken. */
const REFERENCE = /\b((?=[A-Z-]*\d)[A-Z\d]{1,8}(?:-[A-Z\d]{1,8}){1,3})\b/g;

/**
 * @param {string} text
 * @returns {(string|HTMLElement)[]}
 */
export function linked(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const shown = match[0].replace(TRAILING, "");
    const href = address(shown, match);
    if (!href) continue;
    parts.push(...whole(text.slice(end, match.index)));
    parts.push(h("a", { href, target: "_blank", rel: "noopener noreferrer" }, shown));
    end = match.index + shown.length;
  }
  parts.push(...whole(text.slice(end)));
  return parts.filter((part) => part !== "");
}

/**
 * @param {string} text
 * @returns {(string|HTMLElement)[]} every second one a reference that is not broken
 */
function whole(text) {
  return text.split(REFERENCE).map((part, index) => (index % 2 ? h("span", { class: "reference" }, part) : part));
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
