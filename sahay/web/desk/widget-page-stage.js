/**
 * The real chat, with nobody behind it: in a frame without an origin of its own, this answers in the server's place,
 * with the settings that the page around it sends. A classic script, before the chat's.
 *
 * @typedef {{view: any, language: string, theme: string, texts: string[]|null, reply: string}} Scene
 */
(() => {
  "use strict";

  const CONVERSATION = "preview";
  const DAY_MILLISECONDS = 24 * 3600 * 1000;

  /** @type {Scene} */
  let scene;
  /** @type {(scene: Scene) => void} */
  let begin = () => {};
  const begun = new Promise((resolve) => (begin = resolve));
  /** @type {any[]} */
  let said = [];
  /** @type {ReadableStreamDefaultController<Uint8Array>|null} */
  let stream = null;

  // Neither exists without an origin, and the chat asks for both.
  Object.defineProperty(navigator, "locks", { value: undefined });

  // Who writes in the form beside the frame goes on writing there, though the chat opens anew with each change.
  const { focus } = HTMLElement.prototype;
  HTMLElement.prototype.focus = function (options) {
    if (document.hasFocus()) focus.call(this, options);
  };
  for (const name of /** @type {const} */ (["show", "showModal"])) {
    const show = HTMLDialogElement.prototype[name];
    HTMLDialogElement.prototype[name] = function () {
      if (document.hasFocus()) show.call(this);
      else this.open = true; // shown, and nothing in it takes the focus
    };
  }

  /** @param {unknown} content */
  const json = (content, status = 200) => new Response(JSON.stringify(content), { status });
  const line = (/** @type {string} */ author, /** @type {string} */ text, /** @type {object} */ more = {}) => {
    const message = { seq: said.length + 1, author, text, at: new Date().toISOString(), ...more };
    said.push(message);
    stream?.enqueue(new TextEncoder().encode(`event: message\nid: ${message.seq}\ndata: ${JSON.stringify(message)}\n\n`));
    return message;
  };

  /** By method and path below /api/chat/. @type {Record<string, (body: any) => Response>} */
  const answers = {
    "GET settings": () => json(scene.view),
    "POST sessions": () => {
      const expires = new Date(Date.now() + DAY_MILLISECONDS).toISOString();
      const { language, view } = scene;
      const shop = { name: view.shop };
      const limits = { message_characters: 2000 };
      const ticket = { token: "preview", conversation_id: CONVERSATION, expires_at: expires, language, shop, limits };
      return json({ ...ticket, languages: view.languages, widget: view }, 201);
    },
    "GET messages": () => json({ owner: "bot", agent: null, queue: null, language: scene.language, messages: said }),
    "POST messages": ({ client_id, text, payload }) => {
      const button = said.flatMap(({ buttons = [] }) => buttons).find((each) => each.payload === payload);
      const { seq } = line("customer", text ?? button?.title ?? "", { client_id });
      line("bot", scene.reply);
      return json({ seq }, 202);
    },
    "GET events": () => new Response(new ReadableStream({ start: (controller) => void (stream = controller) })),
  };

  window.fetch = async (address, { method = "GET", body } = {}) => {
    await begun;
    const path = new URL(String(address)).pathname.replace("/api/chat/", "");
    if (path.startsWith("texts/")) return json(scene.texts, scene.texts ? 200 : 404);
    return answers[`${method} ${path}`]?.(JSON.parse(String(body ?? "{}"))) ?? json({});
  };

  /** Puts the chat on the page anew, open or not as it was. @param {Scene} next */
  async function show(next) {
    scene = next;
    stream = null;
    said = [];
    const { language, theme, view } = next;
    line("bot", view.welcome[language], { buttons: view.quick_starts[language] });
    document.documentElement.style.colorScheme = theme;
    begin(next);
    await customElements.whenDefined("sahay-chat");
    const before = /** @type {any} */ (document.querySelector("sahay-chat"));
    const chat = /** @type {any} */ (document.createElement("sahay-chat"));
    for (const [name, value] of Object.entries({ api: location.href, language, theme })) chat.setAttribute(name, value);
    const wasOpen = before?.isOpen ?? false;
    before?.close(); // it would go on listening to the window's width
    before?.remove();
    chat.addEventListener("sahay:ready", () => wasOpen && chat.open());
    document.body.append(chat);
  }

  addEventListener("message", (event) => {
    if (event.source === parent) show(event.data);
  });
  parent.postMessage("ready", "*");
})();
