/**
 * The one script that a website embeds:
 *
 *     <script type="module" src="https://shop.example/widget.js" data-language="hi"></script>
 *
 * It is served as /widget.js and its modules as /widget/<name>.js. The chat API is taken to be at this script's
 * own origin, so the tag works on any site. Attributes are described in docs/widget.md.
 */
import { SahayChat } from './widget/element.js';
// Named here too, so that the browser asks for all of them at once instead of finding them one level at a time.
import './widget/api.js';
import './widget/composer.js';
import './widget/conversation.js';
import './widget/dom.js';
import './widget/header.js';
import './widget/messages.js';
import './widget/stream.js';
import './widget/style.js';
import './widget/tabs.js';
import './widget/text.js';
import './widget/texts.js';
import './widget/transcript.js';

function embed() {
  if (customElements.get('sahay-chat')) return;
  customElements.define('sahay-chat', SahayChat);
  if (document.querySelector('sahay-chat')) return;
  const chat = document.createElement('sahay-chat');
  chat.setAttribute('api', new URL(import.meta.url).origin);
  // A module has no document.currentScript, so the tag is found by its address.
  const tag = [...document.scripts].find(({ src }) => src === import.meta.url);
  for (const [name, value] of Object.entries(tag?.dataset ?? {})) chat.setAttribute(name, /** @type {string} */ (value));
  document.body.append(chat);
}

// The tag may be `async`, and be run before there is a body.
if (document.body) embed();
else addEventListener('DOMContentLoaded', embed);
