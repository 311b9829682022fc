import { Patience } from './stream.js';
import { ENGLISH, speaker } from './texts.js';
import { VERSIONS } from './versions.js';

/**
 * Speaks to the customer. A language other than English is spoken once its texts are here; until then, and where they
 * cannot be had, what was spoken before, so that nothing is half in one language.
 */
export class Voice {
  say = speaker('en', Object.values(ENGLISH));
  /** By language, in the order of the English ones. @type {Record<string, string[]>} */
  #known = { en: Object.values(ENGLISH) };
  #wanted = '';
  #patience = new Patience();
  #api;
  #changed;

  /** @param {import('./api.js').Api} api @param {() => void} changed */
  constructor(api, changed) {
    this.#api = api;
    this.#changed = changed;
  }

  /** @param {string} language @returns {Promise<void>} over once it was tried for the first time */
  async speak(language) {
    if (language === this.#wanted) return;
    this.#wanted = language;
    await this.#try(language);
  }

  /** @param {string} language */
  async #try(language) {
    const path = `texts/${language}?${VERSIONS[/** @type {keyof typeof VERSIONS} */ (language)]}`;
    const texts = this.#known[language] ?? await this.#api.ask(path).catch(() => null);
    if (language !== this.#wanted) return;
    if (!texts) {
      this.#patience.rest().then(() => language === this.#wanted && this.#try(language));
      return;
    }
    this.#known[language] = texts;
    this.say = speaker(language, texts);
    this.#changed();
  }
}
