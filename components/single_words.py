"""Messages of one word, apart from what is said around it.

"Tracking" says what is wanted; "order" and "payment" only what it is about.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from components.features import mask
from sahay.language.phonetic import key
from sahay.language.tokens import words

_CLEAR: Final = 0.7
"""The share of a word's utterances that have one intent, from which the word alone stands for it."""
# Words that make no wish of a thing: "my order please".
_AROUND: Final = frozenset(
    key(
        """
        please pls plz kindly sir madam mam bhai bhaiya ben yaar hi hello hey ok my the a an this your
        mera meri mere maro mari maru ka ki ke no ni nu na ji
        """
    ).split()
)


class SingleWords:
    """The words that utterances of many intents have, and none is all of one, by phonetic key."""

    def __init__(self, vague: Iterable[str]) -> None:
        self.vague: Final = frozenset(vague)

    @classmethod
    def learn(cls, texts: Sequence[str], intents: Sequence[str]) -> "SingleWords":
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        alone: set[str] = set()
        for text, intent in zip(texts, intents, strict=True):
            keys = _keys(text)
            alone.update(keys if len(keys) == 1 else ())
            for each in keys:
                counts[each][intent] += 1
        vague = (each for each, by_intent in counts.items() if max(by_intent.values()) < _CLEAR * by_intent.total())
        return cls(sorted(set(vague) - alone))

    def is_vague(self, text: str) -> bool:
        """Whether ``text`` is one word, and one that leaves open what is wanted."""
        keys = _keys(text) - _AROUND
        return len(keys) == 1 and not self.vague.isdisjoint(keys)


def _keys(text: str) -> set[str]:
    return {key(word) for word in words(mask(text))}
