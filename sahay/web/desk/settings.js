/** The choices in the agent's menu. */

import { allowNotifications, chime } from "/desk/alerts.js";
import { h } from "/desk/element.js";
import { current, offered, t } from "/desk/language.js";
import { preferences } from "/desk/preferences.js";

/** @returns {HTMLElement} */
export function settings() {
  return h(
    "div",
    { class: "settings" },
    picker("language", t("menu_language"), offered(), current()),
    picker(
      "theme",
      t("menu_theme"),
      [
        ["auto", t("theme_auto")],
        ["light", t("theme_light")],
        ["dark", t("theme_dark")],
      ],
      preferences.get("theme"),
    ),
    ...sound(),
    ...notifications(),
    ...toggle("shortcuts", t("menu_shortcuts"), preferences.get("shortcuts"), (on) =>
      preferences.set("shortcuts", on),
    ),
  );
}

/**
 * @param {"language"|"theme"} name
 * @param {string} label
 * @param {[string, string][]} options
 * @param {string} chosen
 * @returns {HTMLElement}
 */
function picker(name, label, options, chosen) {
  const select = h(
    "select",
    { id: `setting-${name}`, onchange: () => preferences.set(name, select.value) },
    options.map(([value, text]) => h("option", { value, selected: value === chosen }, text)),
  );
  return h("p", { class: "setting" }, h("label", { for: select.id }, label), select);
}

/** @returns {HTMLElement[]} */
function sound() {
  return toggle("sound", t("menu_sound"), preferences.get("sound"), (on) => {
    preferences.set("sound", on);
    if (on) chime();
  });
}

/** @returns {HTMLElement[]} the browser asks for permission only when the agent turns them on */
function notifications() {
  const refused = h("p", { class: "setting-note", role: "status" });
  const [line] = toggle(
    "notifications",
    t("menu_notifications"),
    preferences.get("notifications"),
    async (on, box) => {
      const granted = on && (await allowNotifications());
      box.checked = granted;
      preferences.set("notifications", granted);
      refused.textContent = on && !granted ? t("menu_notifications_refused") : "";
    },
  );
  return [line, refused];
}

/**
 * @param {string} name
 * @param {string} label
 * @param {boolean} on
 * @param {(on: boolean, box: HTMLInputElement) => void} changed
 * @returns {HTMLElement[]}
 */
function toggle(name, label, on, changed) {
  const box = h("input", {
    id: `setting-${name}`,
    type: "checkbox",
    checked: on,
    onchange: () => changed(box.checked, box),
  });
  return [h("p", { class: "setting" }, h("label", { for: box.id }, label), box)];
}
