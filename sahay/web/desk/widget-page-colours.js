/** Two pairs of colours, and whether a text can be read in them, told while one chooses. */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";

/** As the server asks for: https://www.w3.org/TR/WCAG22/#contrast-minimum */
const LEAST = 4.5;
const PAIRS = /** @type {const} */ ([
  ["light", "accent", "on_accent"],
  ["dark", "accent_dark", "on_accent_dark"],
]);

/**
 * @param {string} one  #rrggbb
 * @param {string} other
 * @returns {number} from 1 to 21
 */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** @param {string} colour */
function luminance(colour) {
  const [red, green, blue] = [1, 3, 5].map((at) => linear(Number.parseInt(colour.slice(at, at + 2), 16) / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** @param {number} part */
function linear(part) {
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
}

/**
 * @param {Record<string, string>} colours  all four
 * @param {(name: string, colour: string) => void} chosen
 * @returns {HTMLElement[]} a group for each pair
 */
export function colourPairs(colours, chosen) {
  return PAIRS.map(([theme, ground, ink]) => {
    const told = h("p", { role: "status" });
    const inputs = [ground, ink].map((name) => h("input", { type: "color", value: colours[name] }));
    const tell = () => {
      const [groundColour, inkColour] = inputs.map(({ value }) => value);
      const ratio = contrast(groundColour, inkColour);
      const isGood = ratio >= LEAST;
      told.className = isGood ? "widget-ratio" : "widget-ratio bad";
      const shown = (Math.floor(ratio * 10) / 10).toFixed(1); // never rounded up to what is asked for
      told.textContent = t(isGood ? "widget_contrast" : "widget_contrast_low", { ratio: shown });
    };
    [ground, ink].forEach((name, index) =>
      inputs[index].addEventListener("input", () => {
        tell();
        chosen(name, inputs[index].value);
      }),
    );
    tell();
    return h(
      "fieldset",
      { class: "widget-pair" },
      h("legend", {}, t(`widget_theme_${theme}`)),
      h("label", {}, inputs[0], t("widget_colour_accent")),
      h("label", {}, inputs[1], t("widget_colour_ink")),
      told,
    );
  });
}
