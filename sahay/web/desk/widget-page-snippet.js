/** The tag that puts the chat on a page, to be copied. */

import { field } from "/desk/dialogs-fields.js";
import { h } from "/desk/element.js";
import { languageName, t } from "/desk/language.js";
import { copyable } from "/desk/profile-copy.js";

/**
 * @param {{path: string, integrity: string}} script
 * @param {string} shop
 * @param {{language?: string, pinned?: boolean}} chosen
 * @returns {string}
 */
export function snippet({ path, integrity }, shop, { language, pinned }) {
  const attributes = [
    `src="${location.origin}${path}"`,
    `data-shop="${shop.replace(/&/g, "&amp;").replace(/"/g, "&quot;")}"`,
    language && `data-language="${language}"`,
    pinned && `integrity="${integrity}" crossorigin="anonymous"`,
    "async",
  ];
  return `<script ${attributes.filter(Boolean).join(" ")}></script>`;
}

/**
 * @param {{path: string, integrity: string}} script
 * @param {string} shop
 * @param {string[]} languages
 * @returns {HTMLElement}
 */
export function snippetPart(script, shop, languages) {
  const language = h(
    "select",
    {},
    h("option", { value: "" }, t("widget_snippet_language_page")),
    languages.map((each) => h("option", { value: each }, languageName(each))),
  );
  const pinned = h("input", { type: "checkbox" });
  const shown = h("div", { class: "widget-snippet" });
  const render = () => {
    const text = snippet(script, shop, { language: language.value, pinned: pinned.checked });
    shown.replaceChildren(copyable(text, h("code", {}, text), t("widget_snippet")));
  };
  language.addEventListener("change", render);
  pinned.addEventListener("change", render);
  render();
  return h(
    "div",
    { class: "widget-fields" },
    field(t("widget_snippet_language"), language),
    h("label", { class: "check" }, pinned, t("widget_snippet_pin")),
    h("p", { class: "field-hint" }, t("widget_snippet_pin_hint")),
    shown,
  );
}
