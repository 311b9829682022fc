/** `<desk-navigation>`: the conversations, and the pages that the agent's role opens. */

import { assign, h, Part } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";
import { pagesFor, placeAt } from "/desk/pages.js";

/** The conversations' own place in it. */
const HOME = { path: "", title: "pages_home", icon: "chat" };

export class Navigation extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  /** @type {Map<string, HTMLAnchorElement>} by the page's path */
  #links = new Map();

  begin() {
    const entries = /** @type {import("/desk/pages.js").Entry[]} */ ([HOME, ...pagesFor(this.desk.permissions)]);
    this.#links = new Map(entries.map((page) => [page.path, link(page)]));
    const items = [...this.#links.values()].map((node) => h("li", {}, node));
    this.replaceChildren(h("nav", { class: "pages", "aria-label": t("pages") }, h("ul", {}, items)));
    this.listen(window, "hashchange", () => this.#showPlace());
    this.#showPlace();
  }

  /** @param {string} path  of the page that was left */
  focusPage(path) {
    this.#links.get(path)?.focus();
  }

  #showPlace() {
    const here = placeAt()?.path ?? "";
    for (const [path, node] of this.#links) assign(node, "aria-current", path === here && "page");
    this.#links.get(here)?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}

/**
 * @param {import("/desk/pages.js").Entry} page
 * @returns {HTMLAnchorElement}
 */
function link({ path, title, icon: name, key }) {
  const attributes = { href: path ? `#/${path}` : "#", "aria-keyshortcuts": key?.toUpperCase() };
  return h("a", { class: `page-link ${path}-link`, ...attributes }, icon(name), h("span", {}, t(title)));
}

customElements.define("desk-navigation", Navigation);
