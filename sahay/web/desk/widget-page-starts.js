/** The quick starts: for each a title in every language, and what a tap means or says. */

import { field } from "/desk/dialogs-fields.js";
import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { languageName, t } from "/desk/language.js";

/** As the server takes them. */
const MOST = 6;
const TITLE_CHARACTERS = 20;
const TEXT_CHARACTERS = 500;
/** Chosen for what says a text instead of meaning a wish. */
const SAYS = "";

/**
 * @typedef {{title: Record<string, string>, payload?: string, text?: Record<string, string>}} Start
 * @typedef {{payload: string, title: string}} Wish
 */

/**
 * @param {Start[]} starts
 * @param {Wish[]} wishes  what a tap may mean
 * @param {string[]} languages
 * @param {(starts: Start[]) => void} changed
 * @returns {HTMLElement}
 */
export function quickStarts(starts, wishes, languages, changed) {
  const list = h("ol", { class: "widget-starts" });
  const add = h("button", { type: "button" }, icon("plus"), t("widget_start_add"));
  const render = () => {
    list.replaceChildren(...starts.map((start, index) => row(start, index)));
    add.disabled = starts.length >= MOST;
  };
  const change = (/** @type {Start[]} */ next) => {
    starts = next;
    changed(next);
    render();
  };

  /** @param {Start} start @param {number} index */
  const row = (start, index) => {
    const replace = (/** @type {Partial<Start>} */ part) => {
      starts = starts.with(index, /** @type {Start} */ (tidy({ ...starts[index], ...part })));
      changed(starts);
    };
    const means = h(
      "select",
      {},
      wishes.map(({ payload, title }) => h("option", { value: payload, selected: payload === start.payload }, title)),
      h("option", { value: SAYS, selected: !start.payload }, t("widget_start_says")),
    );
    means.addEventListener("change", () => {
      replace(means.value ? { payload: means.value, text: undefined } : { payload: undefined, text: { ...starts[index].title } });
      render();
    });
    const remove = h(
      "button",
      { type: "button", class: "round", "aria-label": t("widget_start_remove", { n: index + 1 }) },
      icon("trash"),
    );
    remove.addEventListener("click", () => {
      change(starts.toSpliced(index, 1));
      add.focus();
    });
    return h(
      "li",
      { class: "widget-start" },
      texts(t("widget_start_title"), languages, start.title, TITLE_CHARACTERS, (title) => replace({ title })),
      field(t("widget_start_means"), means),
      start.text && texts(t("widget_start_text"), languages, start.text, TEXT_CHARACTERS, (text) => replace({ text })),
      remove,
    );
  };

  add.addEventListener("click", () => {
    change([...starts, { title: {}, payload: wishes[0].payload }]);
    list.lastElementChild?.querySelector("input")?.focus();
  });
  render();
  return h("div", {}, list, add);
}

/**
 * One text in each language.
 *
 * @param {string} legend
 * @param {string[]} languages
 * @param {Record<string, string>} said
 * @param {number} most  characters
 * @param {(said: Record<string, string>) => void} changed  without the empty ones
 * @returns {HTMLElement}
 */
function texts(legend, languages, said, most, changed) {
  const inputs = languages.map((lang) => h("input", { lang, dir: "auto", maxlength: most, value: said[lang] ?? "" }));
  const tell = () => changed(given(languages, inputs));
  for (const input of inputs) input.addEventListener("input", tell);
  const fields = languages.map((lang, index) => field(languageName(lang), inputs[index]));
  return h("fieldset", { class: "widget-texts" }, h("legend", {}, legend), fields);
}

/**
 * @param {string[]} languages
 * @param {(HTMLInputElement|HTMLTextAreaElement)[]} inputs  one for each
 * @returns {Record<string, string>} what was written, by language
 */
export function given(languages, inputs) {
  return Object.fromEntries(languages.map((lang, index) => [lang, inputs[index].value.trim()]).filter(([, text]) => text));
}

/** @param {Record<string, any>} start */
function tidy(start) {
  return Object.fromEntries(Object.entries(start).filter(([, value]) => value !== undefined));
}
