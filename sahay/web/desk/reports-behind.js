/** The conversations behind a figure, at the side of the report. */

import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { explanation, languageName, moment, named, t } from "/desk/language.js";
import { groupName, number, span } from "/desk/reports-format.js";

/**
 * @typedef {{id: string, began_at: string, channel: string, language: string, intent: string|null, end: string,
 *   reasons: (string|null)[], agents: {id: string, name: string}[], seconds: number|null}} Behind
 * @typedef {import("/desk/desk.js").Desk} Desk
 */

/**
 * @param {Desk} desk
 * @param {string} title
 * @param {URLSearchParams} query  of /reports/conversations
 */
export async function openBehind(desk, title, query) {
  const body = h("div", { class: "behind-body scrolls", tabindex: 0, role: "group", "aria-label": title });
  const close = h(
    "button",
    { type: "button", class: "round", "aria-label": t("close"), onclick: () => dialog.close() },
    icon("close"),
  );
  const dialog = h(
    "dialog",
    { class: "behind", "aria-labelledby": "behind-title" },
    h("header", {}, h("h2", { id: "behind-title" }, title), close),
    body,
  );
  body.append(h("p", { class: "empty", role: "status" }, t("loading")));
  dialog.addEventListener("close", () => dialog.remove());
  dialog.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (event.target === dialog || link) dialog.close();
  });
  document.body.append(dialog);
  dialog.showModal();
  try {
    const { count, conversations } = await desk.api.get(`/reports/conversations?${query}`);
    body.replaceChildren(sum(count, conversations.length), list(desk, conversations));
  } catch (error) {
    body.replaceChildren(h("p", { class: "empty", role: "alert" }, explanation(error.code, error.message)));
  }
}

/**
 * @param {number} count
 * @param {number} shown
 */
function sum(count, shown) {
  const text = t("reports_behind", { count, number: number(count) });
  return h("p", { class: "behind-sum", role: "status" }, shown < count ? t("reports_first", { text, shown }) : text);
}

/**
 * @param {Desk} desk
 * @param {Behind[]} conversations
 */
function list(desk, conversations) {
  return h("ul", {}, conversations.map((conversation) => h("li", {}, card(desk, conversation))));
}

/**
 * @param {Desk} desk
 * @param {Behind} behind
 */
function card(desk, { id, began_at: began, channel, language, intent, end, reasons, agents, seconds }) {
  const why = reasons.map((reason) => groupName("reason", { key: reason ?? "" }));
  const who = agents.map(({ name, id: agent }) => name || agent);
  return h(
    "a",
    { href: `#/c/${encodeURIComponent(id)}` },
    h(
      "span",
      { class: "behind-name" },
      h("b", { dir: "auto" }, desk.nameOf(id)),
      h("span", { class: `end ${end}` }, t(`reports_end_${end}`)),
      seconds !== null && h("span", { class: "behind-time" }, span(seconds)),
    ),
    h("span", {}, [moment(began), named("channel", channel), languageName(language)].join(" · ")),
    h("span", {}, [intent && groupName("intent", { key: intent }), ...why, ...who].filter(Boolean).join(" · ")),
  );
}
