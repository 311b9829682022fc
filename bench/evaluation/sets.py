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


def own() -> list[Utterance]:
    return read(HELD_OUT)


def rows(path: Path, text: str = "utterance", intent: str = "intent") -> list[dict[str, str]]:
    """The rows of a CSV file that has the columns ``text`` and ``intent``. Raises SetError."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            found = list(reader)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise SetError(f"{path}: {error}") from error
    if not found:
        raise SetError(f"{path}: has no rows")
    columns = reader.fieldnames or ()  # a row may have more
    missing = [column for column in (text, intent) if column not in columns]
    if missing:
        raise SetError(f"{path}: has no column {' and no column '.join(missing)}, only {', '.join(columns)}")
    return found


def labelled(path: Path, text: str = "utterance", intent: str = "intent") -> list[Labelled]:
    """Raises SetError."""
    return [Labelled(row[text] or "", row[intent] or "") for row in rows(path, text, intent)]


def two_wishes(path: Path) -> list[tuple[str, list[str]]]:
    """Messages with two wishes, and the intents of both: a YAML list of {text, wishes}."""
    return [(each["text"], each["wishes"]) for each in yaml.safe_load(path.read_text(encoding="utf-8"))]
