"""Finds details in a text by rules: order numbers, e-mail addresses, Indian mobile numbers.

What a detail looks like is in ``data/entities``, as spaCy token patterns. What makes it valid, and the one way in
which it is written down, is here.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple

import spacy
from spacy.matcher import Matcher
from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from sahay.language.attention import beginning
from sahay.language.canonical import ascii_digits
from sahay.language.tokens import MARKS

Value = Callable[[str], str | None]

# Lengths are bounded as in RFC 5321, so that no text makes the search slow.
_EMAIL: Final = r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}\s?@\s?(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}"
# A row of single digits longer than any phone number is one token, and nothing: in pieces it would be anything.
_ROW: Final = r"(?<!\d)\d(?:\s\d){14,}(?!\d)"
_TOKEN: Final = re.compile(rf"{_EMAIL}|{_ROW}|[\w{MARKS}]+|\S")

_COUNTRY: Final = "+91"
_MOBILE: Final = re.compile(r"(?:\+91|0091|91)?0?([6-9]\d{9})")
_ORDER: Final = re.compile(r"[1-9]\d{4}")


class Detail(NamedTuple):
    """A detail found at ``text[start:end]``, with its value in the form in which it is stored."""

    entity: str
    value: str
    start: int
    end: int


class _Kind(NamedTuple):
    entity: str
    matcher: Matcher
    value: Value


class Details:
    """The compiled patterns."""

    def __init__(self, kinds: Iterable[dict[str, Any]]) -> None:
        """``kinds``: the entries of the files in ``data/entities``.

        Raises KeyError for an entity without a rule for its value, ValueError for a pattern that spaCy refuses.
        """
        self._vocab = spacy.blank("xx").vocab
        self._kinds = [self._compiled(kind) for kind in kinds]

    def find(self, text: str) -> list[Detail]:
        """The details of the beginning of ``text`` in the order in which they stand there; they do not overlap."""
        tokens = list(_TOKEN.finditer(_plain(beginning(text))))
        doc = Doc(self._vocab, words=[token.group() for token in tokens])
        found: dict[Span, str] = {}
        for kind in self._kinds:
            values = {span: kind.value(span.text) for span in kind.matcher(doc, as_spans=True)}
            for span in filter_spans([span for span, value in values.items() if value is not None]):
                if not any(span.start < other.end and other.start < span.end for other in found):
                    found[span] = values[span] or ""
        return [
            Detail(span.label_, found[span], tokens[span.start].start(), tokens[span.end - 1].end())
            for span in sorted(found, key=lambda span: span.start)
            if found[span]
        ]

    def _compiled(self, kind: dict[str, Any]) -> _Kind:
        matcher = Matcher(self._vocab, validate=True)
        matcher.add(kind["entity"], kind["patterns"])
        return _Kind(kind["entity"], matcher, _untold if kind.get("ignore") else _VALUES[kind["entity"]])


def _plain(text: str) -> str:
    """``text`` with ASCII digits and without full-width letters and signs; every character keeps its place."""
    if text.isascii():
        return text
    normal = (unicodedata.normalize("NFKC", char) for char in text)
    return ascii_digits("".join(same if len(same) == 1 else char for same, char in zip(normal, text, strict=True)))


def _email(text: str) -> str:
    return "".join(text.split()).lower()


def _phone_number(text: str) -> str | None:
    match = _MOBILE.fullmatch(re.sub(r"[^\d+]", "", text))
    return _COUNTRY + match[1] if match else None


def _order_number(text: str) -> str | None:
    match = _ORDER.fullmatch(re.sub(r"\D", "", text))
    return match[0] if match else None


def _untold(_: str) -> str:
    """Valid, and nothing to tell."""
    return ""


# How each entity is written down; None where what was found is not one after all.
_VALUES: Final[dict[str, Value]] = {
    "email": _email,  # "asha@example.com"
    "phone_number": _phone_number,  # "+919876543210"
    "order_number": _order_number,  # "10234"
}
