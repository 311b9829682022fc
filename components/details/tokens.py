"""A text as spaCy tokens, with what the patterns ask of them.

A token is an e-mail address, a number ("1,299", "1.5k"), a run of letters and digits ("SH10234"), or one other sign;
spaces are none. A known word and a number that are written together are two: "rs1299", "5tarikhe", "10234nu".
    TAG    what a token counts: "digits", "decimal" ("1,299", "1.5"), "kilo" ("1.5k"), or a class of numbers.yml
    LEMMA  what a token is about: a class of concepts.yml
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from components.details.vocabulary import Vocabulary
from sahay.language.canonical import ascii_digits
from sahay.language.tokens import MARKS

# Lengths are bounded as in RFC 5321, so that no text makes the search slow.
_EMAIL: Final = r"[A-Za-z0-9][A-Za-z0-9._%+-]{0,63}(?:@\s?|\s@\s)(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}"
# A row of single digits longer than any phone number is one token, and nothing: in pieces it would be anything.
_ROW: Final = r"(?<!\d)\d(?:[\s.-]\d){14,}(?!\d)"
_GROUPED: Final = rf"(?<![\w{MARKS},.])\d{{1,3}}(?:,\d{{2,3}}){{0,4}},\d{{3}}(?:\.\d{{1,2}})?(?![.,]?\d)"
_DECIMAL: Final = r"(?<![\w.])\d{1,9}\.\d{1,2}(?![.]?\d)"
_KILO: Final = r"(?<![\w.])\d{1,3}(?:\.\d)?[kK](?!\w)"
_TOKEN: Final = re.compile(rf"{_EMAIL}|{_ROW}|{_KILO}|{_GROUPED}|{_DECIMAL}|[\w{MARKS}]+|\S")
_GLUED: Final = re.compile(r"(?P<letters>[^\d_]+)\d+|\d+(?P<ending>[^\d_]+)")

NOTHING: Final = "_"  # spaCy's Matcher refuses a text of which no token has a tag or a lemma
_COUNTS: Final = (
    ("digits", re.compile(r"\d+")),
    ("decimal", re.compile(r"\d[\d,]*,\d{3}(?:\.\d{1,2})?|\d+\.\d{1,2}")),
    ("kilo", re.compile(_KILO)),
)


class Words(NamedTuple):
    """The vocabularies of ``data/entities/words``."""

    numbers: Vocabulary
    concepts: Vocabulary
    tense: Vocabulary


class Place(NamedTuple):
    """A token's text, and where it stands in the message."""

    text: str
    start: int
    end: int


def places(text: str, words: Words) -> list[Place]:
    """The tokens of ``text``."""
    return [place for match in _TOKEN.finditer(plain(text)) for place in _parts(match, words)]


def document(tokens: list[Place], words: Words, vocab: Vocab) -> Doc:
    """``tokens`` for the Matcher."""
    texts = [token.text for token in tokens]
    spaces = [token.end < after.start for token, after in pairwise(tokens)] + [False]
    return Doc(
        vocab,
        words=texts,
        spaces=spaces[: len(texts)],
        tags=[_count(text, words) for text in texts],
        lemmas=[found.kind if (found := words.concepts.find(text)) else NOTHING for text in texts],
    )


def counting(tokens: Iterable[Token]) -> list[str]:
    """The texts of those tokens that count something."""
    return [token.text for token in tokens if token.tag_ != NOTHING]


def plain(text: str) -> str:
    """``text`` with ASCII digits and without full-width letters and signs; every character keeps its place."""
    if text.isascii():
        return text
    normal = (unicodedata.normalize("NFKC", char) for char in text)
    return ascii_digits("".join(same if len(same) == 1 else char for same, char in zip(normal, text, strict=True)))


def _parts(match: re.Match[str], words: Words) -> Iterator[Place]:
    text, start = match.group(), match.start()
    glued = None if _count(text, words) == "kilo" else _GLUED.fullmatch(text)
    if glued and _is_known(glued["letters"] or glued["ending"], words):
        cut = start + (glued.end("letters") if glued["letters"] else glued.start("ending"))
        yield Place(text[: cut - start], start, cut)
        yield Place(text[cut - start :], cut, match.end())
    else:
        yield Place(text, start, match.end())


def _is_known(text: str, words: Words) -> bool:
    return any(vocabulary.find(text) for vocabulary in words)


def _count(text: str, words: Words) -> str:
    if text[0].isdecimal():
        return next((name for name, shape in _COUNTS if shape.fullmatch(text)), NOTHING)
    return found.kind if (found := words.numbers.find(text)) else NOTHING
