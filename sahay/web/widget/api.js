/** How long an answer may take before the request counts as lost, in milliseconds. */
const PATIENCE = 15_000;
/** An upload of which nothing leaves for this long counts as lost, in milliseconds. */
const STALLED = 60_000;

/** A request that the server refused (`status` is the HTTP status) or that never got an answer (`status` 0). */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {string} code the server's own name for the error, or `unreachable`
   * @param {number} [retryAfter] milliseconds that the server asks us to wait
   */
  constructor(status, code, retryAfter) {
    super(`${status} ${code}`);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }

  /** Whether the conversation cannot be reached with this token any more. */
  get lost() {
    return this.status === 401 || this.status === 404;
  }

  /** Whether the same request may succeed later (when it is lost: in the conversation that follows). */
  get passing() {
    return this.lost || [0, 408, 425, 429].includes(this.status) || this.status >= 500;
  }
}

/** @typedef {{id: string, name: string, type: string, size: number}} Upload a file that a message may name */
/** @typedef {{token: string, progress?: (part: number) => void, signal?: AbortSignal}} UploadOptions */
/** @typedef {{token?: string, body?: object, signal?: AbortSignal, headers?: Record<string, string>}} Options */

/** The chat API at one origin. Every method throws ApiError. */
export class Api {
  #base;

  /** @param {string} base an origin, such as `https://shop.example` */
  constructor(base) {
    this.#base = base;
  }

  /**
   * @param {string} path below /api/chat/
   * @param {Options} [options] a request with a body is a POST
   * @returns {Promise<any>} the JSON of the answer
   */
  async ask(path, options) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), PATIENCE);
    try {
      const response = await this.open(path, { ...options, signal: limit.signal });
      return await response.json();
    } catch (error) {
      throw error instanceof ApiError ? error : new ApiError(0, 'unreachable');
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Like `ask`, but gives the response as soon as it begins and sets no limit to its length.
   * @param {string} path
   * @param {Options} options
   */
  async open(path, { token, body, signal, headers }) {
    const response = await fetch(`${this.#base}/api/chat/${path}`, {
      method: body ? 'POST' : 'GET',
      signal,
      // What is the same for everybody may come from the browser's cache.
      cache: token || body ? 'no-store' : 'default',
      credentials: 'omit',
      body: body && JSON.stringify(body),
      headers: {
        ...headers,
        ...(body && { 'Content-Type': 'application/json' }),
        ...(token && { Authorization: `Bearer ${token}` }),
      },
    });
    if (response.ok) return response;
    const answer = await response.json().catch(() => null);
    const seconds = Number(response.headers.get('retry-after')) || 0;
    throw new ApiError(response.status, answer?.error?.code ?? 'refused', seconds * 1000);
  }

  /**
   * Not by `fetch`, which does not tell how far it is.
   * @param {File} file
   * @param {UploadOptions} options `progress` is told how much has left, from 0 to 1
   * @returns {Promise<Upload>}
   */
  upload(file, { token, progress = () => {}, signal }) {
    const request = new XMLHttpRequest();
    request.open('POST', `${this.#base}/api/chat/files?name=${encodeURIComponent(file.name)}`);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.responseType = 'json';
    const cut = () => request.abort();
    let watchdog = setTimeout(cut, STALLED);
    request.upload.onprogress = ({ loaded, total }) => {
      clearTimeout(watchdog);
      watchdog = setTimeout(cut, STALLED);
      progress(loaded / total);
    };
    signal?.addEventListener('abort', cut);
    request.send(file);
    return new Promise((resolve, reject) => {
      request.onloadend = () => {
        clearTimeout(watchdog);
        const { status, response } = request;
        if (status === 201) resolve(response);
        else reject(new ApiError(status, response?.error?.code ?? (status ? 'refused' : 'unreachable')));
      };
    });
  }
}
