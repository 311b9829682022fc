/** Files on screen: those of a message, and those on their way. */

import { h, reconcile, refill } from "/desk/element.js";
import { icon } from "/desk/icons.js";
import { fileSize, t } from "/desk/language.js";

/**
 * @typedef {import("/desk/files.js").Stored} Stored
 * @typedef {import("/desk/files.js").Attachment} Attachment
 * @typedef {import("/desk/files.js").Attachments} Attachments
 */

/** What every browser shows; the server gives anything else as a download. */
const SHOWN = new Set(["image/png", "image/jpeg", "image/gif", "image/webp"]);

/**
 * @param {Stored[]} files
 * @returns {HTMLElement} images to look at, the rest to download
 */
export function fileList(files) {
  return h(
    "ul",
    { class: "files", "aria-label": t("files") },
    files.map((file) => h("li", {}, SHOWN.has(file.type) ? image(file) : download(file))),
  );
}

/** @param {Stored} file */
function image({ id, name }) {
  const picture = h("img", { src: address(id), alt: name, loading: "lazy" });
  return h(
    "a",
    { class: "file-image", href: address(id), target: "_blank", rel: "noopener", "aria-label": t("file_open", { name }) },
    picture,
  );
}

/** @param {Stored} file */
function download({ id, name, size }) {
  return h(
    "a",
    { class: "file-card", href: address(id), download: name, "aria-label": t("file_download", { name }) },
    icon("file"),
    h("span", { class: "file-words" }, h("span", { class: "file-name", dir: "auto" }, name), h("small", {}, fileSize(size))),
    icon("download"),
  );
}

/** @param {string} id */
function address(id) {
  return `/api/desk/files/${encodeURIComponent(id)}`;
}

/**
 * Shows what is on its way, each with how far it is, a way to try again and a way to leave it out.
 *
 * @param {HTMLElement} list
 * @param {Attachments} attachments
 */
export function showAttachments(list, attachments) {
  list.hidden = !attachments.all.length;
  reconcile(
    list,
    attachments.all,
    ({ key }) => key,
    () => h("li", {}, h("div", { class: "attachment" }), h("progress", { max: 1 })),
    (node, attachment) => {
      const [row, bar] = /** @type {[HTMLElement, HTMLProgressElement]} */ ([...node.children]);
      const { error, file, preview, progress, state } = attachment;
      node.dataset.state = state;
      bar.value = progress;
      bar.hidden = state !== "uploading";
      bar.setAttribute("aria-label", t("file_uploading", { name: file.name }));
      refill(row, [state, error, Boolean(preview)], () => attachmentRow(attachment, attachments));
    },
  );
}

/**
 * @param {Attachment} attachment
 * @param {Attachments} attachments
 */
function attachmentRow({ error, file, key, preview, state }, attachments) {
  const { name } = file;
  const button = (/** @type {Parameters<typeof icon>[0]} */ mark, /** @type {string} */ label, /** @type {() => void} */ run) =>
    h("button", { type: "button", class: "round small", "aria-label": label, title: label, onclick: run }, icon(mark));
  return [
    preview ? h("img", { src: preview, alt: "" }) : icon("file"),
    h(
      "span",
      { class: "file-words" },
      h("span", { class: "file-name", dir: "auto", title: name }, name),
      state === "failed" ? h("small", { class: "why", role: "alert" }, error) : h("small", {}, fileSize(file.size)),
    ),
    state === "failed" && button("again", t("file_retry", { name }), () => attachments.retry(key)),
    button("close", t("file_remove", { name }), () => attachments.remove(key)),
  ];
}
