/**
 * The one script that a website embeds:
 *
 *     <script src="https://shop.example/widget.js" data-language="hi" async></script>
 *
 * The server joins the modules of this folder into it (sahay/web/bundle.py). The chat API is taken to be at this
 * script's own origin, so the tag works on any site. Attributes are described in docs/widget-embedding.md.
 */
import { SahayChat } from './element.js';

/** Ours while it runs; what loads scripts in its own way (type=module, a tag manager) is found by its address. */
const TAG = /** @type {HTMLScriptElement | null} */ (
  document.currentScript ?? document.querySelector('script[src*="/widget.js"]')
);

/** What the tag may say; other attributes on it are those of whoever manages the site's scripts. */
const ATTRIBUTES = ['language', 'name', 'position', 'shop', 'theme', 'token'];

function embed() {
  if (customElements.get('sahay-chat')) return;
  customElements.define('sahay-chat', SahayChat);
  if (document.querySelector('sahay-chat')) return;
  const chat = document.createElement('sahay-chat');
  chat.setAttribute('api', new URL(TAG?.src ?? '', location.href).origin);
  for (const name of ATTRIBUTES) {
    const value = TAG?.dataset[name];
    if (value !== undefined) chat.setAttribute(name, value);
  }
  document.body.append(chat);
}

// The tag may be `async`, and be run before there is a body.
if (document.body) embed();
else addEventListener('DOMContentLoaded', embed);
