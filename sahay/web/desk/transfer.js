/** To whom a conversation goes: a colleague or a team, with a word to them; and a supervisor's assigning. */

import { nameOf } from "/desk/customers.js";
import { choice, chosenIn, field } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { languageName, named, t } from "/desk/language.js";
import { colleagues, metaOf, teamName } from "/desk/meta.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/meta.js").Colleague} Colleague
 */

/** As the server allows: enough for what a colleague has to know. */
const NOTE_CHARACTERS = 1000;

/**
 * @param {Desk} desk
 * @param {Card} card
 * @returns {Promise<boolean>}
 */
export async function transfer(desk, card) {
  const [people, { teams }] = await Promise.all([colleagues(desk.api), metaOf(desk.api)]);
  const others = people.filter(({ id }) => id !== card.assignee?.id);
  const receivers = choice(t("transfer_to"), [...others.map(agentOption), ...teams.map(teamOption)]);
  const note = h("textarea", { rows: 3, dir: "auto", maxlength: NOTE_CHARACTERS });
  return openDialog({
    title: t("transfer_title", { customer: nameOf(card) }),
    fields: [receivers, field(t("transfer_note"), note, t("transfer_note_hint"))],
    yes: t("transfer"),
    submit: () => {
      const [kind, to] = receiver(receivers);
      return desk.move(card.id, "transfer", { [kind]: to, note: note.value.trim() || undefined });
    },
  });
}

/**
 * @param {Desk} desk
 * @param {Card} card
 * @returns {Promise<boolean>}
 */
export async function assign(desk, card) {
  const people = (await colleagues(desk.api)).filter(({ id }) => id !== card.assignee?.id);
  const receivers = choice(t("assign_to"), people.map(agentOption));
  return openDialog({
    title: t("assign_title", { customer: nameOf(card) }),
    fields: [receivers],
    yes: t("assign"),
    submit: () => desk.move(card.id, "assign", { agent: receiver(receivers)[1] }),
  });
}

/**
 * @param {Element} receivers
 * @returns {string[]} what they are, and their id
 */
function receiver(receivers) {
  const chosen = chosenIn(receivers);
  if (!chosen) throw new Missing(t("transfer_missing"), receivers.querySelector("input") ?? undefined);
  const [kind, ...rest] = chosen.split(":");
  return [kind, rest.join(":")];
}

/**
 * @param {Colleague} agent
 * @returns {import("/desk/dialogs-fields.js").Option}
 */
function agentOption({ id, name, availability = "offline", languages = [], teams = [], load, capacity }) {
  const facts = [
    named("availability", availability),
    load !== undefined && capacity ? t("load", { load, capacity }) : "",
    languages.map(languageName).join(", "),
    teams.map(teamName).join(", "),
  ];
  return {
    value: `agent:${id}`,
    title: name,
    detail: facts.filter(Boolean).join(" · "),
    mark: h("span", { class: "presence-dot", "data-availability": availability, "aria-hidden": "true" }),
  };
}

/**
 * @param {string} team
 * @returns {import("/desk/dialogs-fields.js").Option}
 */
function teamOption(team) {
  return { value: `team:${team}`, title: teamName(team), detail: t("transfer_team"), mark: icon("team") };
}
