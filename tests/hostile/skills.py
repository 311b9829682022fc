"""The wishes about an order: how a customer says each, and what they say until it is done."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Skill:
    """`plan` is the state of an order for which it can be done; `then` what is said after the proof until it is, and
    `wishes` how it is asked for, by language. Each wish ends where an order number may follow."""

    intent: str
    plan: str
    then: tuple[str, ...]
    wishes: dict[str, str]

    @property
    def tap(self) -> str:
        return f"/{self.intent}"


def _skill(intent: str, plan: str, then: tuple[str, ...], *wishes: str) -> Skill:
    return Skill(intent, plan, then, dict(zip(("en", "hi", "gu", "hi-Latn", "gu-Latn"), wishes, strict=True)))


YES: Final = "/affirm"
REASON: Final = '/inform{"choice": "mistake"}'

SKILLS: Final = (
    _skill(
        "track_order",
        "shipped",
        (),
        "where is my order",
        "मेरा ऑर्डर कहाँ है",
        "મારો ઓર્ડર ક્યાં છે",
        "mera order kahan hai",
        "maro order kya che",
    ),
    _skill(
        "cancel_order",
        "placed",
        (REASON, YES),
        "cancel my order",
        "मेरा ऑर्डर रद्द करो",
        "મારો ઓર્ડર કેન્સલ કરો",
        "mera order cancel karo",
        "maro order cancel karo",
    ),
    _skill(
        "change_order",
        "several",
        ("remove the tumblers", YES),
        "remove an item from my order",
        "मेरे ऑर्डर से एक चीज़ हटाओ",
        "મારા ઓર્ડરમાંથી એક વસ્તુ કાઢો",
        "mere order se ek item hatao",
        "mara order mathi ek item kadho",
    ),
    _skill(
        "change_shipping_address",
        "confirmed",
        ("12 Ring Road, Surat 395002", YES),
        "change the delivery address of my order",
        "मेरे ऑर्डर का पता बदलो",
        "મારા ઓર્ડરનું સરનામું બદલો",
        "mere order ka address badlo",
        "mara order nu address badlo",
    ),
    _skill(
        "check_invoice",
        "delivered",
        (),
        "show me the invoice of my order",
        "मेरे ऑर्डर का बिल दिखाओ",
        "મારા ઓર્ડરનું બિલ બતાવો",
        "mere order ka bill dikhao",
        "mara order nu bill batavo",
    ),
    _skill(
        "get_invoice",
        "delivered",
        (YES,),
        "send me the invoice of my order",
        "मेरे ऑर्डर का बिल भेजो",
        "મારા ઓર્ડરનું બિલ મોકલો",
        "mere order ka bill bhejo",
        "mara order nu bill moklo",
    ),
    _skill(
        "get_refund",
        "delivered",
        (YES,),
        "I want a refund for my order",
        "मुझे ऑर्डर का रिफंड चाहिए",
        "મારે ઓર્ડરનું રિફંડ જોઈએ છે",
        "mujhe order ka refund chahiye",
        "mare order nu refund joie che",
    ),
    _skill(
        "track_refund",
        "cancelled",
        (),
        "where is the refund of my order",
        "मेरे ऑर्डर का रिफंड कब आएगा",
        "મારા ઓર્ડરનું રિફંડ ક્યારે આવશે",
        "mere order ka refund kab aayega",
        "mara order nu refund kyare aavshe",
    ),
    _skill(
        "return_product",
        "delivered",
        ('/inform{"choice": "refund"}', '/inform{"choice": "damaged"}', YES),
        "I want to return my order",
        "मुझे ऑर्डर वापस करना है",
        "મારે ઓર્ડર પરત કરવો છે",
        "mujhe order wapas karna hai",
        "mare order parat karvo che",
    ),
    _skill(
        "payment_issue",
        "paid_twice",
        (YES,),
        "money was deducted twice for my order",
        "मेरे ऑर्डर के पैसे दो बार कट गए",
        "મારા ઓર્ડરના પૈસા બે વાર કપાયા",
        "mere order ke paise do baar kat gaye",
        "mara order na paisa be var kapaya",
    ),
    _skill(
        "check_cancellation_fee",
        "packed",
        (),
        "what is the cancellation fee for my order",
        "मेरे ऑर्डर को रद्द करने का शुल्क क्या है",
        "મારો ઓર્ડર કેન્સલ કરવાનો ચાર્જ શું છે",
        "mera order cancel karne ka charge kya hai",
        "maro order cancel karvano charge shu che",
    ),
    _skill(
        "place_order",
        "delivered",
        (),
        "order the same again, as in my order",
        "मेरा वही ऑर्डर फिर से करो",
        "મારો એ જ ઓર્ડર ફરીથી કરો",
        "mera wahi order phir se karo",
        "maro e j order farithi karo",
    ),
)
