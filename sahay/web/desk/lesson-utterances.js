/** `<desk-lesson-utterances>`: what customers said, as utterances of an intent that the next training learns. */

import { h } from "/desk/element.js";
import { languageName, t } from "/desk/language.js";
import { field, Lesson, TAGS } from "/desk/lesson.js";

export class LessonUtterances extends Lesson {
  address = "/unanswered/utterances";
  done = "done_lesson_utterances";

  #intent = h("select", { required: true }, h("option", { value: "" }, t("lesson_intent_choose")));
  /** @type {{chosen: HTMLInputElement, words: HTMLInputElement, tag: HTMLSelectElement}[]} */
  #rows = [];

  begin() {
    this.form(
      t("lesson_utterances"),
      t("lesson_utterances_hint"),
      field(t("lesson_intent"), this.#intent),
      h("fieldset", {}, h("legend", {}, t("lesson_said")), h("ul", { class: "said" }, this.#said())),
    );
    this.#offer();
  }

  body() {
    const chosen = this.#rows.filter(({ chosen: box }) => box.checked);
    return {
      intent: this.#intent.value,
      utterances: chosen.map(({ words, tag }) => [tag.value, words.value.trim()]),
      messages: this.from.messages,
    };
  }

  async #offer() {
    const { intents } = await this.desk.api.get("/unanswered/intents").catch(() => ({ intents: [] }));
    this.#intent.append(...intents.map((name) => h("option", { value: name }, name)));
  }

  /** @returns {HTMLElement[]} each wording once */
  #said() {
    const once = new Map(this.from.examples.map((example) => [example.masked.toLowerCase(), example]));
    return [...once.values()].map(({ masked, language }) => {
      const row = {
        chosen: h("input", { type: "checkbox", checked: true, "aria-label": t("lesson_use", { words: masked }) }),
        words: h("input", { value: masked, lang: language, dir: "auto", maxlength: 300, "aria-label": t("lesson_words") }),
        tag: h("select", { "aria-label": t("lesson_language", { words: masked }) },
          TAGS.map((tag) => h("option", { value: tag, selected: tag === language }, languageName(tag)))),
      };
      this.#rows.push(row);
      return h("li", {}, row.chosen, row.words, row.tag);
    });
  }
}

customElements.define("desk-lesson-utterances", LessonUtterances);
