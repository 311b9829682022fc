/** What the command palette offers: what may be done with the open conversation, places, one's own state, customers. */

import { cannedOf, filled, textIn } from "/desk/canned.js";
import { SECTIONS } from "/desk/cards.js";
import { AVAILABILITIES } from "/desk/colleagues.js";
import { nameOf } from "/desk/customers.js";
import { openHelp } from "/desk/help.js";
import { current, named, offered, t } from "/desk/language.js";
import { pagesFor } from "/desk/pages.js";
import { preferences } from "/desk/preferences.js";

/**
 * @typedef {import("/desk/console.js").Console} Console
 * @typedef {import("/desk/desk.js").Desk} Desk
 *
 * @typedef {object} Command
 * @property {string} group
 * @property {string} title
 * @property {Parameters<typeof import("/desk/icons.js").icon>[0]} mark
 * @property {string} [key]  its shortcut
 * @property {string} [detail]
 * @property {string} [words]  by which it is found too
 * @property {boolean} [now]  it is so already
 * @property {boolean} [asked]  offered only to who has typed something
 * @property {() => void} run
 */

/** @type {Record<string, Pick<Command, "mark"|"key">>} */
const WRITING = { reply: { mark: "reply", key: "R" }, note: { mark: "note", key: "N" } };

/** Shorter ones would search for everything. */
const SEARCH_CHARACTERS = 2;

/**
 * @param {Console} view
 * @returns {AsyncGenerator<Command[]>} first what is at hand, then what has to be fetched
 */
export async function* commands(view) {
  yield [...ofConversation(view), ...places(view), ...customers(view.desk), ...self(view.desk)];
  yield await canned(view).catch(() => []);
}

/**
 * @param {Command[]} all
 * @param {string} query
 * @param {Desk} desk
 * @returns {Command[]} those whose name has every word, where it begins so first; and the search itself
 */
export function found(all, query, desk) {
  const words = query.trim().toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return all.filter(({ asked }) => !asked);
  const rank = (/** @type {Command} */ { title }) => (title.toLowerCase().startsWith(words[0]) ? 0 : 1);
  const fits = (/** @type {Command} */ command) => {
    const text = `${command.title} ${command.detail ?? ""} ${command.words ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };
  const fitting = all.filter(fits).sort((left, right) => rank(left) - rank(right));
  return [...fitting.slice(0, 10), ...searchFor(query.trim(), desk)];
}

/**
 * @param {string} query
 * @param {Desk} desk
 * @returns {Command[]}
 */
function searchFor(query, desk) {
  if (query.length < SEARCH_CHARACTERS) return [];
  const run = () => {
    location.hash = "";
    desk.search.type(query);
  };
  return [{ group: t("palette_go"), title: t("palette_search", { query }), mark: "search", run }];
}

/**
 * @param {Console} view
 * @returns {Command[]}
 */
function ofConversation({ conversation }) {
  if (!conversation) return [];
  const group = t("palette_conversation");
  const actions = conversation.actions.map(({ key, mark, name }) => {
    const title = t(/** @type {any} */ (name.replace("-", "_")));
    return { group, title, mark, key, run: () => void conversation.act(name) };
  });
  return [
    ...actions,
    { group, ...WRITING.reply, title: t("help_reply"), run: () => conversation.focusReply() },
    { group, ...WRITING.note, title: t("palette_note"), run: () => conversation.focusNote() },
  ];
}

/**
 * @param {Console} view
 * @returns {Command[]}
 */
function places({ desk }) {
  const group = t("palette_go");
  const show = (/** @type {typeof SECTIONS[number]} */ section) => () => {
    location.hash = "";
    desk.show(section);
  };
  const sections = SECTIONS.map((section, index) => {
    const title = `${t("sections")}: ${t(`section_${section}`)}`;
    return { group, title, mark: /** @type {const} */ ("chat"), key: String(index + 1), run: show(section) };
  });
  const pages = pagesFor(desk.permissions).map(({ icon: mark, key, path, title }) => {
    return { group, title: t(title), mark, key: key?.toUpperCase(), run: () => void (location.hash = `#/${path}`) };
  });
  return [...sections, ...pages, { group, title: t("help_title"), mark: "help", key: "?", run: () => openHelp(desk) }];
}

/**
 * @param {Desk} desk
 * @returns {Command[]}
 */
function customers(desk) {
  return [...desk.lists.all()].map((card) => ({
    group: t("palette_customers"),
    title: nameOf(card),
    mark: "user",
    detail: [t(`status_${card.owner}`), card.reason && named("reason", card.reason)].filter(Boolean).join(" · "),
    asked: true,
    run: () => void (location.hash = `#/c/${encodeURIComponent(card.id)}`),
  }));
}

/**
 * @param {Desk} desk
 * @returns {Command[]}
 */
function self(desk) {
  const group = t("palette_self");
  const states = AVAILABILITIES.map((each) => ({
    group,
    title: t("palette_become", { availability: named("availability", each) }),
    mark: /** @type {const} */ ("user"),
    now: each === desk.colleagues.availability,
    run: () => void desk.tell(() => desk.colleagues.become(each)),
  }));
  const languages = offered().map(([code, own]) => ({
    group,
    title: `${t("menu_language")}: ${own}`,
    mark: /** @type {const} */ ("chat"),
    words: code,
    now: code === current(),
    asked: true,
    run: () => preferences.set("language", code),
  }));
  const themes = /** @type {const} */ (["auto", "light", "dark"]).map((theme) => ({
    group,
    title: `${t("menu_theme")}: ${t(`theme_${theme}`)}`,
    mark: /** @type {const} */ ("eye"),
    now: theme === preferences.get("theme"),
    asked: true,
    run: () => preferences.set("theme", theme),
  }));
  return [...(desk.colleagues.availability ? states : []), ...languages, ...themes];
}

/**
 * @param {Console} view
 * @returns {Promise<Command[]>} the canned responses, where one may be sent
 */
async function canned({ conversation, desk }) {
  const card = conversation && desk.card(conversation.conversationId);
  if (!card || !desk.allowed(card).reply) return [];
  const { canned: responses, values } = await cannedOf(desk.api);
  const own = { customer: card.contact?.name, agent: desk.agent.name, order: card.order };
  return responses.map((response) => {
    const text = filled(textIn(response, card.language), { ...values, ...own });
    const more = { words: `/${response.shortcut}`, detail: text, asked: true };
    const run = () => conversation.insert(text);
    return { group: t("palette_canned"), title: response.title, mark: "slash", ...more, run };
  });
}
