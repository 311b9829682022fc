"""What a message says that is not wanted: "dont cancel it", "refund nahi chahiye", "કેન્સલ નથી કરવું".

Only plain refusals count. "I could not cancel", "refund nahi mila" and "I don't know how to cancel" are wishes.
"""

from collections.abc import Iterator, Sequence
from itertools import dropwhile
from typing import Final

from sahay.language.clauses import clauses
from sahay.language.phonetic import word_key
from sahay.language.script import fold
from sahay.language.tokens import words

_OBJECT: Final = 2  # words, as many as a refused thing is told in


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _keys(text: str) -> frozenset[str]:
    return frozenset(word_key(word) for word in text.split())


# English refuses before the thing: "dont want to track", "did not ask for a human".
_NOT: Final = _listed("dont didnt never")
_BEFORE_NOT: Final = _listed("do did please")
_BETWEEN: Final = _listed("want need wish like ask asked to a an any my the your for please you")
# Hindi and Gujarati after it: "cancel mat karna", "refund nahi chahiye", "return nathi karvu".
_NAHI: Final = _keys("nahi nahin nhi nai mat nathi na")
_AFTER_THING: Final = _keys("ko ne to bhi pan abhi hamna")
_WANT: Final = _keys(
    "karna karni karne karo karana karwana karwani kijiye kar krna kro chahiye chaiye chahie dena lena "
    "karvu karvo karvi karva karavvu karavvo karsho karta karjo joie joiye joito joitu joiti"
)


def refused(text: str) -> Iterator[list[str]]:
    """The words of each thing that ``text`` refuses, at most a few each."""
    for clause in clauses(text) or [text]:
        said = words(clause)
        yield from _english(said)
        yield from _indic(said)


def _english(said: Sequence[str]) -> Iterator[list[str]]:
    for at, word in enumerate(said):
        if word in _NOT or (word == "not" and at and said[at - 1] in _BEFORE_NOT):
            thing = list(dropwhile(_BETWEEN.__contains__, said[at + 1 :]))
            if thing:
                yield thing[:_OBJECT]


def _indic(said: Sequence[str]) -> Iterator[list[str]]:
    keys = [word_key(fold(word)) for word in said]
    for at, key in enumerate(keys[:-1]):
        if key in _NAHI and keys[at + 1] in _WANT:
            thing = said[:at]
            while thing and word_key(fold(thing[-1])) in _AFTER_THING:
                thing = thing[:-1]
            if thing:
                yield list(thing[-_OBJECT:])
