/** Builds and updates the page. Text becomes text nodes, never HTML. */

/** @typedef {Node|string|number|null|undefined|false} Child */

/**
 * An element with attributes (`onclick` and its like take a function; false and null leave one out).
 *
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, any>} [attributes]
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) assign(node, name, value);
  node.append(...present(children));
  return node;
}

/**
 * @param {Element} node
 * @param {string} name
 * @param {any} value
 */
export function assign(node, name, value) {
  if (name.startsWith("on")) {
    if (value) node.addEventListener(name.slice(2), value);
  } else if (value === undefined || value === null || value === false) node.removeAttribute(name);
  else node.setAttribute(name, value === true ? "" : String(value));
}

/**
 * @param {(Child|Child[])[]} children
 * @returns {(Node|string)[]}
 */
export function present(children) {
  return children.flat().flatMap((child) => {
    if (child === null || child === undefined || child === false) return [];
    return [typeof child === "number" ? String(child) : child];
  });
}

/** @type {WeakMap<Element, Map<string, HTMLElement>>} */
const rows = new WeakMap();

/**
 * Makes the children of `parent` show `items` in order. Nodes of known keys are kept, so that focus, scroll
 * position and opened details survive an update.
 *
 * @template T
 * @param {Element} parent
 * @param {T[]} items
 * @param {(item: T) => string} keyOf
 * @param {(item: T) => HTMLElement} make
 * @param {(node: HTMLElement, item: T) => void} update  called for every item, new ones included
 */
export function reconcile(parent, items, keyOf, make, update) {
  const before = rows.get(parent) ?? new Map();
  const after = new Map();
  const wanted = new Set(items.map(keyOf));
  for (const [key, node] of before) if (!wanted.has(key)) node.remove(); // first, so that those behind stay put
  let next = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const node = before.get(key) ?? make(item);
    update(node, item);
    after.set(key, node);
    if (node === next) next = node.nextElementSibling;
    else parent.insertBefore(node, next);
  }
  rows.set(parent, after);
}

/**
 * Fills a node anew, but only when what it shows has changed.
 *
 * @param {HTMLElement} node
 * @param {unknown} shown  everything that the children depend on
 * @param {() => (Child|Child[])[]} children
 */
export function refill(node, shown, children) {
  const signature = JSON.stringify(shown);
  if (signatures.get(node) === signature) return;
  signatures.set(node, signature);
  node.replaceChildren(...present(children()));
}

/** @type {WeakMap<Element, string>} */
const signatures = new WeakMap();

/** A web component that lets go of everything it listens to when it leaves the page. */
export class Part extends HTMLElement {
  #leaving = new AbortController();

  /** @returns {AbortSignal} */
  get signal() {
    return this.#leaving.signal;
  }

  connectedCallback() {
    this.#leaving = new AbortController();
    this.begin();
  }

  disconnectedCallback() {
    this.#leaving.abort();
  }

  begin() {}

  /**
   * @param {EventTarget} target
   * @param {string} type
   * @param {(event: any) => void} handler
   */
  listen(target, type, handler) {
    target.addEventListener(type, handler, { signal: this.signal });
  }
}
