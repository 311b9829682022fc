/** Writing a canned response: its shortcut, its title, and its text in each language. */

import { BLANKS } from "/desk/canned.js";
import { field } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h } from "/desk/element.js";
import { t } from "/desk/language.js";

/** @typedef {import("/desk/canned.js").Canned} Canned */

/** @type {("en"|"hi"|"gu")[]} */
const LANGUAGES = ["en", "hi", "gu"];
/** As the server takes it. */
const SHORTCUT = /^[^\s/{}]{1,40}$/;
const TITLE_CHARACTERS = 100;
const TEXT_CHARACTERS = 4000;

/**
 * @param {import("/desk/desk.js").Desk} desk
 * @param {Canned} [response]  to be changed; a new one without
 * @returns {Promise<boolean>}
 */
export function write(desk, response) {
  const shortcut = h("input", { value: response?.shortcut ?? "", autocomplete: "off", autocapitalize: "none", maxlength: 40 });
  const title = h("input", { value: response?.title ?? "", dir: "auto", maxlength: TITLE_CHARACTERS });
  const texts = LANGUAGES.map((lang) =>
    h("textarea", { rows: 3, lang, dir: "auto", maxlength: TEXT_CHARACTERS }, response?.texts[lang] ?? ""),
  );
  const shared = h("input", { type: "checkbox", checked: response?.shared ?? false });
  const blanks = BLANKS.map((name) => `{${name}}`).join(" ");
  const save = async () => {
    const wording = {
      shortcut: shortcut.value.trim().replace(/^\//, ""),
      title: title.value.trim(),
      texts: Object.fromEntries(LANGUAGES.map((lang, index) => [lang, texts[index].value.trim()]).filter(([, text]) => text)),
      shared: shared.checked,
    };
    const wrong = [
      !SHORTCUT.test(wording.shortcut) && shortcut,
      !wording.title && title,
      !wording.texts.en && texts[0],
    ].find(Boolean);
    if (wrong) throw new Missing(t("canned_missing"), wrong);
    if (response) await desk.api.put(`/canned/${encodeURIComponent(response.id)}`, wording);
    else await desk.api.post("/canned", wording);
    desk.notify("done", t("done_canned_saved", { shortcut: wording.shortcut }));
  };
  return openDialog({
    title: t(response ? "canned_edit_title" : "canned_new"),
    text: t("canned_blanks", { blanks }),
    look: "wide",
    fields: [
      h("div", { class: "field-pair" }, field(t("canned_title"), title), field(t("canned_shortcut"), shortcut, t("canned_shortcut_hint"))),
      ...LANGUAGES.map((lang, index) => field(t(`canned_text_${lang}`), texts[index])),
      desk.may("lead") && h("label", { class: "check" }, shared, t("canned_share")),
    ],
    yes: t("save"),
    submit: save,
  });
}
