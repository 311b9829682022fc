import { Patience } from './stream.js';

/** A connection that is made again whenever it breaks, as long as it is wanted. */
export class Line {
  /** Whether it was there and is gone. */
  isDown = false;
  #listen;
  #broken;
  #patience = new Patience();
  /** @type {AbortController | null} */
  #connection = null;

  /**
   * @param {(stop: AbortSignal) => Promise<void>} listen ends when the connection does; throws ApiError
   * @param {(error: import('./api.js').ApiError | undefined) => Promise<unknown> | undefined} broken what is to be done
   *     before the next try
   */
  constructor(listen, broken) {
    this.#listen = listen;
    this.#broken = broken;
  }

  async connect() {
    if (this.#connection) return;
    this.#connection = new AbortController();
    const stop = this.#connection.signal;
    while (!stop.aborted) {
      const error = await this.#listen(stop).catch((problem) => problem);
      if (stop.aborted) break;
      this.isDown = true;
      await this.#broken(error);
      await this.#patience.rest(error?.retryAfter);
    }
  }

  disconnect() {
    this.#connection?.abort();
    this.#connection = null;
    this.hurry();
  }

  reconnect() {
    if (!this.#connection) return;
    this.disconnect();
    this.connect();
  }

  /** There was a sign of life. */
  works() {
    this.#patience.restored();
    this.isDown = false;
  }

  /** The next try is now. */
  hurry() {
    this.#patience.hurry();
  }
}
