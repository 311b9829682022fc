"""What understanding is measured on."""

import csv
from pathlib import Path
from typing import NamedTuple

import yaml

from bench.utterances import Utterance, read
from components.launcher import ROOT

TRAINING = ROOT / "data" / "nlu"
HELD_OUT = ROOT / "tests" / "engine" / "understanding" / "held_out"
REPORTS = ROOT / "reports"

# The names of the foreign sets in a directory given by --eval. They are not ours to copy.
BITEXT = "bitext_dev.csv"
CLINC = "clinc_oos_dev.csv"
SOFMATTRESS = "hint3_sofmattress"


class SetError(Exception):
    """A file of utterances cannot be read: one line that says which and why."""


class Labelled(NamedTuple):
    text: str
    intent: str


class Foreign(NamedTuple):
    """The sets that are not ours, read."""

    bitext: list[Labelled]
    clinc: list[Labelled]
    sofmattress_train: list[Labelled]
    sofmattress_test: list[Labelled]


def own() -> list[Utterance]:
    return read(HELD_OUT)


def rows(path: Path, text: str = "utterance", intent: str = "intent") -> list[dict[str, str]]:
    """The rows of a CSV file that has the columns ``text`` and ``intent``, by the names of its columns in lower case.
    An intent is without spaces around it; a text is as it stands. Raises SetError."""
    columns, found = _table(path)
    missing = [column for column in (text, intent) if column not in columns]
    if found and missing:
        raise SetError(f"{path}: has no column {' and no column '.join(missing)}, only {', '.join(columns)}")
    if not found:
        raise SetError(f"{path}: has no rows")
    return [row | {text: row[text] or "", intent: (row[intent] or "").strip()} for row in found]


def labelled(path: Path, text: str = "utterance", intent: str = "intent") -> list[Labelled]:
    """Raises SetError."""
    return [Labelled(row[text], row[intent]) for row in rows(path, text, intent)]


def foreign(directory: Path) -> Foreign:
    """Raises SetError for the first set that is not there or cannot be read."""
    if not directory.is_dir():
        raise SetError(f"{directory}: no such directory")
    sofmattress = directory / SOFMATTRESS
    return Foreign(
        bitext=labelled(directory / BITEXT),
        clinc=labelled(directory / CLINC),
        sofmattress_train=labelled(sofmattress / "train.csv", "sentence", "label"),
        sofmattress_test=labelled(sofmattress / "test.csv", "sentence", "label"),
    )


def two_wishes(path: Path) -> list[tuple[str, list[str]]]:
    """Messages with two wishes, and the intents of both: a YAML list of {text, wishes}."""
    return [(each["text"], each["wishes"]) for each in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _table(path: Path) -> tuple[list[str], list[dict[str, str]]]:
    """The columns of a CSV file, and its rows; a row may have more."""
    line = 0
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)  # else a quote that nobody closes swallows the rest of the file
            reader.fieldnames = columns = [name.strip().lower() for name in reader.fieldnames or ()]
            found = []
            for row in reader:
                found.append(row)
                line = reader.line_num
    except OSError as error:
        raise SetError(f"{path}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SetError(f"{path}: is not in UTF-8") from None
    except csv.Error as error:
        raise SetError(f"{path}: the row after line {line} is no CSV, a quote may be unclosed: {error}") from None
    return columns, found
