"""The titles of the buttons that name an intent: `data/responses/<language>/titles.yml`."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from sahay.config.yaml_file import safe_load
from sahay.language.tag import preferences

PREFIX = "title_"


class TitlesError(Exception):
    """A file of texts cannot be used: one line that names it."""


class Titles:
    """By language and intent. What a language lacks is said in the default one, Hindi in Latin letters in Hindi."""

    def __init__(self, by_language: Mapping[str, Mapping[str, str]], default: str) -> None:
        self._by_language = by_language
        self._default = default

    @classmethod
    def load(cls, directory: Path, default: str) -> "Titles":
        """Read `directory/<language>/titles.yml`. Raises TitlesError."""
        titles = {file.parent.name: _read(file) for file in sorted(directory.glob("*/titles.yml"))}
        if default not in titles:
            raise TitlesError(f"{default}/titles.yml: the default language has no texts")
        return cls(titles, default)

    def get(self, intent: str, language: str) -> str | None:
        """The title, or None for an intent that no button offers."""
        titles = (self._by_language.get(tag, {}) for tag in preferences(language, self._default))
        return next((each[intent] for each in titles if intent in each), None)


def _read(file: Path) -> dict[str, str]:
    try:
        texts = safe_load(file.read_text(encoding="utf-8"))["texts"]
        return {key.removeprefix(PREFIX): text for key, text in texts.items()}
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise TitlesError(f"{file.parent.name}/{file.name}: {' '.join(str(error).split())}") from error
