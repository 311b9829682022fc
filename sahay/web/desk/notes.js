/** Private notes: what colleagues tell each other in a conversation, with mentions. */

import { h } from "/desk/element.js";
import { linked } from "/desk/links.js";

/** @typedef {{id: string, name: string}} Person */

/** As the server reads it: `@[Ravi Patel](agent-7)`. */
const MENTION = /@\[([^\]]{1,100})\]\(([^)]{1,100})\)/g;

/**
 * @param {string} text  as the server keeps it
 * @returns {import("/desk/element.js").Child[]}
 */
export function noteText(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(MENTION)) {
    parts.push(...linked(text.slice(end, match.index)), h("span", { class: "mention" }, `@${match[1]}`));
    end = match.index + match[0].length;
  }
  return [...parts, ...linked(text.slice(end))];
}

/**
 * @param {string} text  as the server keeps it
 * @returns {string} as it is written
 */
export function plain(text) {
  return text.replace(MENTION, "@$1");
}

/**
 * While a note is written a mention is just `@Name`: this finds whom it means.
 *
 * @param {string} text  as written
 * @param {Person[]} people  everybody at the desk
 * @returns {string} as the server takes it
 */
export function withMentions(text, people) {
  const longestFirst = [...people].sort((left, right) => right.name.length - left.name.length);
  let rest = text;
  let whole = "";
  while (rest) {
    const person = rest.startsWith("@") && longestFirst.find(({ name }) => rest.startsWith(`@${name}`));
    const taken = person ? person.name.length + 1 : 1;
    whole += person ? `@[${person.name}](${person.id})` : rest.slice(0, taken);
    rest = rest.slice(taken);
  }
  return whole;
}
