/** The list of keyboard shortcuts. */

import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** @type {[string[], Parameters<typeof t>[0]][]} */
const KEYS = [
  [["J", "↓"], "help_next"],
  [["K", "↑"], "help_previous"],
  [["Enter"], "help_open"],
  [["C"], "help_claim"],
  [["R"], "help_reply"],
  [["E"], "help_resolve"],
  [["B"], "help_return"],
  [["1", "2", "3", "4"], "help_sections"],
  [["T"], "help_tickets"],
  [["Esc"], "help_escape"],
  [["?"], "help_help"],
];

export function openHelp() {
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
      KEYS.map(([keys, key]) =>
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
