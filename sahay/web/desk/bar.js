/** `<desk-bar>`: the name of the desk, the connection, help, and the agent's own menu. Fires `leave`. */

import { assign, h, Part } from "/desk/element.js";
import { ask } from "/desk/dialogs.js";
import { openHelp } from "/desk/help.js";
import { icon } from "/desk/icons.js";
import { t } from "/desk/language.js";
import { pagesFor, placeAt } from "/desk/pages.js";
import { settings } from "/desk/settings.js";

export class Bar extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  #connection = h("p", { class: "connection", role: "status" });

  /** @type {Map<string, HTMLAnchorElement>} by the page's path */
  #links = new Map();

  begin() {
    const { agent, permissions } = this.desk;
    this.#links = new Map(pagesFor(permissions).map((page) => [page.path, link(page)]));
    const menu = h(
      "div",
      { id: "menu", class: "menu", popover: "auto" },
      h(
        "p",
        { class: "menu-agent" },
        h("strong", { dir: "auto" }, agent.name),
        agent.email && h("span", {}, agent.email),
      ),
      settings(),
      h("button", { type: "button", class: "menu-leave", onclick: () => this.#leave() }, t("sign_out")),
    );
    this.replaceChildren(
      h(
        "header",
        { class: "bar" },
        h(
          "p",
          { class: "brand" },
          h("img", { src: "/desk/icon.svg", alt: "", width: 22, height: 22 }),
          "Sahay",
          h("span", {}, t("desk")),
        ),
        this.#connection,
        h("nav", { class: "pages", "aria-label": t("pages") }, [...this.#links.values()]),
        h(
          "button",
          { type: "button", class: "round help-button", "aria-label": t("help_title"), onclick: openHelp },
          icon("help"),
        ),
        h(
          "button",
          {
            type: "button",
            class: "round avatar",
            popovertarget: "menu",
            "aria-label": `${t("menu")}: ${agent.name}`,
          },
          initials(agent.name),
        ),
        menu,
      ),
    );
    this.listen(this.desk, "connection", () => this.#showConnection());
    this.listen(window, "hashchange", () => this.#showPlace());
    this.#showPlace();
    this.#showConnection();
  }

  /** @param {string} path  of the page that was left */
  focusPage(path) {
    this.#links.get(path)?.focus();
  }

  #showPlace() {
    const path = placeAt()?.path;
    for (const [name, node] of this.#links) assign(node, "aria-current", name === path && "page");
  }

  #showConnection() {
    const { state } = this.desk.live;
    this.#connection.dataset.state = state;
    this.#connection.textContent = t(`connection_${state}`);
  }

  /** Leaving on purpose clears what customers' words remain in this browser, after a warning if unsent. */
  async #leave() {
    const { drafts, outbox } = this.desk;
    const count = drafts.all().length + outbox.unsent;
    const text = t("sign_out_text", { count });
    if (count && !(await ask({ title: t("sign_out_title"), text, yes: t("sign_out") }))) return;
    try {
      await this.desk.api.logout();
    } catch {
      this.desk.notify("error", t("error_unreachable"));
      return;
    }
    drafts.clear();
    outbox.clear();
    this.dispatchEvent(new Event("leave"));
  }
}

/**
 * @param {import("/desk/pages.js").Entry} page
 * @returns {HTMLAnchorElement}
 */
function link({ path, title, icon: name }) {
  const attributes = { href: `#/${path}`, "aria-label": t(title), title: t(title) };
  return h("a", { class: `round page-link ${path}-link`, ...attributes }, icon(name));
}

/**
 * @param {string} name
 * @returns {string} the first letters of the first and the last word, whole syllables in Indic scripts
 */
function initials(name) {
  const words = name.trim().split(/\s+/);
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  const letters = new Intl.Segmenter(undefined, { granularity: "grapheme" });
  return ends
    .map((word) => [...letters.segment(word)][0]?.segment ?? "")
    .join("")
    .toUpperCase();
}

customElements.define("desk-bar", Bar);
