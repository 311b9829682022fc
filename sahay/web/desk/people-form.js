/** The dialogs of the list of people: inviting somebody, changing what they may, the link that is shown once. */

import { choice, chosenIn, field } from "/desk/dialogs-fields.js";
import { Missing, openDialog } from "/desk/dialogs.js";
import { h } from "/desk/element.js";
import { languageName, moment, named, t } from "/desk/language.js";
import { teamName } from "/desk/meta.js";

/**
 * @typedef {import("/desk/desk.js").Desk} Desk
 * @typedef {import("/desk/people.js").Person} Person
 * @typedef {import("/desk/people.js").Told} Told
 * @typedef {{person: Person, link: string, mailed: boolean}} Link
 */

/** As the server takes it. */
const CAPACITY = { usual: 6, most: 50 };
const NAME_CHARACTERS = 80;

/**
 * @param {Desk} desk
 * @param {Told} told
 */
export async function invite(desk, told) {
  const email = h("input", { type: "email", autocomplete: "off", autocapitalize: "none", maxlength: 254 });
  const form = profile(told);
  /** @type {Link|null} */
  let made = null;
  await openDialog({
    title: t("people_invite_title"),
    look: "wide",
    fields: [form.name, field(t("people_email"), email), ...form.rest],
    yes: t("people_invite_send"),
    submit: async () => {
      const values = form.read();
      if (!values.name || !email.value.trim()) throw new Missing(t("people_missing"), values.name ? email : undefined);
      made = await desk.api.post("/invitations", { ...values, email: email.value.trim() });
    },
  });
  if (!made) return;
  desk.notify("done", t("done_person_invited", { name: /** @type {Link} */ (made).person.name }));
  await showLink(desk, made);
}

/**
 * @param {Desk} desk
 * @param {Told} told
 * @param {Person} person
 */
export async function changePerson(desk, told, person) {
  const active = h("input", { type: "checkbox", checked: person.is_active });
  const form = profile(told, person);
  await openDialog({
    title: t("people_edit", { name: person.name }),
    look: "wide",
    fields: [
      form.name,
      ...form.rest,
      h("div", {}, h("label", { class: "check" }, active, t("people_active")), h("p", { class: "field-hint" }, t("people_active_hint"))),
    ],
    yes: t("save"),
    submit: async () => {
      const values = form.read();
      if (!values.name) throw new Missing(t("people_missing"));
      await desk.api.put(`/people/${encodeURIComponent(person.id)}`, { ...values, is_active: active.checked });
      desk.notify("done", t("done_person_saved", { name: values.name }));
    },
  });
}

/**
 * The one time that the link is shown.
 *
 * @param {Desk} desk
 * @param {Link} made
 */
export async function showLink(desk, { person: { name, email, invited_until: until }, link, mailed }) {
  const input = h("input", { value: link, readonly: true, class: "invitation-link" });
  const time = until ? moment(until) : "";
  await openDialog({
    title: t("people_link_title", { name }),
    text: t(mailed ? "people_link_mailed" : "people_link_text", { name, email, time }),
    fields: [field(t("people_link_label"), input)],
    yes: t("people_link_copy"),
    submit: async () => {
      try {
        await navigator.clipboard.writeText(link);
      } catch {
        input.select(); // not allowed, or the page came without TLS
        throw new Missing(t("people_link_by_hand"), input);
      }
      desk.notify("done", t("done_link_copied"));
    },
  });
}

/**
 * @param {Told} told
 * @param {Person} [person]
 */
function profile({ roles, teams, languages }, person) {
  const name = h("input", { value: person?.name ?? "", dir: "auto", autocomplete: "off", maxlength: NAME_CHARACTERS });
  const role = choice(
    t("people_role"),
    roles.map((value) => ({ value, title: named("role", value) })),
    person?.role ?? "agent",
  );
  const chosenTeams = several(t("people_teams"), t("people_teams_hint"), teams, person?.teams, teamName);
  const spoken = several(t("people_languages"), t("people_languages_hint"), languages, person?.languages, languageName);
  const capacity = h("input", { type: "number", min: 1, max: CAPACITY.most, value: person?.capacity ?? CAPACITY.usual });
  return {
    name: field(t("people_name"), name),
    rest: [role, teams.length ? chosenTeams : null, spoken, field(t("people_capacity"), capacity)],
    read: () => ({
      name: name.value.trim(),
      role: chosenIn(role),
      teams: checkedIn(chosenTeams),
      languages: checkedIn(spoken),
      capacity: Math.min(CAPACITY.most, Math.max(1, Math.round(Number(capacity.value) || CAPACITY.usual))),
    }),
  };
}

/**
 * @param {string} legend
 * @param {string} hint
 * @param {string[]} values
 * @param {string[]|undefined} chosen
 * @param {(value: string) => string} title
 * @returns {HTMLFieldSetElement}
 */
function several(legend, hint, values, chosen, title) {
  return h(
    "fieldset",
    { class: "choice several" },
    h("legend", {}, legend),
    values.map((value) =>
      h("label", { class: "check" }, h("input", { type: "checkbox", value, checked: chosen?.includes(value) }), title(value)),
    ),
    h("p", { class: "field-hint" }, hint),
  );
}

/**
 * @param {Element} several
 * @returns {string[]}
 */
function checkedIn(several) {
  return [.../** @type {NodeListOf<HTMLInputElement>} */ (several.querySelectorAll("input:checked"))].map(({ value }) => value);
}
