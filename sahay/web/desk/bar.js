/** `<desk-bar>`: the connection, who is there, the commands, help, and the agent's own menu. Fires `leave`. */

import "/desk/availability.js";
import { h, Part } from "/desk/element.js";
import { ask } from "/desk/dialogs.js";
import { openHelp } from "/desk/help.js";
import { icon } from "/desk/icons.js";
import { named, t } from "/desk/language.js";
import { settings } from "/desk/settings.js";

export class Bar extends Part {
  /** @type {import("/desk/desk.js").Desk} */
  desk;

  #connection = h("p", { class: "connection", role: "status" });

  begin() {
    const { agent } = this.desk;
    const menu = h(
      "div",
      { id: "menu", class: "menu", popover: "auto" },
      h(
        "p",
        { class: "menu-agent" },
        h("strong", { dir: "auto" }, agent.name),
        agent.email && h("span", {}, agent.email),
        agent.role && h("span", {}, named("role", agent.role)),
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
        this.#finder(),
        Object.assign(document.createElement("desk-availability"), { desk: this.desk }),
        h(
          "button",
          { type: "button", class: "round help-button", "aria-label": t("help_title"), onclick: () => openHelp(this.desk) },
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
    this.#showConnection();
  }

  /** @returns {HTMLElement} */
  #finder() {
    const open = () => this.dispatchEvent(new Event("find"));
    const label = t("palette_open");
    return h(
      "button",
      { type: "button", class: "finder", "aria-label": label, "aria-keyshortcuts": "Control+K", onclick: open },
      icon("search"),
      h("span", {}, label),
      h("kbd", { "aria-hidden": "true" }, "Ctrl K"),
    );
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
