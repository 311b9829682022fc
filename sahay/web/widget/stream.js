/** The server writes at least a ping every 15 s; silence for this long means a dead connection. Milliseconds. */
const SILENCE = 40_000;
/** The server speaks at once; if nothing comes, something between us holds the stream back. Milliseconds. */
const FIRST_WORD = 10_000;
/** How often it is looked whether it was too long. A timer of its length would sleep with the machine. Milliseconds. */
const LOOK = 1_000;
/** Pauses between attempts, in milliseconds: doubling from the first to the longest, with jitter. */
const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 10_000;

/** @typedef {{event: string, data: string}} ServerEvent */

/** Server-sent events (HTML standard, 9.2.6) from text that may be cut anywhere. */
export class EventParser {
  #rest = '';
  #event = '';
  /** @type {string[]} */
  #data = [];

  /** @param {string} chunk @returns {ServerEvent[]} the events that this chunk completes */
  push(chunk) {
    const text = this.#rest + chunk;
    // A carriage return at the end may be the first half of a line end.
    const end = text.endsWith('\r') ? text.length - 1 : text.length;
    const lines = text.slice(0, end).split(/\r\n|\n|\r/);
    this.#rest = lines.pop() + text.slice(end);
    return lines.flatMap((line) => this.#line(line));
  }

  /** @param {string} line @returns {ServerEvent[]} */
  #line(line) {
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/.exec(line) ?? [];
    if (field === 'data') this.#data.push(value);
    if (field === 'event') this.#event = value;
    if (line !== '') return [];
    const event = { event: this.#event || 'message', data: this.#data.join('\n') };
    this.#event = '';
    return this.#data.splice(0).length ? [event] : [];
  }
}

/**
 * Reads a stream until it ends, falls silent or is stopped.
 * @param {(signal: AbortSignal) => Promise<Response>} open
 * @param {AbortSignal} stop
 * @param {() => void} alive called at every sign of life
 * @param {(event: ServerEvent) => void} hear
 */
export async function readEvents(open, stop, alive, hear) {
  const connection = new AbortController();
  const cut = () => connection.abort();
  stop.addEventListener('abort', cut, { signal: connection.signal });
  let patience = FIRST_WORD;
  let heard = Date.now();
  const watchdog = setInterval(() => Date.now() - heard > patience && cut(), LOOK);
  try {
    const { body } = await open(connection.signal);
    const reader = /** @type {ReadableStream<Uint8Array>} */ (body).getReader();
    const decoder = new TextDecoder();
    const parser = new EventParser();
    for (;;) {
      const { done, value } = await reader.read();
      if (done || stop.aborted) return;
      patience = SILENCE;
      heard = Date.now();
      alive();
      parser.push(decoder.decode(value, { stream: true })).forEach(hear);
    }
  } finally {
    clearInterval(watchdog);
    cut();
  }
}

/** Pauses between attempts at something that fails, longer each time, until it works or there is reason to hurry. */
export class Patience {
  failures = 0;
  /** Ends the pause that is going on, if one is. */
  hurry = () => {};

  constructor() {
    addEventListener('online', () => this.hurry());
  }

  /** It works: the next pause is short again. */
  restored() {
    this.failures = 0;
  }

  /** @param {number} [atLeast] milliseconds that the server asks for */
  rest(atLeast = 0) {
    const whole = Math.min(FIRST_PAUSE * 2 ** this.failures, LONGEST_PAUSE);
    this.failures += 1;
    // Spread, so that a thousand browsers do not return to a restarted server as one.
    const pause = Math.max(whole / 2 + Math.random() * (whole / 2), atLeast);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, pause);
      this.hurry = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
    });
  }
}
