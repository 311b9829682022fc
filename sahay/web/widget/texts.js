/** Every word of the widget, in its three languages. `{n}` and `{name}` are filled in. */

/** Each in its own script. */
export const LANGUAGES = { en: 'English', hi: 'हिन्दी', gu: 'ગુજરાતી' };

const en = {
  launcher: 'Chat with us',
  close: 'Close chat',
  menu: 'More options',
  language: 'Language',
  assistant: 'Assistant',
  byQueue: 'Waiting for a person',
  byQueueAt: 'Waiting for a person: you are number {n}',
  byAgent: '{name} is with you',
  intro: 'Ask about an order, a return, or anything else.',
  person: 'Talk to a person',
  fresh: 'New conversation',
  freshQuestion: 'Start a new conversation? This one will no longer be shown here.',
  freshYes: 'Start new',
  freshNo: 'Keep this one',
  freshFailed: 'A new conversation could not be started. Please try again.',
  replaced: 'Your earlier chat has ended. This is a new one.',
  log: 'Messages',
  input: 'Your message',
  placeholder: 'Write a message…',
  send: 'Send',
  left: '{n} characters left',
  over: 'Too long by {n} characters. Please shorten it, or send it in two messages.',
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
};

/** @type {typeof en} */
const hi = {
  launcher: 'हमसे बात करें',
  close: 'चैट बंद करें',
  menu: 'और विकल्प',
  language: 'भाषा',
  assistant: 'सहायक',
  byQueue: 'हमारे साथी का इंतज़ार',
  byQueueAt: 'हमारे साथी का इंतज़ार: आपका नंबर {n} है',
  byAgent: '{name} आपके साथ हैं',
  intro: 'अपने ऑर्डर, वापसी या किसी भी बात के बारे में पूछिए।',
  person: 'किसी व्यक्ति से बात करें',
  fresh: 'नई बातचीत',
  freshQuestion: 'नई बातचीत शुरू करें? यह बातचीत यहाँ फिर नहीं दिखेगी।',
  freshYes: 'नई शुरू करें',
  freshNo: 'यही रखें',
  freshFailed: 'नई बातचीत शुरू नहीं हो सकी। कृपया फिर से कोशिश करें।',
  replaced: 'आपकी पिछली बातचीत समाप्त हो चुकी है। यह नई बातचीत है।',
  log: 'संदेश',
  input: 'आपका संदेश',
  placeholder: 'अपना संदेश लिखें…',
  send: 'भेजें',
  left: '{n} अक्षर और लिख सकते हैं',
  over: 'संदेश {n} अक्षर ज़्यादा लंबा है। कृपया छोटा करें, या दो बार में भेजें।',
  you: 'आप',
  sending: 'भेजा जा रहा है…',
  sent: 'भेजा गया',
  waiting: 'अभी नहीं गया। फिर कोशिश हो रही है…',
  failed: 'नहीं भेजा गया',
  retry: 'फिर से भेजें',
  discard: 'हटाएँ',
  offline: 'इंटरनेट नहीं है। आपका लिखा सुरक्षित है और इंटरनेट आते ही भेज दिया जाएगा।',
  reconnecting: 'फिर से जुड़ रहे हैं…',
  news: 'नए संदेश',
  typing: '{name} लिख रहे हैं',
};

/** @type {typeof en} */
const gu = {
  launcher: 'અમારી સાથે વાત કરો',
  close: 'ચેટ બંધ કરો',
  menu: 'વધુ વિકલ્પો',
  language: 'ભાષા',
  assistant: 'સહાયક',
  byQueue: 'અમારા સાથીની રાહ જોઈએ છીએ',
  byQueueAt: 'અમારા સાથીની રાહ જોઈએ છીએ: તમારો નંબર {n} છે',
  byAgent: '{name} તમારી સાથે છે',
  intro: 'તમારા ઓર્ડર, રિટર્ન કે બીજી કોઈ પણ વાત વિશે પૂછો.',
  person: 'કોઈ વ્યક્તિ સાથે વાત કરો',
  fresh: 'નવી વાતચીત',
  freshQuestion: 'નવી વાતચીત શરૂ કરવી છે? આ વાતચીત પછી અહીં દેખાશે નહીં.',
  freshYes: 'નવી શરૂ કરો',
  freshNo: 'આ જ રાખો',
  freshFailed: 'નવી વાતચીત શરૂ થઈ શકી નહીં. કૃપા કરીને ફરી પ્રયાસ કરો.',
  replaced: 'તમારી અગાઉની વાતચીત પૂરી થઈ ગઈ છે. આ નવી વાતચીત છે.',
  log: 'સંદેશા',
  input: 'તમારો સંદેશ',
  placeholder: 'તમારો સંદેશ લખો…',
  send: 'મોકલો',
  left: 'હજી {n} અક્ષર લખી શકો છો',
  over: 'સંદેશ {n} અક્ષર વધારે લાંબો છે. કૃપા કરીને ટૂંકો કરો, અથવા બે સંદેશમાં મોકલો.',
  you: 'તમે',
  sending: 'મોકલાઈ રહ્યો છે…',
  sent: 'મોકલાયો',
  waiting: 'હજી મોકલાયો નથી. ફરી પ્રયાસ ચાલુ છે…',
  failed: 'મોકલી શકાયો નહીં',
  retry: 'ફરી મોકલો',
  discard: 'કાઢી નાખો',
  offline: 'ઇન્ટરનેટ નથી. તમારું લખેલું સચવાયેલું છે અને ઇન્ટરનેટ આવતાં જ મોકલાશે.',
  reconnecting: 'ફરી જોડાઈ રહ્યા છીએ…',
  news: 'નવા સંદેશા',
  typing: '{name} લખી રહ્યા છે',
};

/** @type {Record<string, typeof en>} */
export const TEXTS = { en, hi, gu };

/** @typedef {(key: keyof typeof en, values?: Record<string, string | number>) => string} Say */

/** @param {string} language one that is not known reads as English @returns {Say} */
export function speaker(language) {
  const texts = TEXTS[language] ?? en;
  return (key, values = {}) => texts[key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}

/** @param {(string | null)[]} wishes language tags, the strongest first @returns {string} one that we have */
export function chooseLanguage(wishes) {
  return wishes.map((wish) => wish?.slice(0, 2).toLowerCase() ?? '').find((wish) => wish in LANGUAGES) ?? 'en';
}
