/** A field for a password that can be shown, with its label. */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";

/**
 * @param {string} id
 * @param {string} label
 * @param {"current-password"|"new-password"} autocomplete
 * @param {string} [describedBy]  the id of what explains it
 * @returns {{input: HTMLInputElement, whole: HTMLElement}}
 */
export function passwordField(id, label, autocomplete, describedBy) {
  const input = h("input", {
    id,
    name: autocomplete === "new-password" ? "new-password" : "password",
    type: "password",
    autocomplete,
    required: true,
    "aria-describedby": describedBy,
  });
  const reveal = h("button", { type: "button", class: "quiet" });
  const name = () => {
    reveal.textContent = t(input.type === "password" ? "login_show" : "login_hide");
  };
  reveal.addEventListener("click", () => {
    input.type = input.type === "password" ? "text" : "password";
    name();
  });
  name();
  return { input, whole: h("div", { class: "login-field" }, h("label", { for: id }, label), h("div", { class: "login-secret" }, input, reveal)) };
}
