/** One's own picture, which customers see beside the name: chosen, cut to a square and made small here. */

import { h } from "/desk/element.js";
import { t } from "/desk/language.js";

/** Points of a side: twice what the chat shows, for fine screens. */
const SIDE = 256;
const TYPES = "image/jpeg,image/png,image/webp";
const QUALITY = 0.85;

/**
 * @param {{api: import("/desk/api.js").Api, notify: (kind: "done"|"error", text: string) => void}} desk
 * @returns {HTMLElement[]}
 */
export function portrait(desk) {
  const shown = h("img", { class: "portrait", alt: t("security_picture"), width: 64, height: 64, hidden: true });
  const input = h("input", { type: "file", accept: TYPES, hidden: true, onchange: () => choose() });
  const remove = h("button", { type: "button", hidden: true, onclick: () => change(null) }, t("security_picture_remove"));
  const pick = h("button", { type: "button", onclick: () => input.click() }, t("security_picture_choose"));

  /** @param {string|null} path */
  const show = (path) => {
    if (path) shown.src = path;
    remove.hidden = shown.hidden = !path;
  };

  /** @param {Blob|null} picture */
  const change = async (picture) => {
    try {
      const answer = await (picture ? desk.api.put("/me/picture", picture) : desk.api.delete("/me/picture"));
      show(answer?.picture ?? null);
      desk.notify("done", t(picture ? "done_picture_changed" : "done_picture_removed"));
      if (!picture) pick.focus();
    } catch {
      desk.notify("error", t("security_picture_failed"));
    }
  };

  const choose = async () => {
    const [file] = input.files ?? [];
    input.value = "";
    if (!file) return;
    const picture = await square(file).catch(() => null);
    if (picture) await change(picture);
    else desk.notify("error", t("security_picture_unreadable"));
  };

  desk.api.get("/me/picture").then(({ picture }) => show(picture), () => {});
  return [
    h("p", {}, t("security_picture_hint")),
    h("div", { class: "security-tools" }, shown, pick, remove, input),
  ];
}

/**
 * The middle of a picture, without what the camera wrote into the file.
 *
 * @param {File} file
 * @returns {Promise<Blob|null>}
 */
async function square(file) {
  const bitmap = await createImageBitmap(file);
  const side = Math.min(bitmap.width, bitmap.height);
  const canvas = h("canvas", { width: SIDE, height: SIDE });
  const at = /** @type {const} */ ([(bitmap.width - side) / 2, (bitmap.height - side) / 2]);
  canvas.getContext("2d")?.drawImage(bitmap, ...at, side, side, 0, 0, SIDE, SIDE);
  return new Promise((done) => canvas.toBlob(done, "image/webp", QUALITY));
}
