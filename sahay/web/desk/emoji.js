/** The emoji that a desk needs, with the words by which they are found: the first word is the name. */

/** @typedef {{emoji: string, en: string, hi: string, gu: string}} Emoji */

/** @type {[string, string, string, string][]} */
const LIST = [
  ["🙂", "smile, friendly, hello", "मुस्कान, दोस्ताना, नमस्ते", "સ્મિત, મિત્રતા, નમસ્તે"],
  ["😊", "happy, pleased, blush", "खुश, प्रसन्न", "ખુશ, પ્રસન્ન"],
  ["😀", "grin, laugh, joy", "हँसता चेहरा, हँसी, खुशी", "હસતો ચહેરો, હાસ્ય, ખુશી"],
  ["😄", "laugh, joy, fun", "हँसी, मज़ा", "હાસ્ય, મજા"],
  ["😅", "relief, sweat, phew", "राहत, पसीना", "રાહત, પરસેવો"],
  ["😉", "wink, joke", "आँख मारना, मज़ाक", "આંખ મારવી, મજાક"],
  ["😍", "love, lovely, heart eyes", "बहुत पसंद, प्यार", "ખૂબ ગમ્યું, પ્રેમ"],
  ["🤔", "thinking, hmm, consider", "सोच, विचार", "વિચાર, હમ્મ"],
  ["😌", "calm, relieved", "शांत, सुकून", "શાંત, નિરાંત"],
  ["😐", "neutral, no comment", "सामान्य, चुप", "સામાન્ય, ચૂપ"],
  ["😕", "confused, unsure", "उलझन, असमंजस", "મૂંઝવણ, અસમંજસ"],
  ["😔", "sorry, sad, regret", "खेद, दुख, माफ़ी", "ખેદ, દુઃખ, માફી"],
  ["😟", "worried, concern", "चिंता, परेशान", "ચિંતા, પરેશાન"],
  ["😢", "sad, tear, cry", "दुखी, आँसू, रोना", "દુઃખી, આંસુ, રડવું"],
  ["😮", "surprised, oh", "हैरान, अचरज", "આશ્ચર્ય, નવાઈ"],
  ["😤", "annoyed, angry", "नाराज़, गुस्सा", "નારાજ, ગુસ્સો"],
  ["🙏", "thanks, please, namaste, sorry", "धन्यवाद, कृपया, नमस्ते, प्रणाम", "આભાર, કૃપા, નમસ્તે, પ્રણામ"],
  ["👍", "thumbs up, yes, good, okay", "ठीक है, हाँ, अच्छा", "બરાબર, હા, સારું"],
  ["👎", "thumbs down, no, bad", "नहीं, खराब", "ના, ખરાબ"],
  ["👌", "perfect, okay, fine", "बढ़िया, सही", "સરસ, બરાબર"],
  ["👏", "applause, well done, bravo", "तालियाँ, शाबाश", "તાળીઓ, શાબાશ"],
  ["🤝", "deal, agreement, handshake", "समझौता, हाथ मिलाना", "સમજૂતી, હાથ મિલાવવો"],
  ["👋", "wave, hello, goodbye", "नमस्ते, अलविदा, हाथ हिलाना", "નમસ્તે, આવજો, હાથ હલાવવો"],
  ["🙌", "hooray, celebrate", "वाह, जश्न", "વાહ, ઉજવણી"],
  ["💪", "strong, can do", "ताकत, हिम्मत", "તાકાત, હિંમત"],
  ["👉", "look here, point right", "यहाँ देखें, दाएँ", "અહીં જુઓ, જમણે"],
  ["👇", "below, point down", "नीचे देखें, नीचे", "નીચે જુઓ, નીચે"],
  ["❤️", "heart, love", "दिल, प्यार", "દિલ, પ્રેમ"],
  ["💚", "green heart, love", "हरा दिल, प्यार", "લીલું દિલ, પ્રેમ"],
  ["✨", "sparkles, new, shine", "चमक, नया", "ચમક, નવું"],
  ["🎉", "party, congratulations, celebrate", "बधाई, जश्न, उत्सव", "અભિનંદન, ઉજવણી, ઉત્સવ"],
  ["🎁", "gift, present, offer", "उपहार, तोहफ़ा, ऑफर", "ભેટ, ગિફ્ટ, ઓફર"],
  ["🪔", "diya, diwali, lamp", "दीया, दिवाली, दीप", "દીવો, દિવાળી"],
  ["🎂", "birthday, cake", "जन्मदिन, केक", "જન્મદિવસ, કેક"],
  ["🌸", "flower, blossom", "फूल", "ફૂલ"],
  ["☀️", "sun, morning, day", "सूरज, सुबह", "સૂરજ, સવાર"],
  ["🌙", "moon, night", "चाँद, रात", "ચંદ્ર, રાત"],
  ["🌧️", "rain, monsoon, weather", "बारिश, मानसून", "વરસાદ, ચોમાસું"],
  ["✅", "done, check, yes, confirmed", "हो गया, सही, पक्का", "થઈ ગયું, સાચું, પાકું"],
  ["❌", "cancelled, no, wrong", "रद्द, नहीं, गलत", "રદ, ના, ખોટું"],
  ["⚠️", "warning, attention, careful", "चेतावनी, ध्यान", "ચેતવણી, ધ્યાન"],
  ["❗", "important, exclamation", "ज़रूरी, महत्वपूर्ण", "જરૂરી, મહત્ત્વનું"],
  ["❓", "question, what", "सवाल, प्रश्न", "સવાલ, પ્રશ્ન"],
  ["ℹ️", "information, info", "जानकारी, सूचना", "માહિતી, સૂચના"],
  ["⭐", "star, rating, favourite", "सितारा, रेटिंग", "તારો, રેટિંગ"],
  ["🔔", "bell, reminder, notification", "घंटी, याद दिलाना, सूचना", "ઘંટડી, યાદ, સૂચના"],
  ["🔒", "lock, safe, secure", "ताला, सुरक्षित", "તાળું, સુરક્ષિત"],
  ["🔑", "key, password", "चाबी, पासवर्ड", "ચાવી, પાસવર્ડ"],
  ["🔍", "search, look, check", "खोज, जाँच", "શોધ, તપાસ"],
  ["⏳", "wait, patience, time", "इंतज़ार, धैर्य, समय", "રાહ, ધીરજ, સમય"],
  ["⏰", "alarm, time, soon", "अलार्म, समय", "અલાર્મ, સમય"],
  ["📅", "calendar, date, day", "कैलेंडर, तारीख, दिन", "કેલેન્ડર, તારીખ, દિવસ"],
  ["📦", "parcel, package, order", "पार्सल, पैकेट, ऑर्डर", "પાર્સલ, પેકેટ, ઓર્ડર"],
  ["🚚", "delivery, truck, courier", "डिलीवरी, ट्रक, कूरियर", "ડિલિવરી, ટ્રક, કુરિયર"],
  ["🛵", "scooter, delivery, rider", "स्कूटर, डिलीवरी", "સ્કૂટર, ડિલિવરી"],
  ["🏠", "home, address", "घर, पता", "ઘર, સરનામું"],
  ["🏬", "shop, store", "दुकान, स्टोर", "દુકાન, સ્ટોર"],
  ["🛒", "cart, basket, shopping", "कार्ट, टोकरी, खरीदारी", "કાર્ટ, ટોપલી, ખરીદી"],
  ["🛍️", "bags, shopping, purchase", "थैले, खरीदारी", "થેલી, ખરીદી"],
  ["↩️", "return, send back", "वापसी, लौटाना", "પરત, પાછું મોકલવું"],
  ["🔄", "exchange, replace, refresh", "बदलना, अदला-बदली", "બદલવું, અદલાબદલી"],
  ["💰", "money, refund, rupees", "पैसा, रिफ़ंड, रुपये", "પૈસા, રિફંડ, રૂપિયા"],
  ["💳", "card, payment", "कार्ड, भुगतान", "કાર્ડ, ચુકવણી"],
  ["🏦", "bank, account", "बैंक, खाता", "બેંક, ખાતું"],
  ["🧾", "invoice, bill, receipt", "बिल, रसीद, चालान", "બિલ, રસીદ, ઇન્વૉઇસ"],
  ["🏷️", "price, tag, discount", "दाम, कीमत, छूट", "ભાવ, કિંમત, છૂટ"],
  ["📞", "phone, call", "फ़ोन, कॉल", "ફોન, કૉલ"],
  ["📱", "mobile, app", "मोबाइल, ऐप", "મોબાઇલ, ઍપ"],
  ["📧", "e-mail, mail", "ई-मेल, मेल", "ઈ-મેલ, મેલ"],
  ["💬", "message, chat, reply", "संदेश, चैट, जवाब", "સંદેશ, ચૅટ, જવાબ"],
  ["📎", "attachment, file", "अटैचमेंट, फ़ाइल", "જોડાણ, ફાઇલ"],
  ["📷", "photo, camera, picture", "फ़ोटो, कैमरा, तस्वीर", "ફોટો, કૅમેરા, તસવીર"],
  ["🖨️", "print, printer", "प्रिंट, प्रिंटर", "પ્રિન્ટ, પ્રિન્ટર"],
  ["📝", "note, write, form", "नोट, लिखना, फ़ॉर्म", "નોંધ, લખવું, ફોર્મ"],
  ["🔧", "repair, fix, service", "मरम्मत, ठीक करना", "રિપેર, ઠીક કરવું"],
  ["🔋", "battery, charge", "बैटरी, चार्ज", "બૅટરી, ચાર્જ"],
  ["💡", "idea, tip, light", "सुझाव, विचार, बत्ती", "સૂચન, વિચાર, લાઇટ"],
  ["🚫", "not allowed, blocked", "मना है, रोक", "મનાઈ, રોક"],
  ["👕", "shirt, clothes, size", "कमीज़, कपड़े, साइज़", "શર્ટ, કપડાં, સાઇઝ"],
  ["👟", "shoes, size", "जूते, साइज़", "બૂટ, સાઇઝ"],
];

/** @type {Emoji[]} */
export const EMOJI = LIST.map(([emoji, en, hi, gu]) => ({ emoji, en, hi, gu }));

/**
 * @param {string} query  in any of the three languages
 * @returns {Emoji[]} all of them for an empty one
 */
export function findEmoji(query) {
  const wanted = query.trim().toLowerCase();
  return EMOJI.filter(({ en, hi, gu }) => [en, hi, gu].some((words) => words.toLowerCase().includes(wanted)));
}
