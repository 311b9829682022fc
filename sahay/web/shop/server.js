/** The demo shop's own API (sahay/http/demo). */

/** A request that was refused, with the server's code; 0 and "offline" when it was not reached. */
export class Refused extends Error {
  /** @param {number} status @param {string} code */
  constructor(status, code) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

/**
 * @param {string} path below /demo
 * @param {unknown} [body] to be told; without one it is asked
 * @returns {Promise<any>} Rejects with Refused
 */
export async function ask(path, body) {
  const told = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) };
  const answer = await fetch(`/demo/${path}`, body === undefined ? {} : told).catch(() => null);
  if (!answer) throw new Refused(0, 'offline');
  const said = await answer.json().catch(() => null);
  if (!answer.ok) throw new Refused(answer.status, said?.error?.code ?? 'error');
  return said;
}
