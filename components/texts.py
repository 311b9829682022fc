"""The texts of `data/responses/<language>/<topic>.yml`: read, compared with each other, kept fresh."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from components.log import log
from sahay.language.tag import base

PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")

Texts = Mapping[str, Mapping[str, "Entry"]]  # by language, then by key


class TextsError(Exception):
    """A file of texts is wrong. The message names the file, the key and what to do, on one line."""


@dataclass(frozen=True, slots=True)
class Button:
    title: str
    payload: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What is said for one key in one language, and in the file of which topic that is written."""

    topic: str
    text: str
    buttons: tuple[Button, ...] = ()

    @property
    def placeholders(self) -> frozenset[str]:
        written = (self.text, *(button.title for button in self.buttons))
        return frozenset(name for text in written for name in PLACEHOLDER.findall(text))

    @property
    def payloads(self) -> tuple[str, ...]:
        return tuple(button.payload for button in self.buttons)


class FreshTexts:
    """The texts of a directory as they are now: a shop that edits a file need not restart anything.

    Raises TextsError when the texts are wrong at the start. A later edit that is wrong is said in the log once, and
    the last good texts stay.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._stamp = _stamp(directory)
        self._texts = load(directory)

    @property
    def current(self) -> Texts:
        stamp = _stamp(self._directory)
        if stamp != self._stamp:
            self._stamp = stamp
            try:
                self._texts = load(self._directory)
            except TextsError as error:
                log("texts.wrong", level="error", problem=str(error))
            else:
                log("texts.reloaded", languages=sorted(self._texts))
        return self._texts


def load(directory: Path) -> Texts:
    """Every language's texts by key, of all its topics; the keys, their files, placeholders and buttons are the same in
    all languages.

    A language in Latin letters (the folder hi-Latn) may leave out keys: they are said in its own script.
    """
    texts: dict[str, dict[str, Entry]] = {}
    for path in _files(directory):
        known, more = texts.setdefault(path.parent.name, {}), _read(path)
        if twice := sorted(known.keys() & more.keys()):
            raise TextsError(f"{_name(path)}: {twice[0]}: is in {path.parent.name}/{known[twice[0]].topic}.yml too")
        known |= more
    if not texts:
        raise TextsError(f"{directory}: no texts: there is no file like en/talk.yml")
    model, *others = sorted(texts, key=lambda tag: tag != base(tag))  # one that must be whole
    for language in others:
        for problem in _differences(texts, model, language):
            raise TextsError(problem)
    return texts


def _files(directory: Path) -> list[Path]:
    return sorted(directory.glob("*/*.yml"))


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"


def _stamp(directory: Path) -> tuple[tuple[str, int, int], ...]:
    """Differs after an edit: name, time of change and size of each file."""
    try:
        files = [(_name(path), path.stat()) for path in _files(directory)]
    except OSError:  # an editor is just replacing a file: look again at the next message
        return ()
    return tuple((name, status.st_mtime_ns, status.st_size) for name, status in files)


def _read(path: Path) -> dict[str, Entry]:
    try:
        content = YAML(typ="safe", pure=True).load(path.read_text("utf-8"))
    except YAMLError as error:
        raise TextsError(f"{_name(path)}: not YAML: {' '.join(str(error).split())}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise TextsError(f"{_name(path)}: cannot be read: {error}") from None
    match content:
        case {"language": path.parent.name, "texts": dict() as texts, **others} if not others and texts:
            return {str(key): _entry(path, str(key), value) for key, value in texts.items()}
    need = f"`language: {path.parent.name}` and `texts:` with at least one"
    raise TextsError(f"{_name(path)}: must have {need}, nothing else")


def _entry(path: Path, key: str, value: Any) -> Entry:
    match value:
        case str() as text:
            entry = Entry(path.stem, text.strip())
        case {"text": str() as text, "buttons": list() as buttons, **others} if not others:
            entry = Entry(path.stem, text.strip(), tuple(_button(path, key, button) for button in buttons))
        case {"text": str() as text, **others} if not others:
            entry = Entry(path.stem, text.strip())
        case _:
            raise TextsError(f"{_name(path)}: {key}: must be a text, or `text:` and `buttons:`")
    if not entry.text:
        raise TextsError(f"{_name(path)}: {key}: is empty")
    for written in (entry.text, *(button.title for button in entry.buttons)):
        if brace := re.search(r"[{}]", PLACEHOLDER.sub("", written)):
            raise TextsError(f"{_name(path)}: {key}: a {brace[0]} that is no placeholder like {{order_number}}")
    return entry


def _button(path: Path, key: str, value: Any) -> Button:
    match value:
        case {"title": str() as title, "payload": str() as payload, **others} if title and payload and not others:
            return Button(title, payload)
    raise TextsError(f"{_name(path)}: {key}: each button needs `title:` and `payload:`, nothing else")


def _differences(texts: Texts, model: str, language: str) -> Iterator[str]:
    """What is wrong in `language`, given that `model` is right: a line for each, with the file to correct."""
    right, other = texts[model], texts[language]
    for key, wanted in right.items():
        if key not in other and language == base(language):
            yield f"{language}/{wanted.topic}.yml: {key}: missing, {model}/{wanted.topic}.yml has it"
    for key, entry in other.items():
        here, there = f"{language}/{entry.topic}.yml: {key}", f"{model}/{entry.topic}.yml"
        wanted = right.get(key)
        if wanted is None:
            yield f"{here}: not in {there}"
        elif wanted.topic != entry.topic:
            yield f"{here}: must be in {language}/{wanted.topic}.yml, as in {model}/{wanted.topic}.yml"
        elif differing := sorted(entry.placeholders ^ wanted.placeholders):
            yield f"{here}: {{{differing[0]}}} must be in this text and in {there}, or in neither"
        elif entry.payloads != wanted.payloads:
            yield f"{here}: the buttons' payloads differ from those in {there}"
