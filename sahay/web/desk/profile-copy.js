/** A value with a button that copies it. */

import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

const COPIED_MILLISECONDS = 1500;

/**
 * @param {string} value
 * @param {HTMLElement} shown
 * @param {string} [what]  it is called, where the value is long
 * @returns {HTMLElement}
 */
export function copyable(value, shown, what = value) {
  const said = h("span", { class: "copied", role: "status" });
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    said.textContent = t("copied");
    setTimeout(() => (said.textContent = ""), COPIED_MILLISECONDS);
  };
  const button = h(
    "button",
    { type: "button", class: "round small", "aria-label": t("copy", { value: what }), onclick: copy },
    icon("copy"),
  );
  // The clipboard exists on secure origins only.
  return h("span", { class: "copyable" }, shown, "clipboard" in navigator && button, said);
}
