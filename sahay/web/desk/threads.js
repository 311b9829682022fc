/** The conversations that the agent has opened lately, kept up to date or let go. */

import { Thread } from "/desk/thread.js";

const KEPT = 12;

/** Fires `change` (detail: the thread) and `arrived` (detail: the thread and its new messages). */
export class Threads extends EventTarget {
  /** @type {Map<string, Thread>} the least recently opened first */
  #threads = new Map();

  /** @param {import("/desk/api.js").Api} api */
  constructor(api) {
    super();
    this.api = api;
  }

  /**
   * @param {string} id
   * @returns {Thread|undefined}
   */
  get(id) {
    return this.#threads.get(id);
  }

  /** @param {string} id  fetched, or brought up to date */
  open(id) {
    const thread = this.#threads.get(id) ?? this.#made(id);
    this.#threads.delete(id);
    this.#threads.set(id, thread);
    thread.catchUp();
    const [oldest] = this.#threads.values();
    if (this.#threads.size > KEPT) this.#drop(oldest);
  }

  close() {
    for (const thread of this.#threads.values()) this.#drop(thread);
  }

  /**
   * @param {string} id
   * @returns {Thread}
   */
  #made(id) {
    const thread = new Thread(this.api, id);
    thread.addEventListener("change", () => this.#tell("change", { thread }));
    thread.addEventListener("arrived", (event) => {
      this.#tell("arrived", { thread, messages: /** @type {CustomEvent} */ (event).detail });
    });
    return thread;
  }

  /** @param {Thread} thread */
  #drop(thread) {
    thread.close();
    this.#threads.delete(thread.id);
  }

  /**
   * @param {string} type
   * @param {unknown} detail
   */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
