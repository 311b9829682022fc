"""Words by what they mean, in whatever letters and however they are romanised."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sahay.language.canonical import canonical
from sahay.language.phonetic import word_key
from sahay.language.script import fold

# A shorter key is the key of too many words.
_KEY_LENGTH: Final = 5
# Case endings that are written together with a word: "ઓક્ટોબરમાં", "ઓગસ્ટે", "रुपयेका".
_ENDINGS: Final = ("માં", "નું", "થી", "ની", "નો", "ના", "ને", "એ", "ે", "में", "का", "की", "के", "को")

Forms = Mapping[str, Mapping[Any, list[str]]]  # class -> meaning -> forms


class Word(NamedTuple):
    """The class of a word, and which of its class it is."""

    kind: str
    meaning: str


class Vocabulary:
    """A form is known as it is listed; else in Latin letters; else, if it is long, by its phonetic key."""

    def __init__(self, forms: Forms) -> None:
        """Raises ValueError for a form of two meanings."""
        self._forms: dict[str, Word] = {}
        self._keys: dict[str, Word] = {}
        for form, word in _each(forms):
            if self._forms.setdefault(form, word) != word:
                raise ValueError(f"{form}: is {self._forms[form]} and {word}")
            key = word_key(fold(form))
            if len(key) >= _KEY_LENGTH:
                self._keys.setdefault(key, word)
        self.find = lru_cache(maxsize=8192)(self._find)

    def meaning(self, kind: str, text: str) -> str | None:
        """What ``text`` means as one of ``kind``; None if it is none."""
        word = self.find(text)
        return word.meaning if word and word.kind == kind else None

    def _find(self, text: str) -> Word | None:
        form = canonical(text)
        if word := self._known(form):
            return word
        if form.isascii():
            return None
        stems = (form.removesuffix(ending) for ending in _ENDINGS if form.endswith(ending))
        return next((word for stem in stems if (word := self._known(stem))), None)

    def _known(self, form: str) -> Word | None:
        if word := self._forms.get(form):
            return word
        latin = fold(form)
        return self._forms.get(latin) or self._keys.get(word_key(latin)) if latin else None


def _each(forms: Forms) -> Iterator[tuple[str, Word]]:
    for kind, meanings in forms.items():
        for meaning, listed in meanings.items():
            for form in listed:
                yield canonical(form), Word(kind, str(meaning))
