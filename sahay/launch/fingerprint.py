"""What a trained model depends on, as one short name: same name, same model."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from sahay.config import ROOT

# The engine's lock stands for the versions of Rasa and of what it is built on.
SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/rules",
    "data/stories",
    "data/entities",
    "components",
    "sahay/language",
    "requirements/engine.txt",
)
CHARACTERS = 16


def fingerprint(root: Path = ROOT) -> str:
    """The name of the model that the files in `root` give: changes when one of them changes, comes or goes."""
    digest = hashlib.sha256()
    for path in _files(root):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{path.relative_to(root).as_posix()} {content}\n".encode())
    return digest.hexdigest()[:CHARACTERS]


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        path = root / source
        yield from (path,) if path.is_file() else sorted(filter(_counts, path.rglob("*")))


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
