"""The order numbers of a message, and which of its numbers its own words call an order's."""

import re
from collections.abc import Iterable
from typing import Final

from actions.sounds import sounds
from actions.turn import Button, Mention, Turn
from sahay.language.phonetic import key

ENTITY: Final = "order_number"
_OF_INVOICE: Final = re.compile(r"INV/\d{4}/([1-9]\d{4})")  # the shop's own form: components/details/codes.py

# "order 20004", "sorry, 20004": the number of an order. "pin 12894", "I paid 12894" is not.
_CALLS: Final = sounds("order ordr ऑर्डर आर्डर ઓર્ડર sorry सॉरी સોરી galat गलत ખોટો khoto actually mean meant mistake")
# What may stand between: "my order number is 20004", "20004 wala order".
_LINKS: Final = sounds(
    """
    number numbr no num nambar id is was it its the my right correct hai tha ye yeh che chhe hato wala wali vado valo
    नंबर संख्या है था ये यह वाला वाली નંબર છે હતો વાળો
    """
)
# "No, not that one: order 20004", "नहीं, ऑर्डर 20004".
_NO: Final = sounds("no not i that one for of nahi na nathi नहीं ના નહીં નથી")


def given(turn: Turn) -> list[str]:
    """The different order numbers of the message, in its order; of an invoice, that of its order."""
    numbers = [mention.value for mention in turn.mentions(ENTITY)]
    invoices = (_OF_INVOICE.fullmatch(mention.value) for mention in turn.mentions("invoice_number"))
    return list(dict.fromkeys([*numbers, *(invoice[1] for invoice in invoices if invoice)]))


def called(turn: Turn) -> list[str]:
    """Those of them that the words next to them call an order's; all, where a button was tapped."""
    return list(
        dict.fromkeys(
            mention.value for mention in turn.mentions(ENTITY) if turn.is_button or _is_called_order(turn.text, mention)
        )
    )


def is_all(turn: Turn) -> bool:
    """Whether order numbers are all that the message gives: "no, it is order 20004"."""
    text = turn.text
    for mention in reversed(turn.mentions(ENTITY)):
        text = text[: mention.start] + " " + text[mention.end :]
    return bool(turn.mentions(ENTITY)) and sounds(text) <= _CALLS | _LINKS | _NO


def buttons(numbers: Iterable[str]) -> list[Button]:
    return [Button(title=number, payload=f'/inform{{"{ENTITY}": "{number}"}}') for number in numbers]


def _is_called_order(text: str, mention: Mention) -> bool:
    before, after = text[: mention.start], text[mention.end :]
    if "#" in text[mention.start : mention.end] or before.rstrip().endswith("#"):
        return True
    return _begins_with_call(reversed(key(before).split())) or _begins_with_call(key(after).split())


def _begins_with_call(words: Iterable[str]) -> bool:
    return next((word for word in words if word not in _LINKS), None) in _CALLS
