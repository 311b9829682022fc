"""What is said in the pictures, in each language."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """Where the customer asks after a bottle, sends a picture of it, and speaks to Asha."""

    ask: str
    order: str
    state: str
    steps: tuple[str, str, str, str]
    line: str
    cancel: str
    which: str
    orders: str
    goods: tuple[str, str, str]
    policy: str
    answer: str
    helped: tuple[str, str]
    broken: str
    invoice: str
    calling: str
    hello: str
    thanks: str
    bye: str
    offline: str


WORDS: Final[Mapping[str, Words]] = {
    "en": Words(
        ask="Where is my order?",
        order="Order 10234 left Ahmedabad this morning and is on its way to you. It should be there on Tuesday.",
        state="On its way",
        steps=("Order received", "Packed", "On its way", "Delivered"),
        line="1 × Copper water bottle 1 litre",
        cancel="Cancel my order",
        which="Which of your orders is it about?",
        orders="Your orders",
        goods=("Copper water bottle 1 litre", "Set of 4 bath towels", "Masala box with 7 cups"),
        policy="How long can I return something?",
        answer="Within 10 days of delivery, unused and in its packing. We fetch it from your door, free of charge.\n"
        "More about it: https://saral.example/returns",
        helped=("This helped", "Didn't help"),
        broken="The bottle arrived with a dent. Can I have another one?",
        invoice="Here is the invoice, and the label for sending it back.",
        calling="I am calling one of our team.",
        hello="Hello, Asha here. I am looking at your order.",
        thanks="Thank you!",
        bye="A new bottle leaves tomorrow. Keep the old one, please.",
        offline="Can it come on Saturday?",
    ),
    "hi": Words(
        ask="मेरा ऑर्डर कहाँ है?",
        order="ऑर्डर 10234 आज सुबह अहमदाबाद से निकल चुका है और रास्ते में है। मंगलवार तक पहुँच जाना चाहिए।",
        state="रास्ते में है",
        steps=("ऑर्डर मिल गया", "पैक हो गया", "रास्ते में है", "पहुँच गया"),
        line="1 × ताँबे की पानी की बोतल, 1 लीटर",
        cancel="ऑर्डर रद्द करें",
        which="बात किस ऑर्डर की है?",
        orders="आपके ऑर्डर",
        goods=("ताँबे की पानी की बोतल, 1 लीटर", "नहाने के 4 तौलिए", "7 कटोरियों का मसाला डिब्बा"),
        policy="सामान कितने दिन में लौटा सकते हैं?",
        answer="पहुँचने के 10 दिन के अंदर, बिना इस्तेमाल किए और पैकिंग के साथ। हम उसे आपके घर से मुफ़्त ले जाते हैं।\n"
        "और जानकारी: https://saral.example/returns",
        helped=("काम का जवाब", "काम का नहीं"),
        broken="बोतल पिचकी हुई आई है। क्या दूसरी मिल सकती है?",
        invoice="यह रहा बिल, और वापस भेजने का लेबल।",
        calling="टीम से किसी को बुलाया जा रहा है।",
        hello="नमस्ते, मैं आशा। आपका ऑर्डर मेरे सामने है।",
        thanks="धन्यवाद!",
        bye="नई बोतल कल निकलेगी। पुरानी आप अपने पास रखिए।",
        offline="क्या यह शनिवार को आ सकती है?",
    ),
    "gu": Words(
        ask="મારો ઓર્ડર ક્યાં છે?",
        order="ઓર્ડર 10234 આજે સવારે અમદાવાદથી નીકળી ગયો છે અને રસ્તામાં છે. મંગળવાર સુધીમાં પહોંચી જવો જોઈએ.",
        state="રસ્તામાં છે",
        steps=("ઓર્ડર મળી ગયો", "પૅક થયો", "રસ્તામાં છે", "પહોંચી ગયો"),
        line="1 × તાંબાની પાણીની બોટલ, 1 લિટર",
        cancel="ઓર્ડર રદ કરો",
        which="કયા ઓર્ડરની વાત છે?",
        orders="તમારા ઓર્ડર",
        goods=("તાંબાની પાણીની બોટલ, 1 લિટર", "નહાવાના 4 ટુવાલ", "7 વાટકીનો મસાલા ડબ્બો"),
        policy="વસ્તુ કેટલા દિવસમાં પાછી આપી શકાય?",
        answer="મળ્યાના 10 દિવસમાં, વાપર્યા વગર અને પૅકિંગ સાથે. અમે તે તમારા ઘરેથી મફત લઈ જઈએ છીએ.\n"
        "વધુ માહિતી: https://saral.example/returns",
        helped=("કામનો જવાબ", "કામનો નથી"),
        broken="બોટલ દબાયેલી આવી છે. બીજી મળી શકે?",
        invoice="આ રહ્યું બિલ, અને પાછું મોકલવાનું લેબલ.",
        calling="ટીમમાંથી કોઈને બોલાવાય છે.",
        hello="નમસ્તે, હું આશા. તમારો ઓર્ડર મારી સામે છે.",
        thanks="આભાર!",
        bye="નવી બોટલ કાલે નીકળશે. જૂની તમારી પાસે રાખજો.",
        offline="શનિવારે આવી શકે?",
    ),
}

# What nobody should write, and somebody does.
HOSTILE: Final = (
    "<img src=x onerror=alert(1)> <b>bold</b> {{7*7}}",
    "W" * 160,
    "https://saral.example/" + "a-very-long-address-" * 8,
    "\u202eabc \u2066reversed\u2069 שלום 10234 مرحبا",
    "डोनाउडैम्पफ्शिफ़ार्ट्सगेज़ेलशाफ़्ट" * 3,
    "Z\u0351\u036b\u0343\u036a\u0302a\u030f\u0343\u0357l\u034b\u0300g\u0302\u034co 👩‍👩‍👧‍👦 🇮🇳",
)
