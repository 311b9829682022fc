"""Texts as sparse vectors: tf-idf of words and letter n-grams, in three views of the text.

The views are the canonical text, its phonetic key and its consonant skeleton (see ``sahay.language``), so one
model serves English, Hindi and Gujarati in any letters. Each view gives two blocks, words and letters, of the
same length, so that none outweighs another.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import numpy as np
from scipy.sparse import csr_matrix

from sahay.language.attention import beginning
from sahay.language.canonical import canonical
from sahay.language.phonetic import word_key, word_skeleton
from sahay.language.script import fold
from sahay.language.tokens import words

_WORD_LENGTHS: Final = (1, 2)
_LETTER_LENGTHS: Final = (2, 3, 4)
_UNKNOWN: Final = -1
_VOCABULARY: Final = "vocabulary.json"
_IDF: Final = "idf.npz"

# An e-mail address or a long number is a detail like any other of its kind: the model sees its shape only. An address
# begins with a word and has one "@", and what lies between two digits is short: so each is found or given up in one
# walk along the text.
_EMAIL: Final = re.compile(r"(?<!\S)[^\s@]{1,64}\s?@\s?[^\s@]{1,255}\.\S+")
_NUMBER: Final = re.compile(r"(?:#\s?|\bsh\s?-?\s?)?\+?\d(?:[\s().-]{0,4}\d){3,40}")
_EMAIL_SHAPE: Final = " 00e00 "
_PHONE_SHAPE: Final = " 0000000000 "
_NUMBER_SHAPE: Final = " 00000 "
_PHONE_DIGITS: Final = 10

Grams = Iterator[str]


def mask(text: str) -> str:
    """The canonical form of the beginning of ``text``, with e-mail addresses and numbers of four digits or more as
    shapes."""
    return _NUMBER.sub(_number_shape, _EMAIL.sub(_EMAIL_SHAPE, canonical(beginning(text))))


class Features:
    """A vocabulary with its weights; turns texts into vectors like those it was learned from.

    What is not in the vocabulary has a weight too, and no column: a text of mostly unknown words is a short vector,
    far from everything.
    """

    def __init__(self, vocabulary: dict[str, int], idf: np.ndarray) -> None:
        """``idf``: the weight of each column, and after them the weight of what is unknown."""
        self._vocabulary = vocabulary
        self._idf = idf

    @classmethod
    def learn(cls, texts: Iterable[str]) -> "Features":
        """The features of ``texts``, weighted by how few of them have each."""
        seen: Counter[str] = Counter()
        count = 0
        for text in texts:
            count += 1
            for block in _blocks(text):
                seen.update(block)
        names = sorted(seen)
        rarity = [math.log((1 + count) / (1 + times)) + 1 for times in [*(seen[name] for name in names), 0]]
        return cls(_numbered(names), np.array(rarity, dtype=np.float32))

    @property
    def size(self) -> int:
        return len(self._vocabulary)

    def vectors(self, texts: Iterable[str]) -> csr_matrix:
        """One row per text, float32, of length 1 if all of it is known, shorter if not."""
        columns: list[int] = []
        values: list[float] = []
        ends = [0]
        for text in texts:
            for column, value in self._row(text):
                columns.append(column)
                values.append(value)
            ends.append(len(columns))
        data = np.array(values, dtype=np.float32)
        return csr_matrix((data, np.array(columns, dtype=np.int32), ends), shape=(len(ends) - 1, self.size))

    def save(self, directory: Path) -> None:
        names = sorted(self._vocabulary, key=self._vocabulary.__getitem__)
        (directory / _VOCABULARY).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")
        np.savez_compressed(directory / _IDF, idf=self._idf)

    @classmethod
    def load(cls, directory: Path) -> "Features":
        names = json.loads((directory / _VOCABULARY).read_text(encoding="utf-8"))
        with np.load(directory / _IDF, allow_pickle=False) as arrays:
            return cls(_numbered(names), arrays["idf"])

    def _row(self, text: str) -> Iterator[tuple[int, float]]:
        blocks = [self._weighted(block) for block in _blocks(text)]
        share = 1 / math.sqrt(len(blocks))
        for block in blocks:
            length = math.sqrt(sum(value * value for _, value in block))
            yield from ((column, share * value / length) for column, value in block if column != _UNKNOWN)

    def _weighted(self, block: Counter[str]) -> list[tuple[int, float]]:
        columns = ((self._vocabulary.get(name, _UNKNOWN), times) for name, times in block.items())
        return [(column, (1 + math.log(times)) * float(self._idf[column])) for column, times in columns]


def _blocks(text: str) -> Iterator[Counter[str]]:
    """The counted features of each view and kind; names start with what they come from."""
    plain = words(mask(text))
    folded = [part for word in plain for part in words(fold(word))]
    views = {
        "t": plain,
        "k": [word_key(word) for word in folded],
        "s": [word_skeleton(word) for word in folded],
    }
    for view, listed in views.items():
        for kind, grams in _KINDS.items():
            yield Counter(f"{view}{kind}{gram}" for gram in grams(listed))


def _numbered(names: list[str]) -> dict[str, int]:
    return {name: column for column, name in enumerate(names)}


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


_KINDS: Final[dict[str, Callable[[list[str]], Grams]]] = {"w": _word_grams, "l": _letter_grams}


def _number_shape(match: re.Match[str]) -> str:
    digits = sum(char.isdigit() for char in match.group())
    return _PHONE_SHAPE if digits >= _PHONE_DIGITS else _NUMBER_SHAPE
