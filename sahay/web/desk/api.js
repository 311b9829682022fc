/** The desk API over HTTP: JSON in and out, the session in a cookie, the CSRF token in a header. */

/**
 * @typedef {import("/desk/shapes.js").Session} Session
 * @typedef {import("/desk/shapes.js").Ticket} Ticket
 * @typedef {import("/desk/shapes.js").Queue} Queue
 * @typedef {import("/desk/shapes.js").Card} Card
 * @typedef {import("/desk/shapes.js").Verb} Verb
 * @typedef {import("/desk/shapes.js").Dossier} Dossier
 */

const TIMEOUT_MILLISECONDS = 15_000;

/** A request that was refused, or that never arrived (`status` 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code
   * @param {string} message
   * @param {number} [retryAfter]  seconds
   */
  constructor(status, code, message, retryAfter = 0) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** @returns {boolean} whether the same request may succeed later */
  get passing() {
    return this.status === 0 || this.status === 401 || this.status === 429 || this.status >= 500;
  }
}

/**
 * Fires `expired` when the server no longer knows the session, and `changed` (detail: Session) when another agent
 * has signed in with this browser: nothing of the one may be done in the name of the other.
 */
export class Api extends EventTarget {
  #csrf = "";
  #agentId = "";
  #leaving = false;

  /** @returns {Promise<Session>} */
  async session() {
    const session = await this.#call("GET", "/session");
    const stranger = this.#agentId && this.#agentId !== session.agent.id;
    this.#keep(session);
    if (!stranger) return session;
    this.dispatchEvent(new CustomEvent("changed", { detail: session }));
    throw new ApiError(401, "changed", "Another agent has signed in");
  }

  /**
   * @param {string} email
   * @param {string} password
   * @param {string} [code]  of the second factor
   * @returns {Promise<Session>}
   */
  async login(email, password, code) {
    return this.#keep(await this.#send("POST", "/login", { email, password, ...(code ? { code } : {}) }));
  }

  /** What is refused meanwhile is no news: the agent goes, and is not told that the session has ended. */
  async logout() {
    this.#leaving = true;
    try {
      await this.#call("POST", "/logout", {});
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
    } finally {
      this.#leaving = false;
    }
  }

  /** @returns {Promise<Queue>} */
  queue() {
    return this.#call("GET", "/queue");
  }

  /**
   * @param {string} id
   * @param {number} after  the last sequence number already known
   * @returns {Promise<Dossier>}
   */
  conversation(id, after) {
    return this.#call("GET", `${path(id)}?after=${after}`);
  }

  /**
   * @param {string} id
   * @param {Verb} verb
   * @param {object} body
   * @returns {Promise<{conversation: Card}>}
   */
  act(id, verb, body) {
    return this.#call("POST", `${path(id)}/${verb}`, body);
  }

  /**
   * @param {string} id
   * @param {string} clientId  the same reply sent twice is stored once
   * @param {string} text
   * @param {string[]} files  ids of what was uploaded before
   * @returns {Promise<{seq: number}>}
   */
  reply(id, clientId, text, files) {
    const attached = files.length ? { files } : {};
    return this.#call("POST", `${path(id)}/messages`, { client_id: clientId, text, ...attached });
  }

  /**
   * @param {string} id
   * @param {boolean} on
   * @returns {Promise<void>}
   */
  typing(id, on) {
    return this.#call("POST", `${path(id)}/typing`, { on });
  }

  /** @returns {Promise<{tickets: Ticket[]}>} */
  tickets() {
    return this.#call("GET", "/tickets");
  }

  /**
   * @param {string} reference
   * @param {import("/desk/shapes.js").TicketState} state
   * @returns {Promise<{ticket: Ticket}>}
   */
  moveTicket(reference, state) {
    return this.#call("POST", `/tickets/${encodeURIComponent(reference)}/state`, { state });
  }

  /**
   * What has no method of its own, for the modules that know its shape. Addresses are below /api/desk.
   *
   * @param {string} where
   * @returns {Promise<any>}
   */
  get(where) {
    return this.#call("GET", where);
  }

  /**
   * @param {string} where
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  post(where, body = {}) {
    return this.#call("POST", where, body);
  }

  /**
   * @param {string} where
   * @param {object} body  JSON, or a Blob as it is
   * @returns {Promise<any>}
   */
  put(where, body) {
    return this.#call("PUT", where, body);
  }

  /**
   * @param {string} where
   * @returns {Promise<any>}
   */
  delete(where) {
    return this.#call("DELETE", where);
  }

  /** @returns {string} what a request that changes something must carry, for uploads, which show how far they are */
  get csrf() {
    return this.#csrf;
  }

  /**
   * @param {Session} session
   * @returns {Session}
   */
  #keep(session) {
    this.#csrf = session.csrf_token;
    this.#agentId = session.agent.id;
    return session;
  }

  /**
   * A token may be outdated by a login in another tab: a refused one is fetched anew, once.
   *
   * @param {string} method
   * @param {string} where
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async #call(method, where, body) {
    try {
      return await this.#send(method, where, body);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (error.status === 403 && method !== "GET") {
        await this.session();
        return this.#send(method, where, body);
      }
      if (error.status === 401 && !this.#leaving) this.dispatchEvent(new Event("expired"));
      throw error;
    }
  }

  /**
   * @param {string} method
   * @param {string} where
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async #send(method, where, body) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json" };
    const isFile = body instanceof Blob;
    if (body) headers["Content-Type"] = isFile ? body.type : "application/json";
    if (method !== "GET") headers["X-CSRF-Token"] = this.#csrf;
    let response;
    let text;
    try {
      response = await fetch(`/api/desk${where}`, {
        method,
        headers,
        body: isFile ? body : body && JSON.stringify(body),
        signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
      });
      text = await response.text();
    } catch {
      throw new ApiError(0, "unreachable", "The server cannot be reached");
    }
    const content = parsed(text);
    if (response.ok) return content;
    const { code = "unexpected", message = "" } = content?.error ?? {};
    throw new ApiError(response.status, code, message, Number(response.headers.get("Retry-After")) || 0);
  }
}

/**
 * @param {string} id
 * @returns {string} the address of a conversation
 */
export function path(id) {
  return `/conversations/${encodeURIComponent(id)}`;
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
