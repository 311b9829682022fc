"""A postal address, in one message or in two."""

import re
from typing import Any, Final

from actions.questions.words import Words
from actions.sounds import sounds
from actions.task.question import Again, Keep, Taken
from actions.task.talk import Talk
from sahay.language.canonical import ascii_digits
from sahay.shop.zones import is_pin

LEAST_CHARACTERS: Final = 8  # of house and street: less is no address
MOST_CHARACTERS: Final = 200  # what the shop's table holds
BEGUN: Final = "address_begun"
_PIN: Final = re.compile(r"(?<!\d)([1-9]\d{2})[ -]?(\d{3})(?!\d)")
_SEPARATOR: Final = re.compile(r"\s*[,;\n|।]\s*")
# What stands before an address and is not part of it.
_BEFORE: Final = sounds(
    "address is new my deliver send ship to the pin code pincode पता नया पिन कोड સરનામું નવું પિન કોડ pata"
)


class AddressQuestion(Words):
    """House and street, city and PIN code: {"line", "city", "pin"}. What is missing is asked for."""

    def __init__(self) -> None:
        topics = frozenset({"change_shipping_address", "set_up_shipping_address", "edit_account"})
        super().__init__("address", topics, least=3)

    async def answered(self, talk: Talk) -> Any | None:
        text = ascii_digits(talk.turn.text)
        if _PIN.search(text) and not talk.turn.is_button:
            return talk.turn.text  # nobody writes a PIN code in another wish
        return await super().answered(talk)

    async def taken(self, value: Any, talk: Talk) -> Taken:
        words = f"{talk.details.get(BEGUN, '')}, {value}".strip(", ")[:MOST_CHARACTERS]
        pin = _pin_of(words)
        if pin is None:
            return _more("utter_ask_address_pin", words, talk)
        parts = [part for part in _SEPARATOR.split(_PIN.sub("", ascii_digits(words))) if _says_something(part)]
        if len(parts) < 2 or len(", ".join(parts[:-1])) < LEAST_CHARACTERS:
            return _more("utter_ask_address_street", words, talk)
        line, city = ", ".join(parts[:-1]), parts[-1].strip(" .-")
        return Keep({self.name: {"line": line, "city": city, "pin": pin}, BEGUN: None})

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say("utter_ask_address_again" if again else "utter_ask_address")


def _pin_of(text: str) -> str | None:
    found = _PIN.search(ascii_digits(text))
    pin = found[1] + found[2] if found else ""
    return pin if is_pin(pin) else None


def _says_something(part: str) -> bool:
    return bool(sounds(part) - _BEFORE)


def _more(key: str, words: str, talk: Talk) -> Taken:
    """The rest is asked for; what there is, is kept."""
    talk.details[BEGUN] = words
    return Again(key, asks=True)
