"""What is learned and what is asked, the same for every system."""

import csv
import json
import random
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, TypeVar

from bench.utterances import Utterance

OUT_OF_SCOPE = "out_of_scope"
FOREIGN = {"bitext_dev.csv": None, "clinc_oos_dev.csv": OUT_OF_SCOPE}
"""Evaluation sets in English -> the intent of all their rows, or None where a column says it."""

SEED = 7


class Question(NamedTuple):
    set: str
    """`held out` or `foreign`."""
    text: str
    intent: str
    language: str


def held_out(utterances: Iterable[Utterance]) -> list[Question]:
    return [Question("held out", *utterance) for utterance in utterances]


def foreign(directory: Path) -> Iterator[Question]:
    """Of CSV files with the columns `utterance` and `intent`."""
    for name, intent in FOREIGN.items():
        with (directory / name).open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield Question("foreign", row["utterance"], intent or row["intent"], "en")


Example = TypeVar("Example", Utterance, Question)


def sample(examples: list[Example], size: int, kind: Callable[[Example], Hashable]) -> list[Example]:
    """About `size` of them, as many of each kind, and all of a rare one; the same in every run."""
    kinds: defaultdict[Hashable, list[Example]] = defaultdict(list)
    for example in examples:
        kinds[kind(example)].append(example)
    chance = random.Random(SEED)  # noqa: S311 - the same sample in every run
    share = max(2, size // len(kinds))
    return [each for group in kinds.values() for each in chance.sample(group, min(share, len(group)))]


def write(rows: Iterable[dict[str, str]], path: Path) -> None:
    """As JSON, one object a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
