"""The files that the bot is trained from and runs with."""

from collections.abc import Iterator
from pathlib import Path

from sahay.config import ROOT
from sahay.config.yaml_file import read_yaml

# What a model depends on. The engine's lock stands for the versions of Rasa and of what it is built on.
SOURCES = (
    "config.yml",
    "domain.yml",
    "data/nlu",
    "data/lexicon.yml",
    "data/rules",
    "data/stories",
    "data/entities",
    "components",
    "sahay/language",
    "requirements/engine.txt",
)
# What the engine reads besides when it starts.
CONNECTIONS = ("endpoints.yml", "credentials.yml")


def sources(root: Path = ROOT) -> Iterator[Path]:
    """Every file that a model depends on, in an order that does not change."""
    return _files(root, SOURCES)


def require_yaml(root: Path = ROOT) -> None:
    """Raise ConfigError for the first file that is not YAML: Rasa's own words on it fill a screen, and say the
    line far from the last of them."""
    for path in _files(root, SOURCES + CONNECTIONS):
        if path.suffix in (".yml", ".yaml"):
            read_yaml(path, path.relative_to(root).as_posix())


def _files(root: Path, names: tuple[str, ...]) -> Iterator[Path]:
    for name in names:
        path = root / name
        yield from (path,) if path.is_file() else sorted(filter(_counts, path.rglob("*")))


def _counts(path: Path) -> bool:
    return path.is_file() and path.suffix != ".pyc" and not path.name.startswith(".")
