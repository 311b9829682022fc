/** The sign that somebody types: repeated while they do, taken back when they stop. */

/** The customer's page forgets a typing sign by itself, so it is repeated so often while the agent types. */
const AGAIN_MILLISECONDS = 3000;
/** And taken back after so long without a key. */
const IDLE_MILLISECONDS = 5000;

export class TypingSign {
  #toldAt = 0;
  #timer = 0;

  /** @param {(on: boolean) => void} tell */
  constructor(tell) {
    this.tell = tell;
  }

  typed() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.stop(), IDLE_MILLISECONDS);
    if (Date.now() - this.#toldAt < AGAIN_MILLISECONDS) return;
    this.#toldAt = Date.now();
    this.tell(true);
  }

  stop() {
    clearTimeout(this.#timer);
    if (!this.#toldAt) return;
    this.#toldAt = 0;
    this.tell(false);
  }
}
