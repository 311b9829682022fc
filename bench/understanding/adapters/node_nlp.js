// node-nlp behind the contract of bench/understanding/README.md:
// `node node_nlp.js train UTTERANCES MODEL` or `node node_nlp.js parse MODEL TEXTS RESULT`

'use strict';

const fs = require('node:fs');
const path = require('node:path');
const { performance } = require('node:perf_hooks');
const { NlpManager } = require('node-nlp');
const { version } = require('node-nlp/package.json');

const LANGUAGES = ['en', 'hi', 'gu'];
// It guesses a message's language by its script first, so what is in Latin letters is learned where it will be looked for.
const LOCALES = { en: 'en', hi: 'hi', gu: 'gu', 'hi-Latn': 'en', 'gu-Latn': 'en' };
const NONE = 'None'; // its name for "rather not answer": a score below 0.5, or nothing known in the message
const WARM_UP = 20;

async function train(utterances, directory) {
  const manager = new NlpManager({ languages: LANGUAGES, autoSave: false });
  const begun = performance.now();
  for (const { text, intent, language } of rows(utterances)) manager.addDocument(LOCALES[language], text, intent);
  await manager.train();
  const report = { train_s: (performance.now() - begun) / 1000, version };
  manager.save(path.join(directory, 'model.nlp'), true);
  fs.writeFileSync(path.join(directory, 'trained.json'), JSON.stringify(report));
}

async function parse(directory, texts, result) {
  const manager = new NlpManager({ languages: LANGUAGES, autoSave: false });
  manager.load(path.join(directory, 'model.nlp'));
  const messages = rows(texts).map((row) => row.text);
  for (const message of messages.slice(0, WARM_UP)) await manager.process(message);
  const predictions = [];
  const taken = [];
  for (const message of messages) {
    const begun = performance.now();
    const parsed = await manager.process(message);
    taken.push(performance.now() - begun);
    predictions.push(prediction(parsed));
  }
  fs.writeFileSync(result, JSON.stringify({ predictions, parse_ms: taken }));
}

function prediction({ intent, classifications }) {
  const real = classifications.filter((each) => each.intent !== NONE);
  return { ranking: real.map((each) => [each.intent, each.score]), answered: intent !== NONE };
}

function rows(file) {
  return fs.readFileSync(file, 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line));
}

const [step, ...paths] = process.argv.slice(2);
({ train, parse })[step](...paths);
