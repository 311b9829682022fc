"""What the app says to customers, in their language: app.yml and operations.yml in `data/responses/<language>/`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sahay.config.yaml_file import safe_load
from sahay.domain.message import Button
from sahay.language.tag import preferences

# The files with what the app says; the others are the bot's. It says the titles of wishes too.
TOPICS = ("app", "operations", "titles")


class TextsError(Exception):
    """A file of texts cannot be used: one line that names the file and the key."""


@dataclass(frozen=True, slots=True)
class Said:
    text: str
    buttons: tuple[Button, ...] = ()


class Texts:
    """Texts by language and key. What a language lacks is said in the default one, Hindi in Latin letters in Hindi."""

    def __init__(self, by_language: dict[str, dict[str, Said]], default: str) -> None:
        self._by_language = by_language
        self._default = default

    @classmethod
    def load(cls, folder: Path, default: str) -> "Texts":
        """Read the app's topics in `folder/<language>/`. Raises TextsError."""
        loaded: dict[str, dict[str, Said]] = {}
        for topic in TOPICS:
            for file in sorted(folder.glob(f"*/{topic}.yml")):
                loaded.setdefault(file.parent.name, {}).update(_read(file))
        if default not in loaded:
            raise TextsError(f"data/responses/{default}/app.yml: the default language has no texts")
        return cls(loaded, default)

    def say(self, key: str, language: str, **values: object) -> Said:
        """The text with its {placeholders} filled in. Raises KeyError for a key that no file has."""
        texts = (self._by_language.get(tag, {}) for tag in preferences(language, self._default))
        said = next((each[key] for each in texts if key in each), None)
        if said is None:
            raise KeyError(key)
        return Said(said.text.format_map({name: str(value) for name, value in values.items()}), said.buttons)


def _read(file: Path) -> dict[str, Said]:
    try:
        document = safe_load(file.read_text(encoding="utf-8"))
        return {key: _said(value) for key, value in document["texts"].items()}
    except (yaml.YAMLError, KeyError, TypeError, AttributeError, ValueError) as error:
        raise TextsError(f"data/responses/{file.parent.name}/{file.name}: {' '.join(str(error).split())}") from error


def _said(value: Any) -> Said:
    if isinstance(value, str):
        return Said(value)
    buttons = tuple(Button(item["title"], item["payload"]) for item in value.get("buttons", ()))
    return Said(value["text"], buttons)
