"""What a customer types under a message that is about one order: "ok when?" is a question about this one."""

import unicodedata

# Words that ask, and words that may stand beside them. A text with any other word asks about something else ("when do
# you open"), and one with a number names what it is about.
_ASKING = """
when where why eta track tracking status
kab kahan kaha kahaan kyun kyon kyu kitne kyare kyaare kyan kem ketla
कब कहाँ कहां क्यों कितने
ક્યારે ક્યાં કેમ કેટલા
"""
_FILLING = """
ok okay and but so is it it's its will would can does do my the a i me this that order parcel package delivery come
comes coming arrive arrives arriving reach reaches be get delivered late delayed taking long now exactly then please yet
still thanks thank you
acha achha theek thik hai hain he toh to tak ab aur yeh ye mera meri itna itni der din lagenge aayega aaega ayega aayegi
milega milegi pahunchega pahunchegi hoga
chhe che have ane aa maro maru mari atlu modu divas lagshe avshe aavshe malshe pahonchshe thashe sudhi
ठीक अच्छा है हैं तो तक अब और यह ये मेरा मेरी ऑर्डर पार्सल इतना इतनी देर दिन लगेंगे आएगा आयेगा आएगी मिलेगा मिलेगी पहुँचेगा पहुंचेगा होगा
ઠીક સારું છે હવે અને આ મારો મારું મારી ઓર્ડર પાર્સલ આટલું મોડું દિવસ લાગશે આવશે મળશે પહોંચશે થશે સુધી
"""
_ASKS = frozenset(_ASKING.split())
_KNOWN = _ASKS | frozenset(_FILLING.split())
_MARKS = "?!.,;:…।\"'()\N{RIGHT SINGLE QUOTATION MARK}"


def asks_on(text: str) -> bool:
    """Whether it asks when, where or why, and names nothing else."""
    said = unicodedata.normalize("NFC", text).casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
    words = {word for each in said.split() if (word := each.strip(_MARKS))}
    return bool(words & _ASKS) and words <= _KNOWN
