"""Whether a customer hesitates to give what a form asks for: does not know it, looks for it, or wonders why."""

from typing import Final

from actions.sounds import SMALL, sounds

# A line is a way to say it; its words may come in any order, and in any letters. "Min" alone sounds like "my".
_PHRASES: Final = tuple(
    sounds(phrase)
    for phrase in """
        why
        kyun
        kyon
        dont know
        not know
        dunno
        dont remember
        not remember
        cant remember
        forgot
        forgotten
        no idea
        not sure
        cant find
        not find
        where find
        where number
        dont have number
        dont have email
        dont have it
        lost number
        lost email
        lost it
        pata nahi
        malum nahi
        yaad nahi
        bhul
        paas nahi
        number nahi mil
        number kahan
        khabar nathi
        yaad nathi
        pase nathi
        number nathi malto
        number kya
        wait
        minute
        मिनट
        મિનિટ
        1 min
        2 min
        5 min
        one min
        two min
        ek min
        just a min
        moment
        second
        sec
        hold
        let check
        let look
        let see
        looking
        checking
        ruko
        rukiye
        ruk
        dekh raha
        dekh rahi
        dekh batata
        dekh batati
        thobho
        ubha raho
        joi kahu
        why need
        why ask
        why asking
        why want
        why give
        kyun chahiye
        kyon chahiye
        kyun puch
        kyon puch
        kem joie
        kem joiye
        kem puchho
        private
        प्राइवेट
        પ્રાઇવેટ
        personal
        पर्सनल
        પર્સનલ
        dont share
        not share
        dont give
        nahi dena
        nathi aapvo
    """.strip().splitlines()
)
# What may stand around it, besides small words: anything more is another matter ("I don't know how to return this").
_AROUND: Final = SMALL | sounds(
    """
    order number no num id email e mail mobile phone contact bill invoice really sorry ok okay please plz sir madam ji
    give share tell sure exactly one ek 1 2 5
    ऑर्डर नंबर ईमेल ई मेल मोबाइल फोन ओके ઓર્ડર નંબર ઈમેલ ઈ મેલ મોબાઈલ ફોન ઓકે
    """
)


def hesitates(text: str) -> bool:
    """ "I don't remember the number" and "one minute" do; "I don't know how to return this" does not."""
    said = sounds(text)
    heard = [phrase for phrase in _PHRASES if phrase <= said]
    return bool(heard) and said.difference(*heard) <= _AROUND
