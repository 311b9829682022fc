/** `<desk-notices>`: what an action came to. Successes go by themselves, errors wait to be read. */

import { h, Part } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** @typedef {import("/desk/desk.js").Notice} Notice */

const SHOWN_MILLISECONDS = { done: 4000, error: 12_000 };
/** Long enough to notice a mistake and to reach the button. */
const UNDO_MILLISECONDS = 10_000;

export class Notices extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  /** @type {() => void} of what is shown: it goes, where it offers to undo what somebody else has undone */
  #check = () => undefined;
  #done = h("div", { role: "status" });
  #error = h("div", { role: "alert" });

  begin() {
    this.replaceChildren(this.#done, this.#error);
    this.listen(this.desk, "notice", (event) => this.#show(event.detail));
    this.listen(this.desk, "queue", () => this.#check());
  }

  /** @param {Notice} notice  takes the place of the one before */
  #show({ kind, text, undo, stands, open }) {
    const close = () => line.remove();
    const takeBack = () => {
      close();
      undo?.();
    };
    const line = h(
      "p",
      { class: `notice ${kind}` },
      icon(kind === "done" ? "check" : "warn"),
      h("span", {}, text),
      open && h("a", { href: `#/c/${encodeURIComponent(open)}`, onclick: close }, t("help_open")),
      undo && h("button", { type: "button", class: "quiet", onclick: takeBack }, t("undo")),
      h(
        "button",
        { type: "button", class: "round", "aria-label": t("close"), onclick: close },
        icon("close"),
      ),
    );
    this.#done.replaceChildren(...(kind === "done" ? [line] : []));
    this.#error.replaceChildren(...(kind === "error" ? [line] : []));
    this.#check = () => undo && stands?.() === false && close();
    setTimeout(close, undo ? UNDO_MILLISECONDS : SHOWN_MILLISECONDS[kind]);
  }
}

customElements.define("desk-notices", Notices);
