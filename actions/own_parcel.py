"""Whether a question about delivery is about a parcel that is on its way, or about delivery as such."""

from typing import Final

from actions.sounds import SMALL, sounds
from sahay.language.canonical import canonical
from sahay.language.tokens import words


def _words(text: str) -> frozenset[str]:
    return frozenset(words(canonical(text)))


_MINE: Final = _words(
    """
    my our mera mere meri meraa hamara hamare hamari humara humari maro mari maru mara maaro maaru maari amaro amaru
    मेरा मेरे मेरी हमारा हमारे हमारी મારો મારી મારું મારુ મારા અમારો અમારું અમારી
    """
)
_PARCEL: Final = _words(
    """
    order orders parcel parsal package packet shipment courier item items saman samaan maal vastu delivery
    ऑर्डर आर्डर ओर्डर पार्सल पैकेट सामान आइटम डिलीवरी ઓર્ડર પાર્સલ પેકેટ સામાન વસ્તુ ડિલિવરી
    """
)
_WILL_COME: Final = _words(
    """
    aayega ayega aaega aayegi ayegi aajayega milega milegi pahunchega pahuchega pohchega hogi
    aavse avse aavshe avshe malse malshe pahonchse pahochse pahonchshe
    आएगा आयेगा आएगी मिलेगा मिलेगी पहुँचेगा पहुंचेगा पहुँचेगी होगी આવશે મળશે પહોંચશે
    """
)
_WHEN: Final = _words("when wen kab kyare kyaare कब ક્યારે કયારે")
_COMES: Final = _words("arrive arriving come comes coming reach expect get delivered")
# "If I order today, when will it come": nothing is on its way yet. "Usually", "how many days": nothing of one's own.
_SUPPOSED: Final = _words(
    """
    if buy usually normally generally agar yadi suppose karu karun kru baad pachi
    अगर यदि करूँ करूं बाद જો કરું આપું પછી
    """
)


_LAST: Final = _words(
    """
    last latest recent newest pichla pichhla pichle pichhle aakhri akhri aakhiri chella chhella chhello chello chhelli
    पिछला पिछले पिछली आखिरी आख़िरी लेटेस्ट છેલ્લો છેલ્લું છેલ્લા છેલ્લી લેટેસ્ટ
    """
)


def speaks_of_last(text: str) -> bool:
    """ "My last order": the one that was placed last."""
    return bool(_words(text) & _LAST)


_OTHER: Final = _words(
    """
    other another dusra dusre dusri doosra doosre doosri biju bijo biji beejo beeji
    दूसरा दूसरे दूसरी બીજો બીજું બીજી બીજા
    """
)
_ONE: Final = _words("one wala wale wali vala vado vali order वाला वाले वाली ऑर्डर વાળો વાળું વાળી ઓર્ડર")


def speaks_of_other(text: str) -> bool:
    """ "No, the other one", and no more: not the one that was spoken of."""
    said = _words(text)
    is_all = sounds(" ".join(said - _OTHER - _ONE)) <= SMALL
    return is_all and bool(said & _OTHER and said & _ONE)


def speaks_of_own_parcel(text: str) -> bool:
    """ "When will my order come" is; "how long does delivery take" and "if I order today" are not."""
    said = _words(text)
    if said & _SUPPOSED:
        return False
    if said & _MINE:
        return True
    return bool(said & _PARCEL and (said & _WILL_COME or (said & _WHEN and said & _COMES)))


_WHY: Final = _words("why y kyu kyun kyon kem क्यों क्यूँ કેમ શા")
_LATE: Final = _words("late delay delayed der deri modu moda mode देर देरी लेट મોડું મોડો લેટ")


def asks_why_it_is_late(text: str) -> bool:
    """ "Why is it late", and no more."""
    said = _words(text)
    return bool(said & _WHY and said & _LATE) and sounds(" ".join(said - _PARCEL - _MINE - _WHY - _LATE)) <= SMALL


def asks_when_it_comes(text: str) -> bool:
    """ "When will it come", and no more: "when will the refund come" asks about something else."""
    said = _words(text)
    if said & _SUPPOSED or not (said & _WHEN and said & (_WILL_COME | _COMES)):
        return False
    return sounds(" ".join(said - _PARCEL - _MINE - _WHEN - _WILL_COME - _COMES)) <= SMALL
