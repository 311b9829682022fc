/** The parts of the form: each control changes one key of the settings (the section `widget:` of sahay.yml). */

import { field } from "/desk/dialogs-fields.js";
import { h } from "/desk/element.js";
import { languageName, t } from "/desk/language.js";
import { colourPairs } from "/desk/widget-page-colours.js";
import { given, quickStarts } from "/desk/widget-page-starts.js";

/** As the server takes them. */
const WELCOME_CHARACTERS = 500;
const MOST_PIXELS = { offset_side: 80, offset_bottom: 200 };
const ASKED = /** @type {const} */ (["name", "email", "phone"]);

/**
 * @typedef {object} Settings
 * @property {Record<string, string>} welcome
 * @property {import("/desk/widget-page-starts.js").Start[]} quick_starts
 * @property {Record<string, string>} colours
 * @property {"right"|"left"} position
 * @property {number} offset_side
 * @property {number} offset_bottom
 * @property {"text"|"icon"} launcher
 * @property {boolean} sound
 * @property {boolean} hours
 * @property {Record<string, string>} pre_chat
 *
 * @typedef {object} Around
 * @property {any} usual  what the chat is told when nothing is set
 * @property {import("/desk/widget-page-starts.js").Wish[]} wishes
 * @property {(part: Partial<Settings>) => void} change
 */

/**
 * @param {Settings} settings
 * @param {Around} around
 * @returns {HTMLElement[]}
 */
export function parts(settings, around) {
  return [
    part(t("widget_looks"), ...looks(settings, around)),
    part(t("widget_welcome"), ...welcome(settings, around)),
    part(t("widget_starts"), starts(settings, around)),
    part(t("widget_asked"), ...asked(settings, around)),
    part(t("widget_more"), ...more(settings, around)),
  ];
}

/** @param {string} title @param {...HTMLElement} children */
function part(title, ...children) {
  return h("section", {}, h("h3", {}, title), h("div", { class: "widget-fields" }, children));
}

/** @param {Settings} settings @param {Around} around */
function looks(settings, { usual, change }) {
  const colours = Object.fromEntries(Object.entries(usual.colours).filter(([name]) => name.includes("accent")));
  let chosen = { ...settings.colours };
  const pairs = colourPairs({ ...colours, ...chosen }, (name, colour) => {
    chosen = { ...chosen, [name]: colour };
    change({ colours: chosen });
  });
  const pixels = (/** @type {"offset_side"|"offset_bottom"} */ name) => {
    const most = MOST_PIXELS[name];
    const input = h("input", { type: "number", min: 0, max: most, value: settings[name] });
    const chosen = () => Math.min(most, Math.max(0, Math.round(input.valueAsNumber) || 0));
    input.addEventListener("input", () => change({ [name]: chosen() }));
    return field(t(`widget_${name}`), input);
  };
  return [
    h("div", { class: "widget-row" }, pairs),
    h(
      "div",
      { class: "widget-row" },
      field(t("widget_launcher"), select("launcher", ["text", "icon"], settings, change)),
      field(t("widget_position"), select("position", ["right", "left"], settings, change)),
      pixels("offset_side"),
      pixels("offset_bottom"),
    ),
  ];
}

/** @param {Settings} settings @param {Around} around */
function welcome(settings, { usual, change }) {
  const inputs = usual.languages.map((/** @type {string} */ lang) =>
    h(
      "textarea",
      { rows: 2, lang, dir: "auto", maxlength: WELCOME_CHARACTERS, placeholder: usual.welcome[lang] },
      settings.welcome[lang] ?? "",
    ),
  );
  for (const input of inputs) input.addEventListener("input", () => change({ welcome: given(usual.languages, inputs) }));
  const hint = h("p", { class: "field-hint" }, t("widget_welcome_hint", { shop: "{shop}" }));
  return [...usual.languages.map((/** @type {string} */ lang, /** @type {number} */ at) => field(languageName(lang), inputs[at])), hint];
}

/** @param {Settings} settings @param {Around} around */
function starts(settings, { usual, wishes, change }) {
  const own = settings.quick_starts.length ? settings.quick_starts : usualStarts(usual);
  return quickStarts(own, wishes, usual.languages, (quick_starts) => change({ quick_starts }));
}

/**
 * Those that the shop has without setting any, in the shape of a setting.
 * @param {any} usual
 * @returns {import("/desk/widget-page-starts.js").Start[]}
 */
function usualStarts({ languages, quick_starts: offered }) {
  return offered[languages[0]].map((/** @type {{payload: string}} */ { payload }, /** @type {number} */ index) => ({
    title: Object.fromEntries(languages.map((/** @type {string} */ lang) => [lang, offered[lang][index].title])),
    payload,
  }));
}

/** @param {Settings} settings @param {Around} around */
function asked(settings, { change }) {
  let chosen = { ...settings.pre_chat };
  const fields = ASKED.map((name) => {
    const input = h(
      "select",
      {},
      ["", "optional", "required"].map((how) =>
        h("option", { value: how, selected: how === (chosen[name] ?? "") }, t(`widget_asked_${how || "off"}`)),
      ),
    );
    input.addEventListener("change", () => {
      const { [name]: _, ...others } = chosen;
      chosen = input.value ? { ...chosen, [name]: input.value } : others;
      change({ pre_chat: chosen });
    });
    return field(t(`widget_asked_${name}`), input);
  });
  return [h("div", { class: "widget-row" }, fields), h("p", { class: "field-hint" }, t("widget_asked_hint"))];
}

/** @param {Settings} settings @param {Around} around */
function more(settings, { change }) {
  return ["hours", "sound"].map((name) => {
    const input = h("input", { type: "checkbox", checked: settings[/** @type {"hours"|"sound"} */ (name)] });
    input.addEventListener("change", () => change({ [name]: input.checked }));
    return h("label", { class: "check" }, input, t(`widget_${name}`));
  });
}

/**
 * @param {"launcher"|"position"} name
 * @param {string[]} values
 * @param {Settings} settings
 * @param {Around["change"]} change
 */
function select(name, values, settings, change) {
  const input = h(
    "select",
    {},
    values.map((value) => h("option", { value, selected: value === settings[name] }, t(`widget_${name}_${value}`))),
  );
  input.addEventListener("change", () => change({ [name]: input.value }));
  return input;
}
