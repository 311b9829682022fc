"""Which language a message is in: English, Hindi or Gujarati, in its own letters or in Latin ones.

Indic letters settle it. For Latin letters the words of the message vote, and the language that the conversation is in
has a vote of its own: it outweighs one word, and not a sentence. So "ok" or "status" in a Hindi conversation stays
Hindi, and "where is my order" is English in any. Nor does one word change the letters that the answers come in: after
"मेरा ऑर्डर कहाँ है", "refund" stays Hindi in its own letters, and "refund kab milega" is Hindi in Latin ones.
"""

import math
import re
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from sahay.language.attention import beginning
from sahay.language.canonical import canonical
from sahay.language.markers import CONTENT, FUNCTION, LOANS, SHARED
from sahay.language.phonetic import word_key
from sahay.language.script import fold, script_counts
from sahay.language.tag import LATIN, TAGS, base
from sahay.language.tokens import words

Language = Literal["en", "hi", "gu"]
Script = Literal["native", "latin"]
Votes = tuple[float, float, float]

LANGUAGES: Final[tuple[Language, ...]] = ("en", "hi", "gu")

_OWN_VOTE: Final = 2.0
_SHARED_VOTE: Final = 1.0
_LOAN_VOTE: Final = 0.3  # three of them outweigh the conversation, and not one word
_SUFFIX_VOTE: Final = 0.7
_PRIOR_VOTE: Final = 2.5  # more than one word, less than two
_PRIOR_VOTE_OF_SENTENCES: Final = 0.8
_SENTENCE: Final = 3  # words; a number is none
_NATIVE_SHARE: Final = 0.2  # of the letters: "मेरा order track करो" is Hindi
_NO_VOTES: Final[Votes] = (0.0, 0.0, 0.0)
_WEIGHTS: Final = ((FUNCTION, _OWN_VOTE), (CONTENT, _OWN_VOTE), (SHARED, _SHARED_VOTE))

# How words end that no list has: English, Hindi and Gujarati inflection, on words of four letters or more.
_SUFFIXES: Final = tuple(
    (re.compile(pattern), language)
    for pattern, language in (
        (r"..(ing|ed|tion|ly|ment|ness|able|ful|ous|ity|s|th|ck|er|nt|ce|ry|ble|age|est|ld|rd|'t)$", "en"),
        (r"..(unga|enge|ega|egi|oge|ogi|nga|iye|iyega|aiye|ao|aye|ein|ana|wana|aya|ayi|kar|ta|te|ti)$", "hi"),
        (r"..(avvu|vanu|vani|vano|elo|eli|she|sho|ase|thi|v[aio]|[ysj]o|ama|nathi|ay|[^o]u)$", "gu"),
    )
)


# E-mail and web addresses, and what everybody says in English. They are sought from the beginning of a word only:
# from everywhere, a long word would cost the square of its length.
_NO_LANGUAGE: Final = re.compile(
    r"(?<!\S)(?:\S+@\S+|\S+\.(?:com|in|org)\b)|\bthank (?:you|u)(?: so much)?\b|\bcash on delivery\b"
)


class Guess(NamedTuple):
    """What a message is written in.

    ``script`` is "native" for Devanagari and Gujarati, "latin" for Latin letters, English included. Where a few Latin
    letters do not decide, it is that of the conversation. ``confidence`` is between 0 and 1; 0 says that nothing in
    the text spoke for any language.
    """

    language: Language
    script: Script
    confidence: float

    @property
    def tag(self) -> str:
        """One of TAGS."""
        return self.language if self.language == "en" or self.script == "native" else f"{self.language}-{LATIN}"


def identify(text: str, prior: str | None = None) -> Guess:
    """The language of ``text``, in a conversation in ``prior`` (one of TAGS; None where it just begins)."""
    text = beginning(text)
    if (native := _native(text)) is not None:
        return Guess(native, "native", 1.0)
    votes = [_votes(word) for word in words(_NO_LANGUAGE.sub(" ", canonical(text))) if not word.isdigit()]
    heard = [sum(column) for column in zip(*votes, strict=True)] or list(_NO_VOTES)
    totals = heard.copy()
    loyalty = _PRIOR_VOTE if len(votes) < _SENTENCE else _PRIOR_VOTE_OF_SENTENCES
    if prior in TAGS:
        totals[LANGUAGES.index(base(prior))] += loyalty
    best = max(range(len(LANGUAGES)), key=totals.__getitem__)  # of equals the first: English
    language = LANGUAGES[best]
    is_native = language == prior != "en" and heard[best] <= loyalty
    weights = [math.exp(total - totals[best]) for total in totals]
    return Guess(language, "native" if is_native else "latin", 1 / sum(weights) if any(heard) else 0.0)


def _native(text: str) -> Language | None:
    counts = script_counts(text)
    hindi, gujarati = counts["devanagari"], counts["gujarati"]
    if max(hindi, gujarati) < max(1, _NATIVE_SHARE * sum(counts.values())):
        return None
    return "hi" if hindi >= gujarati else "gu"


@lru_cache(maxsize=16384)
def _votes(word: str) -> Votes:
    if (listed := _LISTED.get(word)) is not None:
        return listed
    if (listed := _LISTED_KEYS.get(word_key(fold(word)))) is not None:
        return listed
    if len(word) >= 4 and word.isalpha():
        for suffix, language in _SUFFIXES:
            if suffix.search(word):
                return _vote(language, _SUFFIX_VOTE)
    return _NO_VOTES


def _vote(language: str, weight: float) -> Votes:
    en, hi, gu = (weight if language == each else 0.0 for each in LANGUAGES)
    return en, hi, gu


def _add(table: dict[str, Votes], word: str, votes: Votes) -> None:
    en, hi, gu = (max(pair) for pair in zip(table.get(word, _NO_VOTES), votes, strict=True))
    table[word] = en, hi, gu


def _tables() -> tuple[dict[str, Votes], dict[str, Votes]]:
    """Votes by exact word, and by phonetic key for the Hindi and Gujarati words, whose spelling is free."""
    exact: dict[str, Votes] = {word: _vote("en", _LOAN_VOTE) for word in LOANS}
    keys: dict[str, Votes] = {}
    for lists, weight in _WEIGHTS:
        for language, listed in lists.items():
            for word in listed:
                _add(exact, word, _vote(language, weight))
                if language != "en":
                    _add(keys, word_key(word), _vote(language, weight))
    return exact, keys


_LISTED, _LISTED_KEYS = _tables()
