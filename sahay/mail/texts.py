"""What mails say, in the customer's language: `data/responses/<language>/mail.yml`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from sahay.config.yaml_file import safe_load
from sahay.language.tag import preferences

# `mail_code` is a text, `mail_code_subject` its subject.
SUBJECT = "_subject"


class MailTextsError(Exception):
    """A file of texts cannot be used: one line that names it."""


@dataclass(frozen=True, slots=True)
class Written:
    subject: str
    text: str


class MailTexts:
    """By language and key. What a language lacks is said in the default one, Hindi in Latin letters in Hindi."""

    def __init__(self, by_language: Mapping[str, Mapping[str, str]], default: str) -> None:
        self._by_language = by_language
        self._default = default

    @classmethod
    def load(cls, folder: Path, default: str) -> "MailTexts":
        """Read `folder/<language>/mail.yml`. Raises MailTextsError."""
        loaded = {file.parent.name: _read(file) for file in sorted(folder.glob("*/mail.yml"))}
        if default not in loaded:
            raise MailTextsError(f"{default}/mail.yml: the default language has no texts")
        return cls(loaded, default)

    def write(self, key: str, language: str, **values: object) -> Written:
        """Subject and text with their {placeholders} filled in. Raises KeyError for a key that no file has."""
        filled = {name: str(value) for name, value in values.items()}
        subject, text = (self._find(each, language).format_map(filled) for each in (key + SUBJECT, key))
        return Written(subject, text)

    def _find(self, key: str, language: str) -> str:
        texts = (self._by_language.get(tag, {}) for tag in preferences(language, self._default))
        found = next((each[key] for each in texts if key in each), None)
        if found is None:
            raise KeyError(key)
        return found


def _read(file: Path) -> dict[str, str]:
    try:
        texts = safe_load(file.read_text(encoding="utf-8"))["texts"]
        return {str(key): text.strip() for key, text in texts.items()}
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise MailTextsError(f"{file.parent.name}/{file.name}: {' '.join(str(error).split())}") from error
