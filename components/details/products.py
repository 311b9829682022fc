"""Names of the catalogue's products in a text, in any letters and with slips of the finger.

A product is recognised by two words of its name, or by the one that says what it is ("kurta" in "Cotton kurta for
men (M)"), if no other product is one and it is not a common word: never by "cotton", "set" or "fast" alone. What a
shop's customers call a thing besides is an alias. Words are compared by their phonetic key; a long one may be a slip
away. Beside a better word, one with the same consonants does too: English words in Indic letters differ in vowels.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final, NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from sahay.language.canonical import canonical
from sahay.language.markers import FUNCTION
from sahay.language.phonetic import word_key, word_skeleton
from sahay.language.script import fold
from sahay.language.tokens import words

_SLIP_LENGTH: Final = 6  # letters of a key that may be a slip away
_LIKENESS: Final = 0.85  # one slip in seven letters
_VOWEL_LENGTH: Final = 5  # letters of a key that may have another vowel
_VOWEL_LIKENESS: Final = 0.8
_CONSONANTS: Final = 3  # of a skeleton that says anything
_TO_DEVANAGARI: Final = {code: code - 0x180 for code in range(0x0A80, 0x0B00)}  # the blocks lie parallel
_PLURAL_LENGTH: Final = 5
_ENOUGH: Final = 2  # words of a name
_LONGEST: Final = 8  # words that are looked at together
_VARIANT: Final = re.compile(r"\([^)]*\)")
_COUNTED: Final = re.compile(r"\b\d[\w.]*(?:\s+[^\W\d]+)?")  # "3 tiers", "20000 mAh", "6 glass"
_HYPHEN: Final = re.compile(r"(?<=\w)-(?=\w)")
_ADDED: Final = re.compile(r"\b(?:with|for|in)\b")  # what follows is not what the thing is
_FUNCTION: Final = frozenset(word for listed in FUNCTION.values() for word in listed)
# What may stand between two words of a name, and says nothing in one.
_FILLERS: Final = frozenset(word for word in _FUNCTION if len(word) <= 4)


class Entry(NamedTuple):
    """A product of the catalogue, with whatever else it is called."""

    sku: str
    name: str
    aliases: Sequence[str] = ()


class Named(NamedTuple):
    """A product named by the tokens from `start` to before `end`."""

    sku: str
    start: int
    end: int


class _Match(NamedTuple):
    """The words of names that a token, or two written apart, can be: one of `options`, each one word or two."""

    options: frozenset[tuple[str, ...]]
    is_sure: bool  # not by its consonants only
    start: int
    end: int

    @property
    def weight(self) -> int:
        return max(map(len, self.options))


class Products:
    """A catalogue's names, ready to be found."""

    def __init__(self, entries: Iterable[Entry], common: Iterable[str] = ()) -> None:
        """``common``: words that name no product alone."""
        self._common = frozenset(_key(fold(word)) for word in common)
        self._usual = self._common | {word_key(word) for word in _FUNCTION}
        self._spelt: dict[str, str] = {}  # as in a name -> its key
        self._indic: defaultdict[str, set[str]] = defaultdict(set)  # the same, as written before it was folded
        self._skus: defaultdict[str, set[str]] = defaultdict(set)
        self._heads: set[str] = set()
        self._joined: defaultdict[str, set[tuple[str, ...]]] = defaultdict(set)
        self._neighbours: set[tuple[str, ...]] = set()
        for entry in entries:
            for name in (entry.name, *entry.aliases):
                self._learn(entry.sku, name)
        self._alike: defaultdict[str, list[str]] = defaultdict(list)
        self._skeletons: defaultdict[str, list[str]] = defaultdict(list)
        for key in self._skus:
            self._alike[key[0]].append(key)
            self._skeletons[word_skeleton(key)].append(key)
        self._options = lru_cache(maxsize=8192)(self._meant)

    def find(self, tokens: Sequence[str | None]) -> list[Named]:
        """The products that are named in ``tokens``, each once; None stands for one that is something else."""
        first: dict[str, Named] = {}
        if self._skus:
            for run in self._runs(tokens):
                for named in self._named(run):
                    first.setdefault(named.sku, named)
        return list(first.values())

    def _learn(self, sku: str, name: str) -> None:
        spelt = list(_name_words(name))
        listed = [fold(word) for word in spelt]
        keys = [_key(word) for word in listed]
        for indic, word in zip(spelt, listed, strict=True):
            if not indic.isascii():
                self._indic[word].add(_devanagari(indic))
        for word, key in zip(listed, keys, strict=True):
            self._spelt[word] = key
            self._skus[key].add(sku)
        for (first, second), pair in zip(pairwise(listed), pairwise(keys), strict=True):
            self._joined[first + second].add(pair)
            self._neighbours.add(pair)
        self._heads.update(_key(fold(word)) for word in list(_name_words(_ADDED.split(name)[0]))[-1:])

    def _runs(self, tokens: Sequence[str | None]) -> Iterator[list[_Match]]:
        """Matches that stand side by side, or with a filler between them."""
        run: list[_Match] = []
        at = 0
        while at < len(tokens):
            match = self._match(tokens, at)
            if match:
                run.append(match)
            elif run and not _is_filler(tokens[at]):
                yield run
                run = []
            at = match.end if match else at + 1
        if run:
            yield run

    def _match(self, tokens: Sequence[str | None], at: int) -> _Match | None:
        first = tokens[at]
        if first is None or not first[0].isalpha():
            return None
        after = at + 2 if tokens[at + 1 : at + 2] == ["-"] else at + 1
        second = tokens[after] if after < len(tokens) else None
        if second and (key := self._as_spelt(first + second)):
            return _Match(frozenset({(key,)}), True, at, after + 1)
        options, is_sure = self._options(first)
        return _Match(options, is_sure, at, at + 1) if options else None

    def _meant(self, token: str) -> tuple[frozenset[tuple[str, ...]], bool]:
        """The words of names that ``token`` can be, and whether that is sure."""
        folded = fold(token)
        if key := self._as_spelt(token):
            return frozenset({(key,)}), True
        if folded in self._joined:
            return frozenset(self._joined[folded]), True
        key = _key(folded)
        if key in self._usual:
            return frozenset(), False
        if found := self._near(key, is_latin=token.isascii()):
            return frozenset((word,) for word in found), True
        skeleton = word_skeleton(key)
        found = self._skeletons.get(skeleton, []) if len(skeleton) >= _CONSONANTS else []
        return frozenset((word,) for word in found), False

    def _as_spelt(self, token: str) -> str | None:
        """The key of a word that is spelt as in a name. Of a short Indic one the Indic letters have to be the same, as
        Latin ones are too few for it: "સાદી" (simple) is no "સાડી"."""
        folded = fold(token)
        key = self._spelt.get(folded)
        if key is None or token.isascii() or len(word_skeleton(key)) >= _CONSONANTS or folded not in self._indic:
            return key
        return key if _devanagari(token) in self._indic[folded] else None

    def _near(self, key: str, *, is_latin: bool) -> list[str]:
        """The names' words that sound like ``key``, are a slip of the finger away, or in Indic letters a vowel."""
        skeleton = word_skeleton(key)
        if key in self._skus:
            return [key] if len(skeleton) >= _CONSONANTS else []
        alike = self._alike.get(key[:1], [])
        if len(key) >= _SLIP_LENGTH:
            found = process.extract(key, alike, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS, limit=_ENOUGH)
            if found:
                return [word for word, score, _ in found if score == found[0][1]]
        if is_latin or len(key) < _VOWEL_LENGTH:
            return []
        return [
            word
            for word in self._skeletons.get(skeleton, [])
            if OSA.normalized_similarity(key, word) >= _VOWEL_LIKENESS
        ]

    def _named(self, run: list[_Match]) -> Iterator[Named]:
        """The longest parts of ``run`` that name one product each."""
        for length in range(min(len(run), _LONGEST), 0, -1):
            for at in range(len(run) - length + 1):
                part = run[at : at + length]
                sku = self._only(part)
                if sku:
                    yield from self._named(run[:at])
                    yield Named(sku, part[0].start, part[-1].end)
                    yield from self._named(run[at + length :])
                    return

    def _only(self, part: list[_Match]) -> str | None:
        """The product that has all words of ``part``, if it is the only one and they are enough."""
        skus = set.intersection(*(self._with(match) for match in part))
        if len(skus) != 1 or not self._is_enough(part):
            return None
        return skus.pop()

    def _is_enough(self, part: list[_Match]) -> bool:
        sure = [word for match in part if match.is_sure for word in min(match.options)]
        rare = [word for word in sure if word not in self._common]
        if rare:
            return rare[0] in self._heads or sum(match.weight for match in part) >= _ENOUGH
        return tuple(sure) in self._neighbours

    def _with(self, match: _Match) -> set[str]:
        return {sku for option in match.options for sku in set.intersection(*(self._skus[word] for word in option))}


NO_PRODUCTS: Final = Products(())


def _name_words(name: str) -> Iterator[str]:
    """The words of a product's name, without variants, measures and fillers."""
    for word in words(canonical(_HYPHEN.sub("", _COUNTED.sub(" ", _VARIANT.sub(" ", name))))):
        folded = fold(word)
        if folded.isalpha() and len(folded) > 1 and folded not in _FILLERS:
            yield word


def _devanagari(word: str) -> str:
    return canonical(word).translate(_TO_DEVANAGARI)


def _key(folded: str) -> str:
    """The phonetic key of a word, of its singular where it may be a plural."""
    key = word_key(folded) if folded else ""
    return key.removesuffix("s") if len(key) > _PLURAL_LENGTH else key


def _is_filler(said: str | None) -> bool:
    return said is not None and (said == "-" or fold(said) in _FILLERS)
