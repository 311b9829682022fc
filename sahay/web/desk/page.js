/** What every page in the place of a conversation has: a head with its name and the way back. */

import { h, Part } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";

/** `.page` is the whole, `.page-head` its head; a page adds a body with the class `scrolls` (page.css). */
export class Page extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  #title = h("h2", { tabindex: -1 });

  /**
   * @param {string} title
   * @param {...import("/desk/element.js").Child} tools  at the end of the head
   * @returns {HTMLElement}
   */
  head(title, ...tools) {
    this.#title.textContent = title;
    return h(
      "header",
      { class: "page-head" },
      h("a", { class: "round back", href: "#", "aria-label": t("back") }, icon("back")),
      this.#title,
      ...tools,
    );
  }

  /** Called when the page has been opened. */
  focusTitle() {
    this.#title.focus({ preventScroll: true });
  }
}
