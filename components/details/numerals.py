"""The number that a row of words and digits is."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Final

from components.details.tokens import Words

_DIGITS: Final = re.compile(r"\d+(?:\.\d+)?")
_KILO: Final = re.compile(r"(\d+(?:\.\d+)?)k", re.IGNORECASE)
_HUNDRED: Final = 100
_SCALES: Final = frozenset({100, 1000})  # others of the class are a number and a scale: "panchso"


class _NotOne(Exception):
    """The words are not one number."""


def number(texts: Iterable[str], words: Words) -> Decimal | None:
    """The value of "two thousand five hundred", "2 हज़ार", "sadhe teen sau"; None if ``texts`` are not one number."""
    counting = _Counting()
    try:
        for text in texts:
            counting.take(*_value(text, words))
        return counting.total()
    except _NotOne:
        return None


class _Counting:
    """What was counted so far: whole thousands, and what comes below the last of them."""

    def __init__(self) -> None:
        self._done = Decimal(0)
        self._limit = Decimal("Infinity")  # what follows a scale is below it
        self._current: Decimal | None = None
        self._part: Decimal | None = None

    def take(self, kind: str, value: Decimal) -> None:
        _TAKE[kind](self, value)

    def total(self) -> Decimal:
        if self._part is not None or (self._current or 0) >= self._limit:
            raise _NotOne
        return self._done + (self._current or 0)

    def digits(self, value: Decimal) -> None:
        if self._current is not None:
            raise _NotOne
        self._current = value

    def number(self, value: Decimal) -> None:
        """Follows a round number: "twenty five", "paanch sau pachas"."""
        current = self._current or Decimal(0)
        room = _HUNDRED if current and current % _HUNDRED == 0 else 10
        if current and (current % room or value >= room):
            raise _NotOne
        self._current = current + value + (self._part or 0)
        self._part = None

    def part(self, value: Decimal) -> None:
        if self._part is not None or self._current is not None:
            raise _NotOne
        self._part = value

    def scale(self, value: Decimal) -> None:
        current = self._current if self._part is None else 1 + self._part  # "sava sau" is 125
        self._part = None
        multiplied = (Decimal(1) if current is None else current) * value
        if multiplied >= self._limit:
            raise _NotOne
        if value == _HUNDRED:
            self._current = multiplied
        else:
            self._done += multiplied
            self._limit, self._current = value, None


def _so(counting: _Counting, value: Decimal) -> None:
    (counting.scale if value in _SCALES else counting.digits)(value)


_TAKE: Final[dict[str, Callable[[_Counting, Decimal], None]]] = {
    "digits": _Counting.digits,
    "number": _Counting.number,
    "part": _Counting.part,
    "scale": _Counting.scale,
    "so": _so,
}


def _value(text: str, words: Words) -> tuple[str, Decimal]:
    plain = text.replace(",", "")
    if _DIGITS.fullmatch(plain):
        return "digits", Decimal(plain)
    if kilo := _KILO.fullmatch(plain):
        return "digits", Decimal(kilo[1]) * 1000
    if word := words.numbers.find(text):
        return word.kind, Decimal(word.meaning)
    raise _NotOne
