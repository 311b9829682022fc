/**
 * Every word of the widget in English, and in which languages it speaks: those in texts/*.json are loaded when they are
 * wanted. `{n}` and `{name}` are filled in.
 */

/** Each in its own script. */
export const LANGUAGES = { en: 'English', hi: 'हिन्दी', gu: 'ગુજરાતી' };

export const ENGLISH = {
  launcher: 'Chat with us',
  close: 'Close chat',
  menu: 'More options',
  language: 'Language',
  assistant: 'Assistant',
  byQueue: 'Waiting for a person',
  place: 'you are number {n}',
  byAgent: '{name} is with you',
  about: 'about {time}',
  peopleFrom: 'people are here from {time}',
  intro: 'Ask about an order, a return, or anything else.',
  person: 'Talk to a person',
  fresh: 'New conversation',
  freshQuestion: 'Start a new conversation? You will find this one under “Earlier conversations”.',
  notDone: 'That did not work. Please try again.',
  replaced: 'Your earlier chat has ended. This is a new one.',
  askFirst: 'A few details first, so that we can help you.',
  yourName: 'Your name',
  yourEmail: 'Your e-mail address',
  yourPhone: 'Your phone number',
  placeholder: 'Write a message…',
  send: 'Send',
  left: '{n} characters left',
  over: '{n} characters too many',
  you: 'You',
  sending: 'Sending…',
  sent: 'Sent',
  waiting: 'Not sent yet. Trying again…',
  failed: 'Not sent',
  retry: 'Try again',
  discard: 'Delete',
  offline: 'You are offline. What you write is kept, and sent when you are back.',
  reconnecting: 'Connecting again…',
  news: 'New messages',
  typing: '{name} is typing',
  earlier: 'Show earlier messages',
  expected: 'Expected',
  total: 'Total',
  part: '{n} of {of}',
  attach: 'Attach files',
  drop: 'Drop files here',
  too_long: 'Larger than 10 MB',
  tooMany: 'At most {n} files',
  wrong_type: 'Only pictures, PDF and text',
  past: 'Earlier conversations',
  copy: 'Transcript',
  save: 'Download',
  mail: 'Send by e-mail',
  back: 'Back',
  mailed: 'If the address is right, the e-mail is on its way.',
  sound: 'Sound',
  erase: 'Delete my data',
  eraseQuestion: 'Delete everything that you have said here, for good?',
  eraseOpen: 'Your request is still open. Please try again once it is closed.',
  erased: 'Your data has been deleted.',
};

/** @typedef {((key: keyof typeof ENGLISH, values?: Record<string, string | number>) => string) & {language: string}} Say */

/** What turns the reading direction around: a name must not do that to the words around it. */
const TURNS = /\p{Bidi_Control}/gu;

/**
 * @param {string} language
 * @param {string[]} texts in the order of the English ones
 * @returns {Say}
 */
export function speaker(language, texts) {
  const all = Object.fromEntries(Object.keys(ENGLISH).map((key, at) => [key, texts[at]]));
  /** @type {(key: keyof typeof ENGLISH, values?: Record<string, string | number>) => string} */
  const say = (key, values = {}) => all[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]).replace(TURNS, ''));
  return Object.assign(say, { language });
}

/** @param {(string | null)[]} wishes language tags, the strongest first @returns {string} one that we have */
export function chooseLanguage(wishes) {
  return wishes.map((wish) => wish?.slice(0, 2).toLowerCase() ?? '').find((wish) => wish in LANGUAGES) ?? 'en';
}
