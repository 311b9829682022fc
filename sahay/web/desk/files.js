/** Files on their way to a conversation: uploaded at once, sent with the reply. */

import { explanation, fileSize, t } from "/desk/language.js";

/**
 * @typedef {{id: string, name: string, type: string, size: number}} Stored  as the server keeps it
 *
 * @typedef {object} Attachment
 * @property {string} key
 * @property {File} file
 * @property {"uploading"|"ready"|"failed"} state
 * @property {number} progress  0 to 1
 * @property {string} [error]  why it failed, in the agent's language
 * @property {string} [preview]  an image, as a data address: the page's policy allows no other
 * @property {Stored} [stored]
 */

/** A larger image is not read for its preview, in bytes. */
const PREVIEW_BYTES = 8 * 1024 * 1024;
/** An upload may take as long as a slow line needs. */
const TIMEOUT_MILLISECONDS = 120_000;

let counted = 0;

/** Fires `change`. */
export class Attachments extends EventTarget {
  /** @type {Map<string, Attachment>} */
  #held = new Map();
  /** @type {Map<string, XMLHttpRequest>} */
  #requests = new Map();

  /**
   * @param {import("/desk/api.js").Api} api
   * @param {string} address  below /api/desk, where files go
   */
  constructor(api, address) {
    super();
    this.api = api;
    this.address = address;
  }

  /** @returns {Attachment[]} in the order in which they were added */
  get all() {
    return [...this.#held.values()];
  }

  /** @returns {boolean} whether each has arrived */
  get ready() {
    return this.all.every(({ state }) => state === "ready");
  }

  /**
   * @param {Iterable<File>} files
   * @param {number} [bytes]  that one may have: a larger one is not sent on its way
   */
  add(files, bytes = Infinity) {
    for (const file of files) {
      const key = String((counted += 1));
      this.#keep({ key, file, state: "uploading", progress: 0 });
      this.#preview(key, file);
      if (file.size > bytes) this.#fail(key, t("file_over", { size: fileSize(bytes) }));
      else this.#upload(key, file);
    }
  }

  /** @param {string} key */
  retry(key) {
    const held = this.#held.get(key);
    if (!held) return;
    this.#keep({ ...held, state: "uploading", progress: 0, error: undefined });
    this.#upload(key, held.file);
  }

  /** @param {string} key */
  remove(key) {
    this.#requests.get(key)?.abort();
    this.#held.delete(key);
    this.#changed();
  }

  /** @returns {Stored[]} what the reply carries; nothing is held afterwards */
  take() {
    const stored = this.all.flatMap(({ stored }) => (stored ? [stored] : []));
    this.#held.clear();
    this.#changed();
    return stored;
  }

  /**
   * @param {string} key
   * @param {File} file
   */
  #upload(key, file) {
    const request = new XMLHttpRequest(); // `fetch` does not tell how far an upload is
    this.#requests.set(key, request);
    request.open("POST", `/api/desk${this.address}?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader("Content-Type", file.type || "application/octet-stream");
    request.setRequestHeader("X-CSRF-Token", this.api.csrf);
    request.timeout = TIMEOUT_MILLISECONDS;
    request.upload.addEventListener("progress", ({ loaded, total }) =>
      this.#advance(key, { progress: loaded / total }),
    );
    request.addEventListener("load", () => this.#answered(key, file, request));
    for (const type of ["error", "timeout"]) {
      request.addEventListener(type, () => this.#fail(key, explanation("unreachable")));
    }
    request.send(file);
  }

  /**
   * @param {string} key
   * @param {File} file
   * @param {XMLHttpRequest} request
   */
  #answered(key, file, { status, responseText }) {
    const answer = parsed(responseText);
    if (status >= 300) {
      const { code = "unexpected", message = "" } = answer?.error ?? {};
      return this.#fail(key, explanation(code === "too_long" ? "file_too_large" : code, message));
    }
    const stored = { name: file.name, type: file.type, size: file.size, ...(answer.file ?? answer) };
    return this.#advance(key, { state: "ready", progress: 1, stored });
  }

  /**
   * @param {string} key
   * @param {string} error
   */
  #fail(key, error) {
    this.#advance(key, { state: "failed", error });
  }

  /**
   * @param {string} key
   * @param {File} file
   */
  #preview(key, file) {
    if (!file.type.startsWith("image/") || file.size > PREVIEW_BYTES) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => this.#advance(key, { preview: String(reader.result) }));
    reader.readAsDataURL(file);
  }

  /**
   * @param {string} key
   * @param {Partial<Attachment>} change
   */
  #advance(key, change) {
    const held = this.#held.get(key); // removed meanwhile: nothing to tell
    if (held) this.#keep({ ...held, ...change });
  }

  /** @param {Attachment} attachment */
  #keep(attachment) {
    this.#held.set(attachment.key, attachment);
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event("change"));
  }
}

/** @type {WeakMap<import("/desk/desk.js").Desk, Map<string, Attachments>>} */
const held = new WeakMap();

/**
 * @param {import("/desk/desk.js").Desk} desk
 * @param {string} id
 * @returns {Attachments} of a conversation, also after another one was opened in between
 */
export function attachmentsOf(desk, id) {
  const mine = held.get(desk) ?? new Map();
  held.set(desk, mine);
  const found = mine.get(id) ?? new Attachments(desk.api, `/conversations/${encodeURIComponent(id)}/files`);
  mine.set(id, found);
  return found;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
