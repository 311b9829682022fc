"""What is taught, as changes of files that can be reviewed: an entry of the knowledge base or utterances of an intent,
each with a dialogue that tests it."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sahay.config.yaml_file import safe_load
from sahay.desk.unanswered.masking import masked
from sahay.language.canonical import canonical
from sahay.language.tag import TAGS
from sahay.shop.faq import Entry
from sahay.shop.faq.editing import checked

# Files of their own, below the project's folders: what came from customers is found in one place.
NAME = "taught.yml"
UTTERANCES = Path("data/nlu")
DIALOGUES = Path("tests/conversations/scripts")
WIDTH = 118
UTTERANCE_CHARACTERS = 300

_NLU_HEAD = 'version: "3.1"\n\nnlu:\n'
_BATCH = "taught"


class LessonError(Exception):
    """It cannot be taught so. The message says why, for the supervisor."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file of the project before and after; `path` is below the project's folder."""

    path: Path
    before: str
    after: str

    @property
    def diff(self) -> str:
        """As `diff -u` writes it."""
        lines = difflib.unified_diff(
            self.before.splitlines(keepends=True),
            self.after.splitlines(keepends=True),
            f"a/{self.path}",
            f"b/{self.path}",
        )
        return "".join(lines)


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Questions and answers by language tag, as the supervisor wrote them."""

    key: str
    topic: str
    questions: Mapping[str, Sequence[str]]
    answers: Mapping[str, str]
    tags: Sequence[str] = ()


class Lessons:
    """`root` is the project's folder, `faq` the one of the knowledge base."""

    def __init__(self, root: Path, faq: Path, languages: Sequence[str]) -> None:
        self._root = root
        self._faq = faq
        self._languages = languages

    def entry(self, new: NewEntry) -> tuple[list[Change], list[Entry]]:
        """What changes, and the whole knowledge base as it would be. Raises FaqError."""
        questions = {tag: [masked(each) for each in new.questions[tag]] for tag in TAGS if new.questions.get(tag)}
        answers = {tag: new.answers[tag].strip() for tag in TAGS if new.answers.get(tag)}
        raw: dict[str, Any] = {"key": new.key, "topic": new.topic, "questions": questions, "answer": answers}
        if new.tags:
            raw["tags"] = list(new.tags)
        change = self._added(self._faq.relative_to(self._root) / NAME, _yaml([raw]))
        entries = checked(self._root / change.path, change.after, self._languages)
        scripts = [
            {
                "conversation": f"taught: {new.key}",
                "language": tag,
                "turns": [{"says": each[0], "bot": [f"faq:{new.key}"]}],
            }
            for tag, each in questions.items()
        ]
        return [change, *self._dialogues(scripts)], entries

    def utterances(self, intent: str, said: Sequence[tuple[str, str]]) -> list[Change]:
        """`said` are (language tag, words). Raises LessonError."""
        plain = [(tag, masked(words)) for tag, words in said]
        self._refuse_unfit(intent, plain)
        by_tag = {tag: [words for each, words in plain if each == tag] for tag in TAGS}
        blocks = "".join(_block(intent, tag, words) for tag, words in by_tag.items() if words)
        scripts = [
            {
                "conversation": f"taught: {intent}: {words}",
                "language": tag,
                "turns": [{"says": words, "intent": intent}],
            }
            for tag, words in plain
        ]
        return [self._added(UTTERANCES / NAME, blocks, head=_NLU_HEAD), *self._dialogues(scripts)]

    def intents(self) -> list[str]:
        """Those that have utterances."""
        return sorted({block["intent"] for block in self._blocks()})

    def write(self, changes: Iterable[Change]) -> None:
        """Each file whole or not at all."""
        for change in changes:
            file = self._root / change.path
            draft = file.with_suffix(".draft")
            draft.write_text(change.after, encoding="utf-8")
            draft.replace(file)

    def _refuse_unfit(self, intent: str, said: Sequence[tuple[str, str]]) -> None:
        known = {canonical(words): block["intent"] for block in self._blocks() for words in _examples(block)}
        if intent not in known.values():
            raise LessonError(f"There is no intent {intent}.")
        if not said:
            raise LessonError("There is nothing to teach: choose one question or more.")
        seen: set[str] = set()
        for tag, words in said:
            same = canonical(words)
            if tag not in TAGS:
                raise LessonError(f"{tag} is none of the languages {', '.join(TAGS)}.")
            if not words or len(words) > UTTERANCE_CHARACTERS:
                raise LessonError(f"An utterance has 1 to {UTTERANCE_CHARACTERS} characters.")
            if same in known:
                raise LessonError(f'"{words}" is known already, as {known[same]}.')
            if same in seen:
                raise LessonError(f'"{words}" is there twice.')
            seen.add(same)

    def _blocks(self) -> Iterable[dict[str, Any]]:
        for file in sorted((self._root / UTTERANCES).glob("*.yml")):
            document = safe_load(file.read_text(encoding="utf-8")) or {}
            yield from (block for block in document.get("nlu", ()) if "intent" in block)

    def _dialogues(self, scripts: Sequence[Mapping[str, Any]]) -> Iterable[Change]:
        """None where the project's tests are not installed."""
        if (self._root / DIALOGUES).is_dir():
            yield self._added(DIALOGUES / NAME, _yaml(scripts))

    def _added(self, path: Path, text: str, head: str = "") -> Change:
        file = self._root / path
        before = file.read_text(encoding="utf-8") if file.exists() else ""
        kept = before.rstrip("\n") + "\n\n" if before.strip() else head
        return Change(path, before, kept + text)


def key_of(question: str) -> str:
    """A key made of a question's first words; empty where none is in Latin letters."""
    words = re.findall(r"[a-z0-9]+", masked(question).lower())
    return "_".join(words[:6])


def _yaml(value: Sequence[Mapping[str, Any]]) -> str:
    text: str = yaml.safe_dump(list(value), allow_unicode=True, sort_keys=False, width=WIDTH)
    return text


def _block(intent: str, tag: str, said: Iterable[str]) -> str:
    lines = "".join(f"      - {words}\n" for words in said)
    return f"  - intent: {intent}\n    metadata: {{language: {tag}, batch: {_BATCH}}}\n    examples: |\n{lines}"


def _examples(block: Mapping[str, Any]) -> list[str]:
    return [line.removeprefix("- ") for line in str(block.get("examples", "")).splitlines()]
