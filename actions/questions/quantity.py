"""How many pieces, in digits or in words."""

import re
from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from actions.questions.choice import chosen
from actions.task.question import Again, Keep, Question, Taken
from actions.task.talk import Talk
from actions.turn import Turn
from sahay.language.canonical import ascii_digits, canonical
from sahay.shop.changes import MOST_PIECES

# The number of a row is its place; "/" stands between ways to write it. Only small ones are said in words.
_SAID: Final[Mapping[str, str]] = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "hi": "एक दो तीन चार पाँच/पांच छह/छः/छे सात आठ नौ दस ग्यारह बारह",
    "gu": "એક બે ત્રણ ચાર પાંચ/પાંચ છ સાત આઠ નવ દસ અગિયાર બાર",
    "hi-Latn": "ek do teen/tin char/chaar paanch/panch chhe/chah/che saat/sat aath/ath nau das/dus gyarah barah",
    "gu-Latn": "ek be tran/tron char/chaar panch/paanch chha/chh saat/sat aath/ath nav das agiyar bar",
}
_TABLES: Final[Mapping[str, Mapping[str, int]]] = {
    tag: {
        canonical(way): number
        for listed in (_SAID["en"], said)
        for number, ways in enumerate(listed.split(), start=1)
        for way in ways.split("/")
    }
    for tag, said in _SAID.items()
}
# "Kar do" is no two, and "the other one" is not one piece.
_NO_NUMBER_AFTER: Final[Mapping[str, frozenset[str]]] = {
    word: frozenset(canonical(before).split())
    for word, before in {
        "do": "kar hata de jod daal dal nikal bana badal bhej rakh bata karva",
        "दो": "कर हटा दे जोड़ डाल निकाल बना बदल भेज रख बता",
        "one": "the this that other another which first second last wrong right same",
    }.items()
}
TWO: Final = 2
_NOT_LAST: Final = frozenset({"do", "दो"})
_INSTEAD: Final = frozenset({"instead", "not", "rather"})  # "3 instead of 2" wants 3, "2 ki jagah 3" too
_WORD: Final = re.compile(r"\d+(?:\.\d+)?|[^\s\d.,;:!?()\"'×*-]+")
_ELSE: Final = ("order_number", "invoice_number", "phone_number", "pin_code", "amount", "date", "email", "product")


class _Number(NamedTuple):
    value: int
    place: int


class Quantity(Question):
    """A number of pieces from `least` to as many as one order can have."""

    name = "quantity"

    def __init__(self, least: int = 1) -> None:
        self._least = least

    async def answered(self, talk: Talk) -> Any | None:
        tapped = chosen(talk.turn) or ""
        return int(tapped) if tapped.isdecimal() else quantity_of(talk.turn, asked=True)

    async def taken(self, value: Any, talk: Talk) -> Taken:
        if value > MOST_PIECES:
            return Again("utter_quantity_too_many", {"most": str(MOST_PIECES)}, asks=True)
        return Keep({self.name: value}) if value >= self._least else Again("utter_ask_quantity_again", asks=True)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        talk.say("utter_ask_quantity_again" if again else "utter_ask_quantity")


def quantity_of(turn: Turn, *, asked: bool = False) -> int | None:
    """How many pieces a message speaks of; None where it says no number, or one cannot tell which.

    What is another detail, a PIN code for example, counts only where the number was `asked` for and is all that is
    said.
    """
    if turn.is_button:
        return None
    words = _WORD.findall(_without_details(turn))
    if not words and asked:
        words = _WORD.findall(ascii_digits(canonical(turn.text)))
    numbers = _numbers(words, turn.language)
    if len(numbers) == TWO:
        between = words[numbers[0].place + 1 : numbers[1].place]
        numbers = numbers[:1] if _INSTEAD.intersection(between) else numbers[1:]
    return numbers[0].value if len(numbers) == 1 else None


def numbers_in(turn: Turn) -> int:
    """How many numbers of pieces a message says."""
    return 0 if turn.is_button else len(_numbers(_WORD.findall(_without_details(turn)), turn.language))


def is_bare(turn: Turn) -> bool:
    """Whether a number is all that a message says: the answer to whatever was asked."""
    return ascii_digits(turn.text).strip(" .").isdecimal()


def _without_details(turn: Turn) -> str:
    text = turn.text
    for mention in (mention for name in _ELSE for mention in turn.mentions(name)):
        text = text[: mention.start] + " " * (mention.end - mention.start) + text[mention.end :]
    return ascii_digits(canonical(text))


def _numbers(words: list[str], language: str) -> list[_Number]:
    return [
        _Number(value, place)
        for place, word in enumerate(words)
        if (value := _value(word, language)) is not None and not _says_else(words, place)
    ]


def _value(word: str, language: str) -> int | None:
    if word.isdecimal():
        return int(word[:6])
    return _TABLES.get(language, _TABLES["en"]).get(word)


def _says_else(words: list[str], place: int) -> bool:
    word = words[place]
    if word in _NOT_LAST and 0 < place == len(words) - 1:
        return True
    return place > 0 and words[place - 1] in _NO_NUMBER_AFTER.get(word, ())
