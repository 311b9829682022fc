"""Words compared by how they sound: "मुझे नहीं पता" is "mujhe nahin pata"."""

from typing import Final

from sahay.language.markers import FUNCTION, SHARED
from sahay.language.phonetic import key


def sounds(text: str) -> frozenset[str]:
    """The sounds of the words of a text."""
    return frozenset(key(text).split())


# Words that say nothing about what is meant.
SMALL: Final = sounds(" ".join(word for listed in (FUNCTION, SHARED) for words in listed.values() for word in words))
