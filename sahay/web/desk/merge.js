/** Two contacts who are one person: finding the other, seeing both, and taking it back. */

import { nameOf } from "/desk/customers.js";
import { field } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h } from "/desk/element.js";
import { languageName, named, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Contact} Contact
 */

/** Somebody who types is not answered letter by letter. */
const PATIENCE_MILLISECONDS = 250;
const SHOWN = 6;

/**
 * @param {Desk} desk
 * @param {Card} card
 * @returns {Promise<boolean>}
 */
export async function merge(desk, card) {
  const { contact: own } = await desk.api.get(address(card.contact?.id ?? ""));
  /** @type {Contact|null} */
  let other = null;
  const search = h("input", { type: "search", autocomplete: "off" });
  const found = h("div", { class: "merge-found" });
  const both = h("div", { class: "merge-both" });
  const choose = async (/** @type {string} */ id) => {
    other = (await desk.api.get(address(id))).contact;
    both.replaceChildren(side(t("merge_this"), own), ...(other ? [side(t("merge_other"), other)] : []));
  };
  onPause(search, async () => {
    other = null;
    both.replaceChildren();
    const people = await find(desk, search.value.trim(), own.id);
    found.replaceChildren(people.length || !search.value.trim() ? options(people, choose) : nobody());
  });
  return openDialog({
    title: t("merge_title", { customer: nameOf(card) }),
    text: t("merge_text"),
    look: "wide",
    fields: [field(t("merge_search"), search, t("merge_search_hint")), found, both],
    yes: t("merge"),
    submit: async () => {
      if (!other) throw new Missing(t("merge_missing"), search);
      await join(desk, card, other.id, own.id);
    },
  });
}

/**
 * @param {Desk} desk
 * @param {Card} card
 * @param {string} id  of the contact that becomes a part
 * @param {string} into
 */
async function join(desk, card, id, into) {
  await desk.api.post(`${address(id)}/merge`, { into });
  const again = () => desk.thread(card.id)?.catchUp();
  again();
  desk.notify("done", t("done_merge"), () => part(desk, id).then(again));
}

/**
 * @param {Desk} desk
 * @param {string} id  of a contact that was merged
 * @returns {Promise<boolean>}
 */
export function part(desk, id) {
  return desk.tell(async () => {
    await desk.api.post(`${address(id)}/unmerge`);
    desk.notify("done", t("done_unmerge"));
  });
}

/**
 * @param {Desk} desk
 * @param {string} query
 * @param {string} own
 * @returns {Promise<{id: string, card: Card}[]>} each contact once
 */
async function find(desk, query, own) {
  if (!query) return [];
  const { results } = await desk.api.get(`/search?${new URLSearchParams({ q: query })}`).catch(() => ({ results: [] }));
  const people = new Map();
  for (const { card } of results) {
    const id = card.contact?.id;
    if (id && id !== own && !people.has(id)) people.set(id, { id, card });
  }
  return [...people.values()].slice(0, SHOWN);
}

/**
 * @param {{id: string, card: Card}[]} people
 * @param {(id: string) => void} choose
 */
function options(people, choose) {
  const rows = people.map(({ id, card }) => {
    const radio = h("input", { type: "radio", name: "merge-other", value: id, onchange: () => choose(id) });
    const facts = [named("channel", card.channel), languageName(card.language), card.last?.text].filter(Boolean);
    const words = h(
      "span",
      { class: "option-words" },
      h("span", { dir: "auto" }, nameOf(card)),
      h("span", { class: "option-detail", dir: "auto" }, facts.join(" · ")),
    );
    return h("label", { class: "option" }, radio, words);
  });
  return h("div", { class: "options", role: "radiogroup", "aria-label": t("merge_other") }, rows);
}

function nobody() {
  return h("p", { class: "quiet-text", role: "status" }, t("merge_nobody"));
}

/**
 * @param {string} label
 * @param {Contact} contact
 */
function side(label, { channels, conversations, email, languages, name, phone }) {
  const facts = [
    [t("profile_email"), email],
    [t("profile_phone"), phone],
    [t("profile_channels"), channels.map((channel) => named("channel", channel)).join(", ")],
    [t("profile_languages"), languages.map(languageName).join(", ")],
    [t("profile_conversations"), String(conversations.length)],
  ];
  return h(
    "section",
    { class: "merge-side", "aria-label": label },
    h("h3", {}, label),
    h("p", { class: "merge-name", dir: "auto" }, name ?? t("profile_unnamed")),
    h(
      "dl",
      {},
      facts.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", { dir: "auto" }, value || "–"))),
    ),
  );
}

/**
 * @param {HTMLInputElement} input
 * @param {() => void} then
 */
function onPause(input, then) {
  let timer = 0;
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(then, PATIENCE_MILLISECONDS);
  });
}

/** @param {string} id */
function address(id) {
  return `/contacts/${encodeURIComponent(id)}`;
}
