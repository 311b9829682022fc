/** The chat, as any shop's page uses it (docs/widget.md). */

/** @returns {Promise<any>} the element, once the widget has been loaded */
async function element() {
  await customElements.whenDefined('sahay-chat');
  return document.querySelector('sahay-chat');
}

/** Open it with a question that the customer may send as it is. @param {string} question */
export async function askInChat(question) {
  const chat = await element();
  chat.open();
  chat.prefill?.(question);
}

/** @param {string} [token] the shop's word on who has logged in; without one they have logged out */
export async function identify(token) {
  (await element()).identify(token);
}

/** @param {string} language */
export async function speak(language) {
  (await element()).setLanguage?.(language);
}
