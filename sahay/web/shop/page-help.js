/** Help: what is asked often, with the bot's own answers, and what to try. */
import { h, icon } from './dom.js';
import { goods } from './goods.js';
import { ask } from './server.js';
import { language, say } from './texts.js';
import { tour } from './tour.js';

export async function page() {
  if (!(await goods())) return null;
  /** @type {{key: string, question: string, answer: string}[]} */
  const known = await ask(`questions?language=${language}`);
  return {
    title: say('help'),
    content: [
      h('h1', {}, say('helpTitle')),
      h('p', { class: 'lead' }, say('helpNote')),
      h(
        'section',
        { class: 'block often', 'aria-labelledby': 'often' },
        h('h2', { id: 'often' }, say('often')),
        ...known.map(({ question, answer }) => h('details', {}, h('summary', {}, question), h('p', {}, answer))),
        h(
          'p',
          { class: 'row' },
          say('stillOpen'),
          h('button', { type: 'button', class: 'button', 'data-sahay-open': true }, icon('chat'), say('openChat')),
        ),
      ),
      await tour(true),
    ],
  };
}
