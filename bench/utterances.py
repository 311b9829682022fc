"""Reads utterances with their intent and language, in Rasa's YAML format."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import yaml

LANGUAGES = ("en", "hi", "gu", "hi-Latn", "gu-Latn")


class Utterance(NamedTuple):
    text: str
    intent: str
    language: str
    """One of LANGUAGES."""


def read(path: Path) -> list[Utterance]:
    """The utterances of a file, or of all files of a folder in the order of their names."""
    files = sorted(path.glob("*.yml")) if path.is_dir() else [path]
    return [utterance for file in files for utterance in _of_file(file)]


def _of_file(path: Path) -> Iterator[Utterance]:
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            yield Utterance(line.removeprefix("- "), block["intent"], block["metadata"]["language"])
