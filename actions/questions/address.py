"""A postal address, in one message or in two."""

import re
from collections.abc import Sequence
from typing import Any, Final

from actions.delivery.regions import CITIES, REGIONS, region_of
from actions.questions.words import Words
from actions.sounds import sounds
from actions.task.question import CONFIRMED, Again, Keep, Taken
from actions.task.talk import Talk
from sahay.language.canonical import ascii_digits

LEAST_CHARACTERS: Final = 8  # of house and street: less is no address
LINE_CHARACTERS, CITY_CHARACTERS = 200, 80  # what the shop's table holds
BEGUN: Final = "address_begun"
BEGUN_CHARACTERS: Final = 300
LEAST_WORDS: Final = 4  # house, street, city: of these the last is the city where there are no commas
_PIN: Final = re.compile(r"(?<!\d)([1-9]\d{2})[ -]?(\d{3})(?!\d)")
# From the number of the house to the PIN code.
_WRITTEN: Final = re.compile(
    r"(?<![\w-])(?:(?:flat|house|plot|shop|no)\.? )*(?:[A-Z]-?)?\d{1,4}(?!\d)[\w/-]*,? .*?"
    r"(?<!\d)[1-9]\d{2} ?\d{3}(?!\d)",
    re.IGNORECASE,
)
_SEPARATOR: Final = re.compile(r"\s*[,;\n|।]\s*")
_ENDS: Final = " .-–:()\"'"
# What stands before an address and is not part of it, if one of the first ones is among it.
_CALLED: Final = sounds("address deliver send ship pin pincode पता सरनामा पिन સરનામું પિન pata sarnamu sarnama")
_BEFORE: Final = _CALLED | sounds(
    "is new my the to please it at code delivery shipping mera naya hai maru navu che chhe मेरा नया है कोड મારું નવું છે કોડ"
)
# A city of two words.
_FIRST_OF_CITY: Final = frozenset({"new", "navi", "greater", "नई", "नवी", "નવી"})
_COUNTRY: Final = ("India", "Bharat", "भारत", "ભારત")
_STATES: Final = tuple(sounds(name) for name in (*REGIONS - CITIES, *_COUNTRY, "गुजरात", "महाराष्ट्र", "ગુજરાત"))
_AFTER: Final = re.compile(r"\s+(?:hai|che|chhe|है|છે)$", re.IGNORECASE)
_PHONE: Final = re.compile(
    r"(?:(?:phone|mobile|mob|contact|no|number)[ .:]*)*(?:\+?91[ -]?)?(?<!\d)[6-9]\d{4}[ -]?\d{5}(?!\d)"
)


class AddressQuestion(Words):
    """House and street, city and PIN code: {"line", "city", "pin"}. What is missing is asked for."""

    def __init__(self) -> None:
        topics = frozenset({"change_shipping_address", "set_up_shipping_address", "edit_account"})
        super().__init__("address", topics, least=3)

    async def volunteered(self, talk: Talk) -> Any | None:
        """All of it: with the wish ("add a new address, 45 MG Road, Pune 411001"), or instead of a yes to another."""
        turn, asked = talk.turn, talk.state.asked
        is_wish = asked is None and turn.intent == talk.state.name
        if turn.is_button or not (is_wish or asked == CONFIRMED):
            return None
        found = _WRITTEN.search(ascii_digits(turn.text))
        return found[0] if found and pin_in(found[0]) and place_in(found[0]) else None

    async def answered(self, talk: Talk) -> Any | None:
        if _PIN.search(ascii_digits(talk.turn.text)) and not talk.turn.is_button:
            return talk.turn.text  # nobody writes a PIN code in another wish
        return await super().answered(talk)

    async def taken(self, value: Any, talk: Talk) -> Taken:
        words = f"{talk.details.get(BEGUN, '')}, {_printable(value)}".strip(", ")
        pin = pin_in(words)
        if pin is None:
            return _more("utter_ask_address_pin", words, talk)
        place = place_in(words)
        if place is None:
            return _more("utter_ask_address_street", pin, talk)  # which asks for all the rest
        line, city = place
        return Keep({self.name: {"line": line, "city": city, "pin": pin}, BEGUN: None})

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say("utter_ask_address_again" if again else "utter_ask_address")


def pin_in(text: str) -> str | None:
    """The last PIN code of a place that there is."""
    found = [f"{first}{last}" for first, last in _PIN.findall(ascii_digits(text))]
    return next((pin for pin in reversed(found) if region_of(pin)), None)


def place_in(text: str) -> tuple[str, str] | None:
    """House and street, and city; None where one of them is missing."""
    parts = [part.strip(_ENDS) for part in _SEPARATOR.split(_plain(text))]
    parts = [part for part in (_without_beginning(part) for part in parts) if part]
    while len(parts) > 2 and sounds(parts[-1]) in _STATES:  # the PIN code tells the state
        parts.pop()
    if len(parts) == 1:
        parts = _by_words(parts[0].split())
    line, city = ", ".join(parts[:-1])[:LINE_CHARACTERS], "".join(parts[-1:])[:CITY_CHARACTERS]
    return (line, city) if len(line) >= LEAST_CHARACTERS and any(char.isalpha() for char in city) else None


def _plain(text: str) -> str:
    """Without numbers that are no part of it."""
    return _PIN.sub(" ", _PHONE.sub(" ", ascii_digits(text)))


def _by_words(words: Sequence[str]) -> list[str]:
    if len(words) < LEAST_WORDS:
        return []
    of_city = 2 if words[-2].casefold() in _FIRST_OF_CITY else 1
    return [" ".join(words[:-of_city]), " ".join(words[-of_city:])]


def _without_beginning(part: str) -> str:
    """ "My new address is 14 Satellite Road" without what is no address."""
    words = part.split()
    small = next((place for place, word in enumerate(words) if not _is_before(word)), len(words))
    is_called = any(sounds(word) & _CALLED for word in words[:small])
    return _AFTER.sub("", " ".join(words[small:] if is_called else words)).strip(_ENDS)


def _is_before(word: str) -> bool:
    return sounds(word) <= _BEFORE and not any(char.isdigit() for char in word)


def _printable(text: str) -> str:
    """A line's end is as good as a comma."""
    return "".join(char for char in re.sub(r"[\r\n]+", ", ", text) if char.isprintable())


def _more(key: str, words: str, talk: Talk) -> Taken:
    """The rest is asked for; what there is, is kept."""
    talk.details[BEGUN] = words[:BEGUN_CHARACTERS]
    return Again(key, asks=True)
