/** What the tabs of one site share: the storage, the right to act, the connections. */

/** A hidden tab keeps its stream for this long, so a quick look elsewhere costs no reconnection. Milliseconds. */
const GRACE = 30_000;

/**
 * Values under names, in localStorage where the browser allows it, otherwise for the life of the page
 * (private windows, a full disk, a site that forbids it).
 */
export class Storage {
  #prefix;
  /** @type {Record<string, string>} */
  #area = {};
  /** @type {Record<string, string>} */
  #memory = {};

  /** @param {string} prefix keeps two services on one site apart */
  constructor(prefix) {
    this.#prefix = prefix;
    try {
      this.#area = localStorage;
    } catch {
      // Forbidden: the memory has to do.
    }
  }

  /** @param {string} name @returns {any} null when there is nothing readable under the name */
  get(name) {
    const key = this.#prefix + name;
    try {
      return JSON.parse(this.#memory[key] ?? this.#area[key] ?? 'null');
    } catch {
      return null;
    }
  }

  /** @param {string} name @param {unknown} value */
  set(name, value) {
    const key = this.#prefix + name;
    const text = JSON.stringify(value);
    try {
      this.#area[key] = text;
      delete this.#memory[key];
    } catch {
      this.#memory[key] = text;
    }
  }

  /** @param {string} name */
  remove(name) {
    delete this.#memory[this.#prefix + name];
    delete this.#area[this.#prefix + name];
  }

  /** @param {string} start @returns {string[]} the names that begin with `start`, sorted */
  names(start) {
    const keys = new Set([...Object.keys(this.#area), ...Object.keys(this.#memory)]);
    const found = [...keys].filter((key) => key.startsWith(this.#prefix + start));
    return found.map((key) => key.slice(this.#prefix.length)).sort();
  }

  /** @param {(name: string) => void} changed called when another tab wrote or removed a name */
  watch(changed) {
    addEventListener('storage', ({ key }) => {
      if (key?.startsWith(this.#prefix)) changed(key.slice(this.#prefix.length));
    });
  }
}

/**
 * Locks need a secure page; without them every tab acts alone, which is correct too (the server drops what it has
 * seen), only less thrifty.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} act run while no other tab runs one of the same name
 * @returns {Promise<T>}
 */
export async function exclusively(name, act) {
  return navigator.locks ? await navigator.locks.request(name, act) : act();
}

/**
 * Browsers allow six HTTP/1.1 connections to one host, and a stream holds one of them: a customer with seven
 * product pages open would bring the shop to a halt. So only tabs that can be seen have a stream; the others have
 * nobody to show anything to, and catch up when they are looked at. Of the hidden ones a single one goes on listening
 * while a person is to answer, so that its title and a tone can tell.
 *
 * @param {() => void} connect may be called again without harm, and so may
 * @param {() => void} disconnect
 * @param {() => boolean} isAwaited whether a person is to answer
 */
export function whileVisible(connect, disconnect, isAwaited) {
  /** @type {ReturnType<typeof setTimeout>} */
  let grace;
  /** Gives the right to listen while hidden to another, and waits for it no more. */
  let letGo = () => {};
  const hide = () => {
    if (!isAwaited() || !navigator.locks) {
      disconnect();
      return;
    }
    const wait = new AbortController();
    const listen = () => new Promise((resolve) => {
      letGo = () => resolve(undefined);
      connect();
    });
    letGo = () => wait.abort();
    navigator.locks.request('sahay:listener', { ifAvailable: true }, (lock) => {
      if (wait.signal.aborted) return undefined;
      if (lock) return listen();
      disconnect();
      // Until the one that listens is closed, or frozen.
      navigator.locks.request('sahay:listener', { signal: wait.signal }, listen).catch(() => {});
      return undefined;
    });
  };
  const settle = () => {
    clearTimeout(grace);
    letGo();
    if (document.visibilityState === 'visible') connect();
    else grace = setTimeout(hide, GRACE);
  };
  const leave = () => {
    clearTimeout(grace);
    letGo();
    disconnect();
  };
  document.addEventListener('visibilitychange', settle);
  // The page may be kept as it is and shown again by the back button: it must not come back with a dead stream.
  addEventListener('pagehide', leave);
  addEventListener('pageshow', settle);
  document.addEventListener('freeze', leave);
  document.addEventListener('resume', settle);
  settle();
}
