/** What stands below the results of a search: that it is under way, nothing was found, or there are more. */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";

/**
 * @typedef {import("/desk/search.js").Search} Search
 * @typedef {import("/desk/element.js").Child} Child
 */

/**
 * @param {Search} search
 * @returns {Child[]}
 */
export function results(search) {
  return STATES[search.status](search);
}

/** @type {Record<Search["status"], (search: Search) => Child[]>} */
const STATES = {
  idle: () => [],
  busy: ({ results: found }) => [
    h("div", { class: found.length ? "more" : "empty" }, h("p", { role: "status" }, t("search_busy"))),
  ],
  failed: (search) => [
    h(
      "div",
      { class: "empty" },
      h("p", { role: "alert" }, t("search_failed")),
      h("button", { type: "button", onclick: () => search.again() }, t("try_again")),
    ),
  ],
  done: (search) => {
    const { next, results: found } = search;
    if (!found.length) return [nothing()];
    const told = h("p", { role: "status", class: "unseen" }, t("search_found", { count: found.length }));
    const more = h("button", { type: "button", onclick: () => search.more() }, t("search_more"));
    return [told, next && h("div", { class: "more" }, more)];
  },
};

/** @returns {HTMLElement} */
function nothing() {
  return h(
    "div",
    { class: "empty", role: "status" },
    h("h2", {}, t("search_nothing")),
    h("p", {}, t("search_nothing_hint")),
  );
}
