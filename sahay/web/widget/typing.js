/** Typing of the other side is believed for this long without news; our own is told this often. Milliseconds. */
const TYPING_BELIEVED = 10_000;
const TYPING_TOLD_EVERY = 3_000;
const TYPING_OVER = 5_000;

/** Who is writing, on either side. */
export class Typing {
  /** Who writes to the customer now. @type {{author: string, name?: string} | null} */
  other = null;
  #tell;
  #changed;
  #told = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #over;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #doubt;

  /** @param {(on: boolean) => void} tell the other side @param {() => void} changed */
  constructor(tell, changed) {
    this.#tell = tell;
    this.#changed = changed;
  }

  /** The customer is writing. */
  write() {
    clearTimeout(this.#over);
    this.#over = setTimeout(() => this.stop(), TYPING_OVER);
    if (Date.now() - this.#told <= TYPING_TOLD_EVERY) return;
    this.#told = Date.now();
    this.#tell(true);
  }

  stop() {
    if (this.#told) this.#tell(false);
    this.#told = 0;
  }

  /** @param {{author: string, name?: string, on: boolean}} typing */
  hear({ author, name, on }) {
    this.other = on ? { author, name } : null;
    clearTimeout(this.#doubt);
    this.#doubt = setTimeout(() => {
      this.other = null;
      this.#changed();
    }, TYPING_BELIEVED);
  }

  /** @param {string} author has said it */
  said(author) {
    if (this.other?.author === author) this.other = null;
  }
}
