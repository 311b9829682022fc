/**
 * `<desk-navigation>`: the conversations, and the pages that the agent's role opens. On a phone the first few of them
 * stand along the lower edge, the others in a sheet behind "More".
 */

import { assign, h, Part } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";
import { pagesFor, placeAt } from "/desk/pages.js";

/** The conversations' own place in it. */
const HOME = { path: "", title: "pages_home", icon: "chat" };

/** So many fit on a phone beside "More". */
const AT_HAND = 4;

export class Navigation extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  /** @type {Map<string, HTMLAnchorElement>} by the page's path */
  #links = new Map();

  /** @type {Map<string, HTMLAnchorElement>} the links in the sheet, by the page's path */
  #further = new Map();
  #more = h(
    "button",
    { type: "button", class: "page-link", popovertarget: "further-pages" },
    icon("more"),
    h("span", {}, t("pages_more")),
  );

  begin() {
    const entries = /** @type {import("/desk/pages.js").Entry[]} */ ([HOME, ...pagesFor(this.desk.permissions)]);
    const further = entries.length > AT_HAND + 1 ? entries.slice(AT_HAND) : [];
    this.#links = new Map(entries.map((page) => [page.path, link(page)]));
    this.#further = new Map(further.map((page) => [page.path, link(page)]));
    const items = [...this.#links].map(([path, node]) => h("li", { class: this.#further.has(path) && "further" }, node));
    if (further.length) items.push(h("li", { class: "pages-more" }, this.#more));
    const sheet = h(
      "div",
      { id: "further-pages", class: "sheet", popover: "auto", onclick: () => sheet.hidePopover() },
      h("ul", {}, [...this.#further.values()].map((node) => h("li", {}, node))),
    );
    this.replaceChildren(h("nav", { class: "pages", "aria-label": t("pages") }, h("ul", {}, items), sheet));
    this.listen(window, "hashchange", () => this.#showPlace());
    this.#showPlace();
  }

  /** @param {string} path  of the page that was left */
  focusPage(path) {
    const own = this.#links.get(path);
    (own?.checkVisibility() ? own : this.#more).focus();
  }

  #showPlace() {
    const here = placeAt()?.path ?? "";
    for (const [path, node] of [...this.#links, ...this.#further]) {
      assign(node, "aria-current", path === here && "page");
    }
    this.#more.toggleAttribute("data-here", this.#further.has(here));
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
