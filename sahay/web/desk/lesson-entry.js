/** `<desk-lesson-entry>`: an entry of the knowledge base, from what customers asked or from an agent's reply. */

import { h } from "/desk/element.js";
import { languageName, t } from "/desk/language.js";
import { field, Lesson, NEEDED, TAGS } from "/desk/lesson.js";

/** More wordings than this are left to the supervisor to add. */
const WORDINGS = 12;

export class LessonEntry extends Lesson {
  address = "/unanswered/entries";
  done = "done_lesson_entry";

  #key = h("input", { required: true, maxlength: 80, autocomplete: "off", spellcheck: "false" });
  #topic = h("input", { required: true, maxlength: 80, autocomplete: "off", value: "shop" });
  #tags = h("input", { maxlength: 400, autocomplete: "off" });
  /** @type {Map<string, {questions: HTMLTextAreaElement, answer: HTMLTextAreaElement}>} */
  #written = new Map();

  begin() {
    this.#key.value = this.from.key ?? "";
    this.form(
      t("lesson_entry"),
      t("lesson_entry_hint"),
      h("div", { class: "row" },
        field(t("lesson_key"), this.#key, t("lesson_key_hint")),
        field(t("lesson_topic"), this.#topic),
        field(t("lesson_tags"), this.#tags, t("lesson_tags_hint")),
      ),
      TAGS.map((tag) => this.#language(tag)),
    );
  }

  body() {
    const written = [...this.#written].map(([tag, { questions, answer }]) => [tag, lines(questions), answer.value.trim()]);
    return {
      key: this.#key.value.trim(),
      topic: this.#topic.value.trim(),
      tags: this.#tags.value.split(",").map((tag) => tag.trim()).filter(Boolean),
      questions: Object.fromEntries(written.filter(([, asked]) => asked.length).map(([tag, asked]) => [tag, asked])),
      answers: Object.fromEntries(written.filter(([, , said]) => said).map(([tag, , said]) => [tag, said])),
      messages: this.from.messages,
    };
  }

  /**
   * @param {string} tag
   * @returns {HTMLElement}
   */
  #language(tag) {
    const required = NEEDED.includes(tag);
    const questions = h("textarea", { rows: 3, lang: tag, required });
    const answer = h("textarea", { rows: 3, lang: tag, required });
    questions.value = this.#asked(tag).join("\n");
    answer.value = this.from.language === tag ? (this.from.answer ?? "") : "";
    this.#written.set(tag, { questions, answer });
    const fields = h("div", { class: "row" },
      field(t("lesson_questions"), questions, t("lesson_questions_hint")),
      field(t("lesson_answer"), answer),
    );
    if (required) return h("fieldset", {}, h("legend", {}, languageName(tag)), fields);
    const open = Boolean(questions.value || answer.value);
    return h("details", { class: "further", open }, h("summary", {}, languageName(tag)), fields);
  }

  /**
   * @param {string} tag
   * @returns {string[]} what customers asked in this language, without what is theirs
   */
  #asked(tag) {
    const examples = this.from.examples ?? [{ masked: this.from.question ?? "", language: this.from.language }];
    const asked = examples.filter(({ language }) => language === tag).map(({ masked }) => masked);
    return [...new Set(asked)].slice(0, WORDINGS);
  }
}

/**
 * @param {HTMLTextAreaElement} control
 * @returns {string[]}
 */
function lines(control) {
  return control.value.split("\n").map((line) => line.trim()).filter(Boolean);
}

customElements.define("desk-lesson-entry", LessonEntry);
