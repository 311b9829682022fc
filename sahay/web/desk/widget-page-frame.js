/** The preview: the chat in a frame, in each language, light and dark, on a desktop and on a phone. */

import { h } from "/desk/element.js";
import { current, languageName, t } from "/desk/language.js";

const ADDRESS = "/desk/widget-page-preview.html";
const THEMES = /** @type {const} */ (["light", "dark"]);
const SIZES = /** @type {const} */ (["desktop", "phone"]);

export class Frame {
  #look = { language: current(), theme: "light", size: "desktop" };
  /** @type {any} what the chat would be told */
  #view = null;
  #ready = false;
  /** What the chat itself says, by language; English it speaks by itself. @type {Record<string, string[]>} */
  #texts = { en: [] };

  // Without an origin of its own the chat in it meets neither the desk's session nor what another chat has kept here.
  #frame = h("iframe", { sandbox: "allow-scripts", src: ADDRESS, title: t("widget_preview") });
  #bar = h("div", { class: "widget-bar" });
  element = h("div", { class: "widget-stage" }, this.#bar, h("div", { class: "widget-screen" }, this.#frame));

  /** @param {AbortSignal} signal  ends it */
  begin(signal) {
    const hear = (/** @type {MessageEvent} */ event) => {
      if (event.source !== this.#frame.contentWindow) return;
      this.#ready = true;
      this.#send();
    };
    addEventListener("message", hear, { signal });
  }

  /** @param {any} view */
  show(view) {
    this.#view = view;
    this.#bar.replaceChildren(
      this.#choice("language", view.languages, languageName),
      this.#choice("theme", THEMES, (theme) => t(`widget_theme_${theme}`)),
      this.#choice("size", SIZES, (size) => t(`widget_size_${size}`)),
    );
    this.#send();
  }

  /**
   * @template {string} T
   * @param {"language"|"theme"|"size"} what
   * @param {readonly T[]} values
   * @param {(value: T) => string} titleOf
   */
  #choice(what, values, titleOf) {
    const select = h(
      "select",
      { "aria-label": t(`widget_${what}`), "data-choice": what },
      values.map((value) => h("option", { value, selected: value === this.#look[what] }, titleOf(value))),
    );
    select.addEventListener("change", () => {
      this.#look[what] = select.value;
      this.#send();
    });
    return select;
  }

  async #send() {
    const { language, size, theme } = this.#look;
    this.#frame.parentElement?.classList.toggle("phone", size === "phone");
    if (!this.#ready || !this.#view) return;
    const texts = (this.#texts[language] ??= await textsIn(language));
    if (language !== this.#look.language) return;
    const scene = { view: this.#view, language, theme, texts, reply: t("widget_preview_reply") };
    // To whoever is in the frame: it has no origin that could be named, and hears nothing that is secret.
    this.#frame.contentWindow?.postMessage(scene, "*");
  }
}

/** What the frame, which has no origin, may not be allowed to ask for. @param {string} language */
async function textsIn(language) {
  const answer = await fetch(`/api/chat/texts/${language}`);
  return answer.ok ? answer.json() : null;
}
