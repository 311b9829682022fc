/** The list of keyboard shortcuts. */

import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";
import { pagesFor } from "/desk/pages.js";

/** @type {[string[], Parameters<typeof t>[0]][]} */
const KEYS = [
  [["J", "↓"], "help_next"],
  [["K", "↑"], "help_previous"],
  [["Enter"], "help_open"],
  [["C"], "help_claim"],
  [["R"], "help_reply"],
  [["E"], "help_resolve"],
  [["B"], "help_return"],
  [["S"], "help_snooze"],
  [["F"], "help_transfer"],
  [["N"], "help_note_key"],
  [["M"], "help_more"],
  [["/"], "help_canned"],
  [["@"], "help_mention"],
  [["Alt", "1"], "help_suggestion"],
  [["1", "2", "3", "4"], "help_sections"],
  [["/"], "search_label"],
  [["V"], "filters"],
  [["X"], "help_pick"],
  [["A"], "help_accept"],
  [["Ctrl", "K"], "help_palette"],
  [["Esc"], "help_escape"],
  [["?"], "help_help"],
];

/** @param {import("/desk/desk.js").Desk} desk */
export function openHelp(desk) {
  const close = h(
    "button",
    { type: "button", class: "round", "aria-label": t("close"), onclick: () => dialog.close() },
    icon("close"),
  );
  const dialog = h(
    "dialog",
    { class: "dialog help", "aria-labelledby": "help-title", onclose: () => dialog.remove() },
    h("header", {}, h("h2", { id: "help-title" }, t("help_title")), close),
    h(
      "dl",
      {},
      [...KEYS, ...pageKeys(desk)].map(([keys, key]) =>
        h(
          "div",
          {},
          h(
            "dt",
            {},
            keys.map((name) => h("kbd", {}, name)),
          ),
          h("dd", {}, t(key)),
        ),
      ),
    ),
    h("p", {}, t("help_note")),
  );
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("keydown", (event) => event.key === "?" && dialog.close());
  document.body.append(dialog);
  dialog.showModal();
}

/**
 * @param {import("/desk/desk.js").Desk} desk
 * @returns {typeof KEYS}
 */
function pageKeys({ permissions }) {
  return pagesFor(permissions).flatMap(({ key, title }) => (key ? [[[key.toUpperCase()], title]] : []));
}
