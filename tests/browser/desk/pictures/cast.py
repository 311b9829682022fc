"""Invented customers of the demo shop, in the middle of an afternoon: what they and the bot said, and who has them."""

from dataclasses import dataclass

from sahay.domain.conversation import Handoff, Reason
from sahay.engine.client import Answer, Reply
from sahay.shop.tickets import Priority as TicketPriority

ASHA, RAVI, MEERA = "demo-asha", "demo-ravi", "demo-meera"

# What the bot says when it calls a person.
CALLING = {
    "en": "I am calling a person. What you have written stays with you: nothing needs to be said twice.",
    "hi": "किसी साथी को बुलाया जा रहा है। जो लिखा है वह उन्हें दिखेगा, दोबारा बताना नहीं पड़ेगा।",
    "gu": "કોઈ સાથીને બોલાવાય છે. જે લખ્યું છે તે એમને દેખાશે, ફરી કહેવું નહીં પડે.",
    "hi-Latn": "Kisi saathi ko bulaya ja raha hai. Jo likha hai woh unhe dikhega, dobara batana nahin padega.",
}
# What the bot does that is not called like the wish.
DONE = {"nlu_fallback": "action_fallback", "ask_faq": "action_answer_question"}


@dataclass(frozen=True)
class Line:
    """Somebody's words, minutes after the line before; to a customer's, the bot's answer and why it gave it."""

    text: str
    after: float = 0.5
    by: str | None = None  # the agent's id; None: the customer
    note: bool = False
    files: tuple[str, ...] = ()  # the customer's, by their names
    answer: Answer | None = None


@dataclass(frozen=True)
class Scene:
    """A customer, how many minutes ago they began, and all that was said. What is left of it is for the queue."""

    name: str | None
    ago: float
    lines: tuple[Line, ...]
    language: str = "en"
    channel: str = "web"
    email: str | None = None
    phone: str | None = None
    proved: tuple[str, ...] = ()  # order numbers
    tags: tuple[str, ...] = ()
    claimed_by: str | None = None  # before the first agent's line, or at the end
    snoozed_minutes: float | None = None
    resolved_as: str | None = None
    urgent: bool = False
    rated: int | None = None


def bot(text: str, intent: str, confidence: float = 0.96, *, handoff: Handoff | None = None, **slots: str) -> Answer:
    """A turn of the bot with what it understood."""
    ranking = ((intent, confidence), ("ask_faq", round((1 - confidence) * 0.7, 2)), ("complaint", 0.01))
    done = "action_hand_off" if handoff else DONE.get(intent, f"action_{intent}")
    return Answer((Reply(text),), handoff, None, intent, confidence, ranking, (done,), {"task": None, **slots})


def to_person(language: str, topic: str | None = None, reason: Reason = Reason.REQUESTED, order: str = "") -> Answer:
    """The turn that calls a person."""
    handoff = Handoff(reason, topic=topic, order_number=order or None)
    intent = "nlu_fallback" if reason is Reason.NOT_UNDERSTOOD else "contact_human_agent"
    return bot(CALLING[language], intent, 0.99, handoff=handoff, **({"order_number": order} if order else {}))


WAITING = (
    Scene(
        "Hetal Patel",
        41,
        (
            Line(
                "બે વાર પૈસા કપાયા છે",
                answer=bot("ચુકવણીની તકલીફ માટે માફ કરજો. ઓર્ડર નંબર કહેશો?", "payment_issue", 0.94),
            ),
            Line("10002", 1, answer=to_person("gu", "payment_issue", Reason.ACTION_FAILED, "10002")),
            Line("બૅન્કના મેસેજમાં ₹2,598 બે વાર દેખાય છે. એક પાછા ક્યારે આવશે?", 2),
        ),
        language="gu",
        email="hetal.patel@example.com",
        tags=("payment",),
        urgent=True,
    ),
    Scene(
        "Anthony D’Souza",
        31,
        (
            Line(
                "Where is my speaker? Order 10016",
                answer=bot("Which e-mail address or phone number was it ordered with?", "track_order", 0.97),
            ),
            Line("tony@example.com", 1, answer=to_person("en", "track_order", Reason.VERIFICATION_EXHAUSTED, "10016")),
            Line("I moved last year, maybe it was the old address", 2),
        ),
        channel="whatsapp",
        phone="+919822012345",
    ),
    Scene(
        "Imran Qureshi",
        17,
        (
            Line(
                "कूरियर वाले आए और बिना कॉल किए लौट गए",
                answer=bot("माफ़ कीजिए। क्या डिलीवरी का नया दिन चुनना है?", "track_order", 0.88),
            ),
            Line("नहीं, किसी से बात करवाइए", 1, answer=to_person("hi", "track_order", order="10010")),
            Line("आज शाम 6 बजे तक चाहिए, कल सफ़र पर जाना है", 2),
        ),
        language="hi",
        channel="telegram",
        proved=("10010",),
    ),
    Scene(
        None,
        9,
        (
            Line(
                "Do you gift wrap?",
                answer=bot("We pack gifts in cotton bags from ₹49. Choose it in the cart.", "ask_faq", 0.91),
            ),
            Line("And can you write a card in Marathi?", 1, answer=to_person("en", None, Reason.NOT_UNDERSTOOD)),
        ),
    ),
    Scene(
        "Lakshmi Reddy",
        5,
        (
            Line(
                "kettle ka switch kaam nahin kar raha",
                answer=bot("Yeh achha nahin hua. Kya ise lautana hai ya badalna hai?", "return_product", 0.9),
            ),
            Line("badal do, par mujhe kisi insaan se baat karni hai", 1, answer=to_person("hi-Latn", "return_product")),
        ),
        language="hi-Latn",
        proved=("10054",),
    ),
    Scene(
        "Sunita Mohanty",
        2,
        (Line("I would like to speak to someone about a bulk order", answer=to_person("en")),),
    ),
)

HELD = (
    Scene(
        "Priya Nair",
        26,
        (
            Line(
                "Hi, the glasses I ordered came broken",
                answer=bot("I am sorry! Which order is it?", "return_product", 0.95),
            ),
            Line(
                "10025",
                0.6,
                answer=bot(
                    "Thank you. Order 10025, Set of 6 glass tumblers: would you like new ones or the money back?",
                    "return_product",
                    0.98,
                    order_number="10025",
                ),
            ),
            Line("New ones. But I need them before Diwali", 1, answer=to_person("en", "return_product", order="10025")),
            Line("Namaste Priya, this is Asha. I am sorry about the tumblers. How many are broken?", 3, ASHA),
            Line("Three of six. The box was open on one side. Here is the invoice:", 1.5, files=("invoice-10025.pdf",)),
            Line("@[Meera](demo-meera) the third open parcel this week. May we send by air?", 1, ASHA, note=True),
            Line("Yes, please do. I shall tell the warehouse.", 1.5, MEERA, note=True),
            Line("I have ordered six new ones for you. They leave today by air and arrive on Wednesday.", 1, ASHA),
            Line("That is wonderful, thank you! How do I return the broken ones?", 2),
        ),
        email="priya.nair@example.com",
        phone="+919846012345",
        proved=("10025", "10056"),
        tags=("broken", "replacement"),
        claimed_by=ASHA,
    ),
    Scene(
        "Jignesh Shah",
        140,
        (
            Line(
                "દુપટ્ટાનો રંગ ફોટા કરતાં જુદો છે",
                answer=to_person("gu", "return_product", order="10053"),
            ),
            Line("નમસ્તે, આશા છું. ફોટો મોકલી શકશો?", 4, ASHA),
            Line("હા, સાંજે ઘરે પહોંચીને મોકલું છું", 3),
            Line("આભાર, ત્યારે આગળ જોઈશું.", 1, ASHA),
        ),
        language="gu",
        channel="whatsapp",
        claimed_by=ASHA,
        snoozed_minutes=240,
    ),
    Scene(
        "Kavita Joshi",
        64,
        (
            Line("राउटर की वारंटी कैसे मिलेगी?", answer=to_person("hi", "complaint", order="10004")),
            Line("नमस्ते, सहायता के लिए रवि। बिल नंबर बताइए।", 3, RAVI),
            Line("बिल तो मिला ही नहीं", 2),
        ),
        language="hi",
        claimed_by=RAVI,
    ),
    Scene(
        "Karthik Subramanian",
        52,
        (
            Line("Payment failed twice for order 10036", answer=to_person("en", "payment_issue", order="10036")),
            Line("Hello Karthik, nothing was taken from your account. Please try once more with UPI.", 4, RAVI),
            Line("Trying now", 1),
        ),
        channel="telegram",
        claimed_by=RAVI,
    ),
)

OVER = (
    Scene(
        "Simran Kaur",
        190,
        (
            Line("When do I get the money back for 10008?", answer=to_person("en", "get_refund", order="10008")),
            Line("Hello Simran, the refund of ₹6,896 left us yesterday. Banks need up to five days.", 4, MEERA),
            Line("Perfect, thanks", 2),
        ),
        claimed_by=MEERA,
        resolved_as="solved",
        rated=5,
    ),
    Scene(
        "Rohan Deshmukh",
        33,
        (
            Line(
                "Is the desk lamp back in stock?",
                answer=bot("The LED desk lamp is in stock: ₹878, in Pune in 3 days.", "product_question", 0.93),
            ),
        ),
    ),
    Scene(
        "Neha Sharma",
        12,
        (
            Line(
                "मिक्सर की वापसी कहाँ तक पहुँची?",
                answer=bot("कूरियर कल सुबह 10 से 1 के बीच लेने आएगा।", "track_refund", 0.92),
            ),
        ),
        language="hi",
        proved=("10007",),
    ),
    Scene(
        "Arjun Menon",
        3,
        (
            Line(
                "track 10017",
                answer=bot("Order 10017 is out for delivery and arrives today before 8 pm.", "track_order", 0.99),
            ),
        ),
        proved=("10017",),
    ),
)
# What nobody has taught the bot yet, as often as it was asked.
UNKNOWN = (
    ("Can I pay with a Sodexo card?", "en"),
    ("do you take sodexo meal cards", "en"),
    ("Sodexo card accepted?", "en"),
    ("क्या आप दुकान पर आकर मिक्सर ठीक करते हैं?", "hi"),
    ("mixer repair ghar par hoga kya", "hi-Latn"),
    ("શું તમે જૂના વાસણ બદલામાં લો છો?", "gu"),
    ("Do you buy back old utensils in exchange?", "en"),
)
# Tickets: the language, the customer, what it is about, the order, and in how many minutes an answer is due.
TICKETS = (
    (
        "en",
        "Fatima Sheikh",
        "The earbuds do not charge any more after two days.",
        "10042",
        TicketPriority.HIGH,
        -25,
    ),
    ("hi", "Deepak Yadav", "10009 का रिफ़ंड पाँच दिन में भी नहीं आया।", "10009", TicketPriority.NORMAL, 140),
    ("gu", "Nidhi Trivedi", "સાડીનો રંગ ફોટા કરતાં જુદો છે, બદલી આપશો?", "10030", TicketPriority.NORMAL, 320),
)
