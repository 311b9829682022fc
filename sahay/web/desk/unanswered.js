/** `<desk-unanswered>`: what customers asked and the bot did not know; from here it is taught. */

import { h, reconcile, refill } from "/desk/element.js";
import { day, explanation, languageName, named, t } from "/desk/language.js";
import { Page } from "/desk/page.js";
import { placeAt } from "/desk/pages.js";
import "/desk/lesson-entry.js";
import "/desk/lesson-utterances.js";

/**
 * @typedef {{conversation_id: string, seq: number, text: string, masked: string, language: string, at: string,
 *   why: string, entry: string|null}} Example
 * @typedef {{count: number, customers: number, reasons: Record<string, number>, first_at: string, last_at: string,
 *   examples: Example[], messages: [string, number][], key: string, near: string|null}} Group
 * @typedef {{kind: "entry"|"utterances", key: string, by: string, at: string, questions: number,
 *   shown: number|null, helpful: number|null, not_helpful: number|null}} Lesson
 */

const VIEWS = ["open", "aside", "taught"];
const LESSONS = { entry: "desk-lesson-entry", utterances: "desk-lesson-utterances" };

export class Unanswered extends Page {
  #view = "open";
  /** @type {Group[]|null} null until they have arrived */
  #groups = null;
  #questions = 0;
  /** @type {Lesson[]} */
  #lessons = [];
  #failed = false;

  #tabs = h("div", { class: "views", role: "group", "aria-label": t("unanswered_views") });
  #sum = h("p", { class: "sum", role: "status" });
  #list = h("ul", { class: "unanswered-list" });
  #empty = h("div", { class: "empty" });
  #body = h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("unanswered") });

  begin() {
    this.replaceChildren(
      h("section", { class: "page unanswered", "aria-label": t("unanswered") }, this.head(t("unanswered")), this.#body),
    );
    this.listen(window, "hashchange", () => this.#open());
    this.#open();
  }

  /** A reply in a conversation may be the beginning of an entry: `#/unanswered/entry?conversation=ID&seq=N`. */
  async #open() {
    const place = placeAt();
    if (place?.rest !== "entry") return this.#showLists();
    const [conversation, seq] = [place.query.get("conversation") ?? "", place.query.get("seq") ?? ""];
    try {
      const where = new URLSearchParams({ conversation, seq });
      this.#teach("entry", await this.desk.api.get(`/unanswered/exchange?${where}`));
    } catch (error) {
      this.desk.notify("error", explanation(error.code, error.message));
      this.#showLists();
    }
  }

  #showLists() {
    this.#body.replaceChildren(this.#tabs, this.#sum, this.#list, this.#empty);
    this.#render();
    this.#load();
  }

  async #load() {
    const view = this.#view;
    try {
      if (view === "taught") this.#lessons = (await this.desk.api.get("/unanswered/taught")).lessons;
      else {
        const found = await this.desk.api.get(`/unanswered?state=${view}`);
        if (view !== this.#view) return;
        this.#groups = found.groups;
        this.#questions = found.questions;
      }
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    if (this.isConnected) this.#render();
  }

  /** @param {string} view */
  #show(view) {
    this.#view = view;
    this.#groups = null;
    this.#render();
    this.#load();
  }

  /**
   * Opens the form in place of the lists.
   *
   * @param {keyof typeof LESSONS} kind
   * @param {object} from  what it begins with: a group, or an exchange
   */
  #teach(kind, from) {
    const form = Object.assign(document.createElement(LESSONS[kind]), { desk: this.desk, from });
    this.listen(form, "done", () => this.#leave());
    this.#body.replaceChildren(form);
    this.#body.scrollTop = 0;
  }

  #leave() {
    if (placeAt()?.rest) history.replaceState(null, "", "#/unanswered");
    this.#showLists();
    this.focusTitle();
  }

  /**
   * @param {Group} group
   * @param {"aside"|"open"} to
   */
  async #move(group, to) {
    try {
      await this.desk.api.post(`/unanswered/${to}`, { messages: group.messages });
      this.desk.notify("done", t(to === "aside" ? "done_unanswered_aside" : "done_unanswered_open"));
    } catch (error) {
      this.desk.notify("error", explanation(error.code, error.message));
    }
    await this.#load();
    if (this.isConnected && document.activeElement === document.body) this.focusTitle();
  }

  #render() {
    const isTaught = this.#view === "taught";
    refill(this.#tabs, this.#view, () =>
      VIEWS.map((view) =>
        h("button", { type: "button", "aria-pressed": String(view === this.#view), onclick: () => this.#show(view) },
          t(`unanswered_${view}`)),
      ),
    );
    const [groups, lessons] = isTaught ? [[], this.#lessons] : [this.#groups ?? [], []];
    this.#sum.textContent =
      groups.length ? t("unanswered_sum", { questions: this.#questions, groups: groups.length }) : "";
    reconcile(
      this.#list,
      [...groups, ...lessons],
      (item) => ("messages" in item ? item.messages[0].join() : `${item.kind} ${item.key} ${item.at}`),
      () => h("li"),
      (node, item) =>
        refill(node, item, () => ("messages" in item ? this.#group(item) : [taught(item)])),
    );
    refill(this.#empty, [this.#view, this.#failed, this.#groups === null, groups.length + lessons.length], () =>
      this.#nothing(groups.length + lessons.length),
    );
  }

  /**
   * @param {number} count
   * @returns {import("/desk/element.js").Child[]}
   */
  #nothing(count) {
    if (this.#failed)
      return [
        h("p", { role: "alert" }, t("unanswered_failed")),
        h("button", { type: "button", onclick: () => this.#load() }, t("try_again")),
      ];
    if (this.#groups === null && this.#view !== "taught") return [h("p", { role: "status" }, t("loading"))];
    if (count) return [];
    return [h("h3", {}, t(`unanswered_none_${this.#view}`)), h("p", {}, t(`unanswered_hint_${this.#view}`))];
  }

  /**
   * @param {Group} group
   * @returns {HTMLElement[]}
   */
  #group(group) {
    const [first, ...others] = group.examples;
    const title = h("h3", { lang: first.language, dir: "auto" }, first.text);
    const button = (key, act, primary = false) =>
      h("button", { type: "button", class: primary && "primary", onclick: act, "aria-label": `${t(key)}: ${first.text}` },
        t(key));
    return [
      h("article", { class: "unanswered-group" },
        title,
        h("p", { class: "facts" },
          h("span", { class: "fact" }, t("unanswered_count", { count: group.count })),
          h("span", { class: "fact plain" }, t("unanswered_customers", { count: group.customers })),
          Object.keys(group.reasons).map((why) => h("span", { class: "fact plain" }, named("unanswered_why", why))),
          h("span", { class: "when" }, t("unanswered_last", { day: day(group.last_at) })),
        ),
        others.length > 0 && h("details", {},
          h("summary", {}, t("unanswered_others", { count: group.count - 1 })),
          h("ul", { class: "examples" }, others.map(example)),
        ),
        group.near && h("p", { class: "near" }, t("unanswered_near", { key: group.near })),
        h("div", { class: "actions" },
          h("a", { href: `#/c/${encodeURIComponent(first.conversation_id)}`,
            "aria-label": `${t("ticket_conversation")}: ${first.text}` }, t("ticket_conversation")),
          this.#view === "aside"
            ? button("unanswered_take_up", () => this.#move(group, "open"))
            : [
                button("unanswered_put_aside", () => this.#move(group, "aside")),
                button("unanswered_to_utterances", () => this.#teach("utterances", group)),
                button("unanswered_to_entry", () => this.#teach("entry", group), true),
              ],
        ),
      ),
    ];
  }
}

/**
 * @param {Example} example
 * @returns {HTMLElement}
 */
function example({ conversation_id: id, text, language }) {
  return h("li", {},
    h("a", { href: `#/c/${encodeURIComponent(id)}`, lang: language, dir: "auto" }, text),
    h("span", { class: "when" }, languageName(language)),
  );
}

/**
 * @param {Lesson} lesson
 * @returns {HTMLElement}
 */
function taught(lesson) {
  const used =
    lesson.kind === "entry"
      ? t("taught_used", { shown: lesson.shown ?? 0, helpful: lesson.helpful ?? 0, not: lesson.not_helpful ?? 0 })
      : t("taught_trains");
  return h("article", { class: "unanswered-group" },
    h("h3", {}, lesson.key),
    h("p", { class: "facts" },
      h("span", { class: "fact" }, named("taught", lesson.kind)),
      h("span", { class: "fact plain" }, t("taught_from", { count: lesson.questions })),
      h("span", { class: "when" }, t("taught_by", { name: lesson.by, day: day(lesson.at) })),
    ),
    h("p", {}, used),
  );
}

customElements.define("desk-unanswered", Unanswered);
