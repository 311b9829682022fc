/** What opens over the page and needs an answer: a question, or a form. */

import { ApiError } from "/desk/api.js";
import { h } from "/desk/element.js";
import { explanation, t } from "/desk/language.js";

/**
 * @typedef {object} Form
 * @property {string} title
 * @property {string} [text]
 * @property {import("/desk/element.js").Child[]} [fields]  the first has the focus
 * @property {string} yes  the name of the button that does it
 * @property {boolean} [grave]  it cannot be taken back, or shuts somebody out: "cancel" has the focus
 * @property {string} [look]
 * @property {() => unknown} [submit]  throws an ApiError to keep the dialog open with its words, and
 *   `Missing` when something is to be filled in first
 */

/** Something in a dialog is to be filled in first. */
export class Missing extends Error {
  /**
   * @param {string} text
   * @param {HTMLElement} [field]
   */
  constructor(text, field) {
    super(text);
    this.field = field;
  }
}

const FIELDS = "input:not([hidden]), textarea, select";
let opened = 0;

/**
 * The browser keeps the focus inside, and gives it back afterwards.
 *
 * @param {Form} form
 * @returns {Promise<boolean>} whether it was done
 */
export function openDialog({ title, text, fields = [], yes, grave = false, look = "", submit }) {
  const id = `dialog-${(opened += 1)}`;
  const trouble = h("p", { class: "dialog-trouble", role: "alert" });
  const no = h("button", { type: "button", onclick: () => dialog.close() }, t("cancel"));
  const go = h("button", { type: "submit", class: grave ? "grave" : "primary" }, yes);
  const form = h(
    "form",
    { novalidate: true, onsubmit: (/** @type {Event} */ event) => sent(event) },
    h("h2", { id: `${id}-title`, dir: "auto" }, title),
    text && h("p", { id: `${id}-text`, class: "dialog-text" }, text),
    fields.length ? h("div", { class: "dialog-fields" }, fields) : null,
    trouble,
    h("div", { class: "dialog-choices" }, no, go),
  );
  const dialog = h(
    "dialog",
    { class: `dialog ${look}`, "aria-labelledby": `${id}-title`, "aria-describedby": text && `${id}-text` },
    form,
  );
  const sent = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (go.disabled) return;
    go.disabled = true;
    trouble.textContent = "";
    try {
      await submit?.();
      dialog.close("yes");
    } catch (error) {
      go.disabled = false;
      trouble.textContent = told(error);
      const field = error instanceof Missing ? error.field : undefined;
      (field ?? go).focus();
    }
  };
  document.body.append(dialog);
  dialog.showModal();
  (grave ? no : (firstField(dialog) ?? no)).focus();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      resolve(dialog.returnValue === "yes");
      dialog.remove();
    });
  });
}

/**
 * @param {Element} dialog
 * @returns {HTMLElement|null} of a choice, what is chosen
 */
function firstField(dialog) {
  const first = dialog.querySelector(FIELDS);
  return first?.closest(".options")?.querySelector("input:checked") ?? /** @type {HTMLElement|null} */ (first);
}

/**
 * @param {{title: string, text: string, yes: string}} question
 * @returns {Promise<boolean>}
 */
export function ask(question) {
  return openDialog({ ...question, grave: true, look: "question" });
}

/**
 * @param {unknown} error
 * @returns {string}
 */
function told(error) {
  if (error instanceof Missing) return error.message;
  if (error instanceof ApiError) return explanation(error.code, error.message);
  throw error;
}
