"""Texts as sparse vectors: tf-idf of words, letter n-grams and concepts, in three views of the text.

The views are the canonical text, its phonetic key and its consonant skeleton (see ``sahay.language``), so one
model serves English, Hindi and Gujarati in any letters. Each view gives two blocks, words and letters; what the lexicon
knows gives one more. All have the same length, so that none outweighs another.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from scipy.sparse import csr_matrix

from sahay.language.attention import beginning
from sahay.language.canonical import canonical
from sahay.language.lexicon import Forms, Lexicon
from sahay.language.phonetic import word_key, word_skeleton
from sahay.language.script import fold
from sahay.language.slips import Slips
from sahay.language.tokens import words

_WORD_LENGTHS: Final = (1, 2)
_LETTER_LENGTHS: Final = (2, 3, 4)
_UNKNOWN: Final = -1  # a column that is none, and the place of its weight
_MANY: Final = 2000
"""Texts. Of so many, a feature that only one has says nothing and costs memory, unless that text is one word, as an
emoji is; of few, it may say all."""
_COMMON: Final = 2
"""Texts that have a word before another one is taken for a slip of it."""
_SAVED: Final = "features.json"
_IDF: Final = "idf.npz"

# An e-mail address, a long number or an amount is a detail like any other of its kind: the model sees its shape only.
# An address begins with a word and has one "@", and what lies between two digits is short: so each is found or given up
# in one walk along the text.
_EMAIL: Final = re.compile(r"(?<!\S)[^\s@]{1,64}\s?@\s?[^\s@]{1,255}\.\S+")
_AMOUNT: Final = re.compile(
    r"(?:[₹$€£]|\brs\.?|\binr)\s?\d[\d,.]{0,15}|\d[\d,.]{0,15}\s?(?:[₹$€£]|/-|(?:rs|rupees|inr)\b)"
)
_NUMBER: Final = re.compile(r"(?:#\s?|\bsh\s?-?\s?)?\+?\d(?:[\s().-]{0,4}\d){3,40}")
_EMAIL_SHAPE: Final = " 00e00 "
_AMOUNT_SHAPE: Final = " 00rs00 "
_PHONE_SHAPE: Final = " 0000000000 "
_NUMBER_SHAPE: Final = " 00000 "
_PHONE_DIGITS: Final = 10

Block = Counter[str]
Grams = Iterator[str]


class Counts(NamedTuple):
    """What is counted in a text: the blocks of all views, and that of the concepts."""

    views: list[Block]
    concepts: Block


class Part(NamedTuple):
    """A block by column, of length 1 together with what has no column."""

    columns: np.ndarray
    values: np.ndarray


class Document(NamedTuple):
    """A text, weighted. ``concepts``: None where the lexicon knows nothing in it."""

    views: list[Part]
    concepts: Part | None


def mask(text: str) -> str:
    """The canonical form of the beginning of ``text``, with e-mail addresses, amounts and numbers of four digits or
    more as shapes."""
    shaped = _AMOUNT.sub(_AMOUNT_SHAPE, _EMAIL.sub(_EMAIL_SHAPE, canonical(beginning(text))))
    return _NUMBER.sub(_number_shape, shaped)


class Features:
    """A vocabulary with its weights; turns texts into vectors like those it was learned from.

    What is not in the vocabulary has a weight too, and no column: a text of mostly unknown words is a short vector,
    far from everything. A word that nobody wrote, one slip away from one that people write, counts as that one.
    """

    def __init__(self, vocabulary: Sequence[str], idf: np.ndarray, spelling: dict[str, int], forms: Forms) -> None:
        """``idf``: the weight of each column, and after them the weight of what is unknown; ``spelling``: how many
        texts have each word; ``forms``: of the lexicon."""
        self._names = list(vocabulary)
        self._vocabulary = {name: column for column, name in enumerate(self._names)}
        self._idf = idf
        self._spelling = spelling
        self._forms = forms
        self._lexicon = Lexicon(forms)
        self._slips = Slips(dict.fromkeys(self._lexicon.words, _COMMON) | spelling, _COMMON)

    @classmethod
    def learn(cls, texts: Sequence[str], forms: Forms) -> "Features":
        """The features of ``texts``, weighted by how few of them have each."""
        return cls.learn_and_read(texts, forms)[0]

    @classmethod
    def learn_and_read(cls, texts: Sequence[str], forms: Forms) -> "tuple[Features, list[Document]]":
        """As ``learn``, and ``texts`` read with them."""
        spelling: Counter[str] = Counter()
        for text in texts:
            spelling.update(set(words(mask(text))))
        unweighted = cls([], np.zeros(1, np.float32), dict(spelling), forms)
        read = [unweighted.counts(text) for text in texts]
        seen: Counter[str] = Counter()
        alone: set[str] = set()
        for text, counts in zip(texts, read, strict=True):
            named = [name for block in (*counts.views, counts.concepts) for name in block]
            seen.update(named)
            alone.update(named if len(set(words(text))) == 1 else ())
        least = 2 if len(texts) >= _MANY else 1
        names = sorted(name for name, times in seen.items() if times >= least or name in alone)
        rarity = [math.log((1 + len(texts)) / (1 + times)) + 1 for times in [*(seen[name] for name in names), 0]]
        features = cls(names, np.array(rarity, dtype=np.float32), dict(spelling), forms)
        return features, [features.weighted(counts) for counts in read]

    @property
    def size(self) -> int:
        return len(self._names)

    def concepts(self, listed: Sequence[str]) -> list[str]:
        """The concepts of the words of a text."""
        return self._lexicon.concepts([self._slips.meant(word) for word in listed])

    def counts(self, text: str) -> Counts:
        plain = [self._slips.meant(word) for word in words(mask(text))]
        folded = [part for word in plain for part in words(fold(word))]
        views = {
            "t": plain,
            "k": [word_key(word) for word in folded],
            "s": [word_skeleton(word) for word in folded],
        }
        blocks = [
            Counter(f"{view}{kind}{gram}" for gram in grams(listed))
            for view, listed in views.items()
            for kind, grams in _KINDS.items()
        ]
        concepts = self._lexicon.concepts(plain)
        if _NUMBER_SHAPE.strip() in plain:  # "when will it come" is another question with the number of an order
            concepts.append(_NUMBER_SHAPE.strip())
        return Counts(blocks, Counter(f"c{name}" for name in _concept_grams(concepts)))

    def read(self, text: str) -> Document:
        return self.weighted(self.counts(text))

    def weighted(self, counts: Counts) -> Document:
        views = [self._weighted(block) for block in counts.views if block]
        return Document(views, self._weighted(counts.concepts) if counts.concepts else None)

    def vectors(self, documents: Sequence[Document], *, concepts: bool) -> csr_matrix:
        """One row per document, float32, of length 1 if all of it is known, shorter if not. Without ``concepts``
        their columns are empty."""
        columns: list[np.ndarray] = []
        values: list[np.ndarray] = []
        ends = [0]
        for document in documents:
            parts = [*document.views, document.concepts] if concepts and document.concepts else document.views
            share = np.float32(1 / math.sqrt(len(parts) or 1))
            columns += [part.columns for part in parts]
            values += [share * part.values for part in parts]
            ends.append(ends[-1] + sum(len(part.columns) for part in parts))
        shape = (len(documents), self.size)
        if not columns:
            return csr_matrix(shape, dtype=np.float32)
        return csr_matrix((np.concatenate(values), np.concatenate(columns), ends), shape=shape)

    def save(self, directory: Path) -> None:
        saved = {"vocabulary": self._names, "spelling": self._spelling, "lexicon": self._forms}
        (directory / _SAVED).write_text(json.dumps(saved, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(directory / _IDF, idf=self._idf)

    @classmethod
    def load(cls, directory: Path) -> "Features":
        saved: dict[str, Any] = json.loads((directory / _SAVED).read_text(encoding="utf-8"))
        with np.load(directory / _IDF, allow_pickle=False) as arrays:
            return cls(saved["vocabulary"], arrays["idf"], saved["spelling"], saved["lexicon"])

    def _weighted(self, block: Block) -> Part:
        columns = np.array([self._vocabulary.get(name, _UNKNOWN) for name in block], dtype=np.int32)
        values = self._idf[columns]  # the last weight is that of what is unknown
        if len(block) < block.total():
            values = values * (1 + np.log(np.fromiter(block.values(), np.float32, len(block))))
        values = values / math.sqrt(values @ values)
        known = columns != _UNKNOWN
        return Part(columns[known], values[known])


def _word_grams(listed: list[str]) -> Grams:
    for length in _WORD_LENGTHS:
        for at in range(len(listed) - length + 1):
            yield " ".join(listed[at : at + length])


def _letter_grams(listed: list[str]) -> Grams:
    """Of each word with a space at both ends; a word shorter than the gram is taken whole."""
    for word in listed:
        marked = f" {word} "
        for length in _LETTER_LENGTHS:
            for at in range(max(1, len(marked) - length + 1)):
                yield marked[at : at + length]


def _concept_grams(concepts: list[str]) -> Grams:
    """Every concept, and every two that a text has in any order."""
    yield from concepts
    for pair in combinations(sorted(set(concepts)), 2):
        yield "+".join(pair)


_KINDS: Final[dict[str, Callable[[list[str]], Grams]]] = {"w": _word_grams, "l": _letter_grams}


def _number_shape(match: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in match.group())
    return _PHONE_SHAPE if digits >= _PHONE_DIGITS else _NUMBER_SHAPE
