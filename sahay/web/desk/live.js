/** The stream of desk events, reopened for as long as it is wanted. */

const RETRY_SECONDS = [1, 2, 4, 8, 15];
const EVENTS = ["queue", "changes", "conversation", "typing", "presence", "mention", "agents"];

/** @typedef {"connecting"|"live"|"offline"} Connection */

/**
 * Fires each of these with the event's data as detail, and `state` when the connection changes. After each reconnect
 * the server sends the whole queue first, which shows what was missed.
 */
export class Live extends EventTarget {
  /** @type {Connection} */
  state = "connecting";
  /** When the server last said something, in milliseconds since 1970. */
  heardAt = 0;
  /** @type {EventSource|null} */
  #source = null;
  #attempt = 0;
  #timer = 0;
  #leaving = new AbortController();

  /** @param {() => Promise<unknown>} probe  throws when the session has ended or the server is away */
  constructor(probe) {
    super();
    this.probe = probe;
  }

  start() {
    const { signal } = this.#leaving;
    addEventListener("online", () => this.reopen(), { signal });
    addEventListener("offline", () => this.#lose(), { signal });
    this.#open();
  }

  stop() {
    this.#leaving.abort();
    clearTimeout(this.#timer);
    this.#source?.close();
  }

  /** Connects anew at once, with a short patience again. */
  reopen() {
    this.#attempt = 0;
    this.#open();
  }

  #open() {
    clearTimeout(this.#timer);
    this.#source?.close();
    const source = new EventSource("/api/desk/events");
    this.#source = source;
    source.addEventListener("open", () => this.#succeed());
    source.addEventListener("error", () => this.#lose());
    for (const name of EVENTS) {
      source.addEventListener(name, (event) => {
        this.heardAt = Date.now();
        this.dispatchEvent(new CustomEvent(name, { detail: JSON.parse(event.data) }));
      });
    }
  }

  #succeed() {
    this.#attempt = 0;
    this.#become("live");
  }

  /**
   * The browser would retry a dropped stream by itself, but gives up for good on an error answer (a restart
   * behind a proxy, an ended session): so every loss is handled here.
   */
  #lose(state = navigator.onLine ? "connecting" : "offline") {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#become(/** @type {Connection} */ (state));
    const seconds = RETRY_SECONDS[Math.min(this.#attempt, RETRY_SECONDS.length - 1)];
    this.#attempt += 1;
    this.#timer = setTimeout(() => this.#retry(), seconds * 1000 * (0.75 + Math.random() / 2));
  }

  async #retry() {
    try {
      await this.probe();
      if (!this.#leaving.signal.aborted) this.#open();
    } catch {
      if (!this.#leaving.signal.aborted) this.#lose("offline");
    }
  }

  /** @param {Connection} state */
  #become(state) {
    if (state === this.state) return;
    this.state = state;
    this.dispatchEvent(new CustomEvent("state", { detail: state }));
  }
}

/**
 * @param {EventTarget} source
 * @param {string} type
 * @param {(detail: any) => void} heard
 */
export function hear(source, type, heard) {
  source.addEventListener(type, (event) => heard(/** @type {CustomEvent} */ (event).detail));
}
