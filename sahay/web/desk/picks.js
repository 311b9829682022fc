/** Which conversations a supervisor has picked, to do one thing to all of them. */

/** Fires `change`. */
export class Picks extends EventTarget {
  /** Whether the lists offer to pick. */
  on = false;
  /** @type {Set<string>} ids of conversations */
  ids = new Set();

  /** @param {boolean} on */
  turn(on) {
    this.on = on;
    this.#become(on ? this.ids : new Set());
  }

  /** @param {string} id */
  toggle(id) {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    this.on = true;
    this.#become(ids);
  }

  /** @param {Iterable<string>} ids  these and no others */
  choose(ids) {
    this.#become(new Set(ids));
  }

  /** @param {Set<string>} ids */
  #become(ids) {
    this.ids = ids;
    this.dispatchEvent(new Event("change"));
  }
}
