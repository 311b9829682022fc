/**
 * The pages of the desk beside its conversations. Each has an address `#/PATH` (anything after PATH is the page's
 * own), is offered to whoever has the permission it needs, and is fetched when it is first opened.
 */

/**
 * @typedef {object} Entry
 * @property {string} path  of the address, unique
 * @property {keyof import("/desk/language.js").Texts} title  the key of its name in texts/
 * @property {Parameters<typeof import("/desk/icons.js").icon>[0]} icon
 * @property {string} [key]  the shortcut
 * @property {import("/desk/shapes.js").Permission} needs
 * @property {string} element  the custom element: a `Page` (page.js)
 * @property {string} module  which defines it
 * @property {string[]} styles
 * @property {boolean} [wide]  takes the room of the lists too
 *
 * @typedef {{path: string, rest: string, query: URLSearchParams}} Place
 */

/** @type {Entry[]} in the order of the navigation */
export const PAGES = [
  {
    path: "tickets",
    title: "tickets",
    icon: "ticket",
    key: "t",
    needs: "read",
    element: "desk-tickets",
    module: "/desk/tickets.js",
    styles: ["/desk/tickets.css"],
  },
  {
    path: "unanswered",
    title: "unanswered",
    icon: "bot",
    needs: "reports",
    element: "desk-unanswered",
    module: "/desk/unanswered.js",
    styles: ["/desk/unanswered.css"],
  },
  {
    path: "canned",
    title: "canned",
    icon: "slash",
    needs: "work",
    element: "desk-canned",
    module: "/desk/canned-page.js",
    styles: ["/desk/canned-page.css"],
  },
  {
    path: "reports",
    title: "reports",
    icon: "chart",
    needs: "reports",
    element: "desk-reports",
    module: "/desk/reports.js",
    styles: ["/desk/reports.css"],
    wide: true,
  },
  {
    path: "wall",
    title: "wall",
    icon: "wall",
    needs: "reports",
    element: "desk-wall",
    module: "/desk/wall.js",
    styles: ["/desk/wall.css"],
    wide: true,
  },
  {
    path: "people",
    title: "people",
    icon: "team",
    needs: "people",
    element: "desk-people",
    module: "/desk/people.js",
    styles: ["/desk/people.css"],
  },
  {
    path: "audit",
    title: "audit",
    icon: "eye",
    needs: "privacy",
    element: "desk-audit",
    module: "/desk/audit.js",
    styles: ["/desk/audit.css"],
  },
  {
    path: "privacy",
    title: "privacy",
    icon: "user",
    needs: "privacy",
    element: "desk-privacy",
    module: "/desk/privacy.js",
    styles: ["/desk/privacy.css"],
  },
  {
    path: "security",
    title: "security",
    icon: "note",
    needs: "read",
    element: "desk-security",
    module: "/desk/security.js",
    styles: ["/desk/security.css"],
  },
  {
    path: "connections",
    title: "connections",
    icon: "plug",
    needs: "connect",
    element: "desk-connections",
    module: "/desk/connections.js",
    styles: ["/desk/connections.css"],
  },
  {
    path: "widget",
    title: "widget",
    icon: "chat",
    needs: "connect",
    element: "desk-widget",
    module: "/desk/widget-page.js",
    styles: ["/desk/widget-page.css"],
    wide: true,
  },
];

/** `#/c/ID` is a conversation, and no page may be called so. */
const CONVERSATION = /^#\/c\/(.+)$/;
const PAGE = /^#\/([a-z-]+)(?:\/([^?]*))?(?:\?(.*))?$/;

/**
 * @param {string[]} permissions
 * @returns {Entry[]}
 */
export function pagesFor(permissions) {
  return PAGES.filter(({ needs }) => permissions.includes(needs));
}

/**
 * @param {string} [hash]
 * @returns {string|null} the id of the conversation that the address leads to
 */
export function conversationAt(hash = location.hash) {
  const match = CONVERSATION.exec(hash);
  return match && decoded(match[1]);
}

/**
 * @param {string} [hash]
 * @returns {Place|null} the page that the address leads to; `#/reports/calls?from=2026-11-01` has the rest "calls"
 */
export function placeAt(hash = location.hash) {
  const match = CONVERSATION.test(hash) ? null : PAGE.exec(hash);
  if (!match) return null;
  const [, path, rest = "", query = ""] = match;
  return { path, rest: decoded(rest) ?? "", query: new URLSearchParams(query) };
}

/**
 * @param {string} text
 * @returns {string|null} null where it was typed by hand and means nothing
 */
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * @param {Entry} entry
 * @returns {Promise<HTMLElement>} the page's element, once its script and styles have arrived
 */
export async function made({ element, module, styles }) {
  await Promise.all([import(module), ...styles.map(styled)]);
  return document.createElement(element);
}

/**
 * @param {string} href
 * @returns {Promise<void>} once the page is dressed so
 */
function styled(href) {
  if (document.head.querySelector(`link[href="${href}"]`)) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((resolve, reject) => {
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => {
      link.remove(); // the next attempt asks again
      reject(new Error(`no style at ${href}`));
    });
    document.head.append(link);
  });
}
