"""The files of the knowledge base: read, and checked so that a mistake names its file, entry and field.

- key: returns_window
  topic: returns
  intent: return_product   # may be left out: the wish that it answers however it is worded, in one entry only
  tags: [policy, deadline] # may be left out: further words by which it is found
  valid_from: 2026-11-01   # may be left out, like valid_until: the first and the last day on which it is there
  questions: {en: [How many days do I have to return something?, ...], hi: [...], hi-Latn: [...], ...}
  answer: {en: You can return it within 10 days., hi: ..., gu: ..., hi-Latn: (may be left out)}

Answers in languages that the shop does not offer may stay: they are not read. Questions in them still find an answer.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import yaml

from sahay.config.yaml_file import safe_load
from sahay.language.canonical import canonical
from sahay.language.tag import TAGS, with_tags
from sahay.shop.faq import QUESTION_LANGUAGES, Entry, FaqError

FIELDS = ("key", "topic", "intent", "tags", "valid_from", "valid_until", "questions", "answer")
# Of the columns that keep them.
KEY = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*")
KEY_CHARACTERS = 80
TOPIC_CHARACTERS = 80
INTENT = re.compile(r"[a-z]+(_[a-z]+)*")
INTENT_CHARACTERS = 80
TAG_CHARACTERS = 40
QUESTION_CHARACTERS = 500


def read_directory(directory: Path, languages: Sequence[str]) -> list[Entry]:
    """The entries of all `*.yml` files, each worded in all `languages` that the shop offers. Raises FaqError."""
    files = sorted(directory.glob("*.yml"))
    if not files:
        raise FaqError(f"{directory}: has no *.yml files")
    entries: list[Entry] = []
    sources: dict[str, str] = {}
    for file in files:
        for entry in _read_file(file, languages):
            if entry.key in sources:
                raise FaqError(f"{file.name}: {entry.key}: key: is taken already, in {sources[entry.key]}")
            sources[entry.key] = file.name
            entries.append(entry)
    _refuse_shared_questions(entries, sources)
    _refuse_shared_intents(entries, sources)
    return entries


def _read_file(file: Path, languages: Sequence[str]) -> Iterable[Entry]:
    document = _parse(file)
    if not isinstance(document, list):
        raise FaqError(f"{file.name}: must be a list of entries")
    for number, raw in enumerate(document, start=1):
        yield _Reader(file.name, number, raw, languages).entry()


def _parse(file: Path) -> Any:
    try:
        return safe_load(file.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f", line {mark.line + 1}" if mark else ""
        raise FaqError(f"{file.name}{where}: not valid YAML: {error.problem}") from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise FaqError(f"{file.name}: not valid YAML: {str(error).splitlines()[0]}") from None


def _refuse_shared_questions(entries: Iterable[Entry], sources: dict[str, str]) -> None:
    """A question that two entries claim can only be answered wrongly by one of them."""
    owners: dict[str, str] = {}
    for entry in entries:
        for language, questions in entry.questions.items():
            for question in questions:
                owner = owners.setdefault(canonical(question), entry.key)
                if owner != entry.key:
                    where = f"{sources[entry.key]}: {entry.key}: questions.{language}"
                    raise FaqError(f"{where}: {question!r} is a question of {owner} too")


def _refuse_shared_intents(entries: Iterable[Entry], sources: dict[str, str]) -> None:
    """One wish has one answer."""
    owners: dict[str, str] = {}
    for entry in entries:
        if entry.intent and (owner := owners.setdefault(entry.intent, entry.key)) != entry.key:
            raise FaqError(f"{sources[entry.key]}: {entry.key}: intent: {entry.intent} is answered by {owner} already")


class _Reader:
    """Reads one entry, and knows where it is when something is wrong with it."""

    def __init__(self, file: str, number: int, raw: Any, languages: Sequence[str]) -> None:
        self._where = f"{file}: entry {number}"
        self._languages = languages
        self._raw = self._mapping(raw, "entry", FIELDS)
        self._key = self._read_key()
        self._where = f"{file}: {self._key}"

    def entry(self) -> Entry:
        return Entry(
            key=self._key,
            topic=self._text(self._raw.get("topic"), "topic", TOPIC_CHARACTERS),
            questions=self._questions(),
            answers=self._answers(),
            intent=self._intent(),
            tags=self._tags(),
            **self._dates(),
        )

    def _read_key(self) -> str:
        key = self._text(self._raw.get("key"), "key", KEY_CHARACTERS)
        if not KEY.fullmatch(key):
            raise self._wrong("key", f"must be small letters, digits and _, not {key!r}")
        return key

    def _questions(self) -> dict[str, tuple[str, ...]]:
        given = self._mapping(self._raw.get("questions"), "questions", QUESTION_LANGUAGES)
        self._require_languages(given, "questions")
        return {language: self._wordings(given[language], f"questions.{language}") for language in given}

    def _wordings(self, value: Any, field: str) -> tuple[str, ...]:
        if not isinstance(value, list) or not value:
            raise self._wrong(field, "must be a list of one question or more")
        wordings = tuple(self._text(question, field, QUESTION_CHARACTERS) for question in value)
        if len({canonical(wording) for wording in wordings}) < len(wordings):
            raise self._wrong(field, "has the same question twice")
        return wordings

    def _intent(self) -> str | None:
        if "intent" not in self._raw:
            return None
        intent = self._text(self._raw["intent"], "intent", INTENT_CHARACTERS)
        if not INTENT.fullmatch(intent):
            raise self._wrong("intent", f"must be small letters and _, not {intent!r}")
        return intent

    def _tags(self) -> tuple[str, ...]:
        given = self._raw.get("tags", [])
        if not isinstance(given, list):
            raise self._wrong("tags", "must be a list of words")
        return tuple(self._text(tag, "tags", TAG_CHARACTERS) for tag in given)

    def _dates(self) -> dict[str, date]:
        dates: dict[str, date] = {
            field: self._date(field) for field in ("valid_from", "valid_until") if field in self._raw
        }
        if len(dates) == 2 and dates["valid_until"] < dates["valid_from"]:
            raise self._wrong("valid_until", "must not be before valid_from")
        return dates

    def _date(self, field: str) -> date:
        value = self._raw[field]
        if not isinstance(value, date) or isinstance(value, datetime):
            raise self._wrong(field, f"must be a date such as 2026-11-01, not {value!r}")
        return value

    def _answers(self) -> dict[str, str]:
        given = self._mapping(self._raw.get("answer"), "answer", TAGS)
        self._require_languages(given, "answer")
        offered = with_tags(self._languages)
        return {
            language: self._text(given[language], f"answer.{language}") for language in given if language in offered
        }

    def _require_languages(self, given: dict[str, Any], field: str) -> None:
        for language in self._languages:
            if language not in given:
                raise self._wrong(f"{field}.{language}", "is missing")

    def _mapping(self, value: Any, field: str, known: Sequence[str]) -> dict[str, Any]:
        if value is None:
            raise self._wrong(field, "is missing")
        if not isinstance(value, dict):
            raise self._wrong(field, f"must have the keys {', '.join(known)}")
        for key in value:
            if key not in known:
                raise self._wrong(f"{field}.{key}", f"is not known; known are {', '.join(known)}")
        return value

    def _text(self, value: Any, field: str, longest: int | None = None) -> str:
        if value is None:
            raise self._wrong(field, "is missing")
        if not isinstance(value, str):
            raise self._wrong(field, f"must be text (in quotes, if it looks like something else), not {value!r}")
        text = value.strip()
        if not text:
            raise self._wrong(field, "is empty")
        if longest and len(text) > longest:
            raise self._wrong(field, f"must have {longest} characters or fewer, not {len(text)}")
        return text

    def _wrong(self, field: str, rule: str) -> FaqError:
        return FaqError(f"{self._where}: {field}: {rule}")
