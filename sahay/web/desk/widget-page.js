/** `<desk-widget>`: how the chat on the shop's pages looks and what it offers, tried out before it is saved. */

import { h, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";
import { metaOf } from "/desk/meta.js";
import { openDialog } from "/desk/dialogs.js";
import { Page } from "/desk/page.js";
import { Frame } from "/desk/widget-page-frame.js";
import { parts } from "/desk/widget-page-form.js";
import { snippetPart } from "/desk/widget-page-snippet.js";

/** A preview is asked for when the typing pauses for so long. */
const PAUSE_MILLISECONDS = 250;

/** What a narrow screen shows one at a time; a wide one has them side by side. */
const PARTS = /** @type {const} */ (["settings", "preview"]);

/**
 * @typedef {typeof PARTS[number]} Part
 * @typedef {import("/desk/widget-page-form.js").Settings} Settings
 * @typedef {{settings: Settings, view: any, usual: {settings: Settings, view: any}, allowed_origins: string[],
 *   script: {path: string, integrity: string}}} State
 */

export class WidgetPage extends Page {
  /** @type {State|null} as the server has it; null until it has arrived */
  #state = null;
  /** @type {Settings} what would be saved */
  #draft = /** @type {any} */ ({});
  /** @type {import("/desk/widget-page-starts.js").Wish[]} */
  #wishes = [];
  #failed = false;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #pause;

  #frame = new Frame();
  #form = h("div", { class: "widget-form" });
  #wrong = h("p", { class: "widget-wrong", role: "alert" });
  #save = h("button", { type: "button", class: "primary", onclick: () => this.#keep() }, t("save"));
  #undo = this.#tool("undo", t("widget_undo"), () => this.#fill());
  #reset = this.#tool("trash", t("widget_reset"), () => this.#askReset());
  #parts = new Map(PARTS.map((part) => [part, h("button", { type: "button", onclick: () => this.#turnTo(part) }, t(`widget_${part}_part`))]));
  #body = h("div", { class: "widget-body" });

  begin() {
    this.#frame.begin(this.signal);
    this.replaceChildren(
      h(
        "section",
        { class: "page widget", "aria-label": t("widget") },
        this.head(t("widget"), this.#reset, this.#undo, this.#save),
        h("div", { class: "widget-parts", role: "group", "aria-label": t("widget_parts") }, [...this.#parts.values()]),
        this.#body,
      ),
    );
    this.#body.replaceChildren(
      h("div", { class: "scrolls", tabindex: 0, role: "group", "aria-label": t("widget_settings") }, this.#wrong, this.#form),
      this.#frame.element,
    );
    this.#turnTo("settings");
    this.#render();
    this.#load();
  }

  /** @param {Part} shown */
  #turnTo(shown) {
    this.#body.dataset.shown = shown;
    for (const [part, button] of this.#parts) button.setAttribute("aria-pressed", String(part === shown));
  }

  /**
   * @param {Parameters<typeof icon>[0]} mark
   * @param {string} label  of which a phone shows the sign alone
   * @param {() => void} run
   */
  #tool(mark, label, run) {
    return h("button", { type: "button", class: "widget-tool", title: label, onclick: run }, icon(mark), h("span", {}, label));
  }

  async #load() {
    try {
      const [state, meta] = await Promise.all([this.desk.api.get("/widget"), metaOf(this.desk.api)]);
      this.#state = /** @type {State} */ (state);
      this.#wishes = wishesOf(this.#state, meta.next_steps);
      this.#failed = false;
    } catch {
      this.#failed = true;
    }
    if (!this.isConnected) return;
    if (this.#state) this.#fill();
    else this.#render();
  }

  /** Begins with what holds. */
  #fill() {
    if (!this.#state) return;
    const { script, settings, usual, view } = this.#state;
    this.#draft = structuredClone(settings);
    const change = (/** @type {Partial<Settings>} */ part) => this.#change(part);
    this.#form.replaceChildren(
      ...parts(this.#draft, { usual: usual.view, wishes: this.#wishes, change }),
      h("section", {}, h("h3", {}, t("widget_snippet")), snippetPart(script, view.shop, view.languages), this.#origins()),
    );
    this.#frame.show(view);
    this.#render();
  }

  #origins() {
    const { allowed_origins: origins = [] } = this.#state ?? {};
    const hint = origins.length ? t("widget_origins", { origins: origins.join(", ") }) : t("widget_origins_any");
    return h("p", { class: "field-hint" }, hint);
  }

  /** @param {Partial<Settings>} part */
  #change(part) {
    this.#draft = { ...this.#draft, ...part };
    this.#render();
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#preview(), PAUSE_MILLISECONDS);
  }

  async #preview() {
    const shown = this.#draft;
    try {
      const { view } = await this.desk.api.post("/widget/preview", { settings: shown });
      if (shown !== this.#draft) return;
      this.#frame.show(view);
      this.#wrong.textContent = "";
    } catch (error) {
      if (shown === this.#draft) this.#wrong.textContent = wrong(error);
    }
    this.#render();
  }

  async #keep() {
    try {
      this.#state = await this.desk.api.put("/widget", { settings: this.#draft });
      this.#draft = structuredClone(/** @type {State} */ (this.#state).settings);
      this.#wrong.textContent = "";
      this.desk.notify("done", t("done_widget_saved"));
    } catch (error) {
      this.#wrong.textContent = wrong(error);
      this.#turnTo("settings"); // where it is said
    }
    this.#render();
  }

  async #askReset() {
    const isReset = await openDialog({
      title: t("widget_reset_title"),
      text: t("widget_reset_text"),
      yes: t("widget_reset"),
      submit: async () => {
        this.#state = await this.desk.api.delete("/widget");
        this.desk.notify("done", t("done_widget_reset"));
      },
    });
    if (isReset) this.#fill();
  }

  #render() {
    const isChanged = Boolean(this.#state) && !same(this.#draft, this.#state?.settings);
    const isUsual = !this.#state || same(this.#state.settings, this.#state.usual.settings);
    this.#undo.disabled = !isChanged;
    this.#save.disabled = !isChanged || Boolean(this.#wrong.textContent);
    this.#reset.disabled = isUsual;
    if (this.#state) return;
    refill(this.#form, this.#failed, () => [
      h("p", { role: this.#failed ? "alert" : "status" }, t(this.#failed ? "widget_failed" : "loading")),
    ]);
  }
}

/**
 * @param {State} state
 * @param {{intent: string, title: string}[]} steps
 * @returns {import("/desk/widget-page-starts.js").Wish[]} what a quick start may mean, each once
 */
function wishesOf({ settings, usual }, steps) {
  const offered = Object.values(usual.view.quick_starts)[0] ?? [];
  const own = (settings.quick_starts ?? []).map(({ payload, title }) => ({ payload, title: Object.values(title)[0] }));
  const all = [...offered, ...steps.map(({ intent, title }) => ({ payload: `/${intent}`, title })), ...own];
  return all.filter(({ payload }, index) => payload && all.findIndex((each) => each.payload === payload) === index);
}

/** @param {unknown} error */
function wrong(error) {
  return (error instanceof Error && error.message) || t("widget_failed");
}

/** @param {unknown} one @param {unknown} other */
function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

customElements.define("desk-widget", WidgetPage);
