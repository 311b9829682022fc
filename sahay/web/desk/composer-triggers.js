/** What a mark in the text calls up: `/` the canned responses, `@` the colleagues. */

import { cannedOf, filled, refreshCanned, search, textIn } from "/desk/canned.js";
import { named, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/composer-picker.js").Pick} Pick
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {{mark: "/"|"@", query: string, start: number}} Looked
 *
 * @typedef {object} Around  the text that it is for
 * @property {Desk} desk
 * @property {string} language  of the customer
 * @property {Partial<Record<import("/desk/canned.js").Blank, string|null>>} blanks
 * @property {(text: string) => void} insert  in the place of the mark and what follows it
 */

/** At the beginning of a word, with what was typed behind it. */
const MARK = /(?:^|\s)([/@])([^\s/@]{0,40})$/u;
/** More than one sees at once. */
const PICKS = 20;

/**
 * @param {string} text
 * @param {number} caret
 * @returns {Looked|null}
 */
export function lookedFor(text, caret) {
  const match = MARK.exec(text.slice(0, caret));
  if (!match) return null;
  const [, mark, query] = match;
  return { mark: /** @type {Looked["mark"]} */ (mark), query, start: caret - query.length - 1 };
}

/**
 * @param {Looked} looked
 * @param {Around} around
 * @returns {Promise<{label: string, picks: Pick[]}>}
 */
export function called({ mark, query }, around) {
  return mark === "/" ? responses(query, around) : people(query, around);
}

/**
 * @param {string} query
 * @param {Around} around
 */
async function responses(query, { blanks, desk, insert, language }) {
  if (!query) refreshCanned(desk.api); // a supervisor may have written new ones
  const { canned, values } = await cannedOf(desk.api);
  const found = search(canned, query).slice(0, PICKS);
  const picks = found.map((response) => {
    const text = filled(textIn(response, language), { ...values, ...blanks });
    return { title: response.title, hint: `/${response.shortcut}`, detail: text, take: () => insert(text) };
  });
  return { label: t("canned"), picks };
}

/**
 * @param {string} query
 * @param {Around} around
 */
async function people(query, { desk, insert }) {
  const wanted = query.toLowerCase();
  const others = desk.colleagues.all.filter(
    ({ id, name }) => id !== desk.agent.id && name.toLowerCase().includes(wanted),
  );
  const picks = others.slice(0, PICKS).map(({ availability, name }) => ({
    title: name,
    hint: availability && named("availability", availability),
    take: () => insert(`@${name} `),
  }));
  return { label: t("colleagues"), picks };
}
