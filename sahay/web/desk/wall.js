/** `<desk-wall>`: the desk on a screen in the office: who waits, who is there, today. Nothing of any customer. */

import { h, refill } from "/desk/element.js";
import { elapsed } from "/desk/elapsed.js";
import { icon } from "/desk/icons.js";
import { t, timeOfDay } from "/desk/language.js";
import { Page } from "/desk/page.js";
import { detail, MEASURES, number, value } from "/desk/reports-format.js";

/**
 * @typedef {{at: string, waiting: number, waits_since: string|null, with_agents: number,
 *   agents: {online: number, away: number}, today: import("/desk/reports-format.js").Figures}} WallState
 */

/** Events after which it looks again, and how long it gathers them first. */
const EVENTS = ["queue", "changes", "agents"];
const GATHER_MILLISECONDS = 2_000;
/** Without any event: figures of today change by themselves too. */
const LOOK_MILLISECONDS = 30_000;
/** Today's figures, in this order. */
const TODAY = ["episodes", "contained", "handed_off", "response", "promises", "rated"];

export class Wall extends Page {
  #now = h("div", { class: "wall-now" });
  #today = h("div", { class: "wall-today" });
  #stamp = h("p", { class: "wall-stamp", role: "status" });
  #timer = 0;
  #loading = false;
  #again = false;

  begin() {
    const full = h("button", { type: "button", onclick: () => this.#fill() }, icon("wall"), t("wall_full"));
    this.replaceChildren(
      h(
        "section",
        { class: "page wall", "aria-label": t("wall") },
        this.head(t("wall"), h("a", { class: "head-link", href: "#/reports" }, icon("chart"), t("reports")), full),
        h(
          "div",
          { class: "scrolls wall-body", tabindex: 0, role: "group", "aria-label": t("wall") },
          this.#now,
          h("h3", {}, t("wall_today")),
          this.#today,
          this.#stamp,
        ),
      ),
    );
    for (const name of EVENTS) this.listen(this.desk.live, name, () => this.#soon(GATHER_MILLISECONDS));
    this.#load();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    clearTimeout(this.#timer);
  }

  #fill() {
    if (document.fullscreenElement) document.exitFullscreen();
    else this.querySelector(".wall")?.requestFullscreen?.();
  }

  /** @param {number} milliseconds */
  #soon(milliseconds) {
    if (this.#loading) this.#again = true;
    else {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.#load(), milliseconds);
    }
  }

  async #load() {
    this.#loading = true;
    try {
      const wall = await this.desk.api.get("/reports/wall");
      if (!this.isConnected) return;
      this.#render(wall);
    } catch {
      this.#stamp.textContent = t("wall_stale");
      this.toggleAttribute("data-stale", true);
    } finally {
      this.#loading = false;
    }
    if (!this.isConnected) return;
    const soon = this.#again;
    this.#again = false;
    this.#soon(soon ? GATHER_MILLISECONDS : LOOK_MILLISECONDS);
  }

  /** @param {WallState} wall */
  #render(wall) {
    const { waiting, waits_since: since, agents, with_agents: busy } = wall;
    const away = agents.away ? t("wall_away", { count: agents.away }) : "";
    this.toggleAttribute("data-stale", false);
    refill(this.#now, [waiting, since, agents, busy], () => [
      figure(t("wall_waiting"), number(waiting), "", waiting > 0 ? "is-waiting" : "is-calm"),
      figure(t("wall_longest"), since ? elapsed(since, "duration") : "–", "", since ? "is-waiting" : "is-calm"),
      figure(t("wall_online"), number(agents.online), away, agents.online ? "" : "is-alone"),
      figure(t("wall_talking"), number(busy), "", ""),
    ]);
    refill(this.#today, wall.today, () =>
      MEASURES.filter((measure) => TODAY.includes(measure.figure)).map((measure) =>
        figure(t(`reports_${measure.figure}`), value(measure, wall.today), detail(measure, wall.today), ""),
      ),
    );
    this.#stamp.textContent = t("wall_at", { time: timeOfDay(wall.at) });
  }
}

/**
 * @param {string} name
 * @param {Node|string} shown
 * @param {string} below
 * @param {string} look
 */
function figure(name, shown, below, look) {
  return h(
    "div",
    { class: `wall-figure ${look}` },
    h("span", { class: "wall-name" }, name),
    h("span", { class: "wall-value" }, shown),
    h("span", { class: "wall-detail" }, below),
  );
}

customElements.define("desk-wall", Wall);
