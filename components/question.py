"""What the app sends to the channel, checked."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, NamedTuple, NoReturn

from components.payload import BadPayload, Vocabulary, is_unicode, read

MESSAGE_CHARACTERS = 8000  # the app's limit is 2000; a button's payload is longer than its text
KINDS = ("text", "payload")
IDENTIFIER = re.compile(r"[\x21-\x7e]{1,255}")  # the width of the tracker's key


class BadQuestion(Exception):
    """The request is not what `SahayChannel` describes. The message names the field and what it must be."""


@dataclass(frozen=True, slots=True)
class Question:
    """One message of a customer. `kind`: "text" is what somebody typed, and means what it means to a reader;
    "payload" is what a button of ours sends. `fresh`: begin with a clean memory, as a human had the conversation.
    `at`: when it was written, in ISO 8601 with a zone; "today" in it is that day."""

    sender: str
    message: str
    message_id: str
    language: str
    channel: str
    fresh: bool
    kind: Literal["text", "payload"]
    verified_phone: str | None = None
    at: str | None = None

    @property
    def metadata(self) -> dict[str, str]:
        """What the actions may know about the message, beside its text."""
        names = ("message_id", "language", "channel", "kind", "verified_phone", "at")
        return {name: value for name in names if (value := getattr(self, name)) is not None}


class Field(NamedTuple):
    """A field of a JSON object: what a good value is, in code and in words."""

    is_good: Callable[[Any], bool]
    must_be: str
    optional: bool = False


def _is_identifier(value: Any) -> bool:
    return isinstance(value, str) and IDENTIFIER.fullmatch(value) is not None


def _is_message(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= MESSAGE_CHARACTERS and is_unicode(value)


def _is_moment(value: Any) -> bool:
    try:
        return datetime.fromisoformat(value).utcoffset() is not None
    except (TypeError, ValueError):
        return False


_AN_IDENTIFIER = Field(_is_identifier, "1 to 255 printable ASCII characters without spaces")
_BODY = {
    "sender": _AN_IDENTIFIER,
    "message": Field(_is_message, f"a text of 1 to {MESSAGE_CHARACTERS} characters that is not blank"),
    "metadata": Field(lambda value: isinstance(value, dict), "an object"),
}


def _metadata(languages: frozenset[str]) -> Mapping[str, Field]:
    return {
        "message_id": _AN_IDENTIFIER,
        "language": Field(
            lambda value: isinstance(value, str) and value in languages, f"one of {', '.join(sorted(languages))}"
        ),
        "channel": _AN_IDENTIFIER,
        "fresh": Field(lambda value: isinstance(value, bool), "true or false"),
        "kind": Field(lambda value: value in KINDS, f"one of {', '.join(KINDS)}"),
        "verified_phone": Field(_is_identifier, "a phone number", optional=True),
        "at": Field(_is_moment, "a moment in ISO 8601 with a zone", optional=True),
    }


def parse(body: bytes, languages: frozenset[str], vocabulary: Vocabulary) -> Question:
    """The question in a request's body; if it is a payload, one of `vocabulary`. Raises BadQuestion."""
    try:
        content = json.loads(body, parse_constant=_no_constant)
    except (ValueError, RecursionError):  # among them: no UTF-8
        raise BadQuestion("the body must be JSON in UTF-8") from None
    if not isinstance(content, dict):
        raise BadQuestion("the body must be a JSON object")
    outer = _checked(content, _BODY, "")
    inner = _checked(outer.pop("metadata"), _metadata(languages), "metadata.")
    question = Question(**outer, **inner)
    if question.kind == "payload":
        _check_payload(question.message, vocabulary)
    return question


def _check_payload(message: str, vocabulary: Vocabulary) -> None:
    try:
        read(message, vocabulary)
    except BadPayload as problem:
        raise BadQuestion(f"message: {problem}") from None


def _checked(content: Mapping[str, Any], fields: Mapping[str, Field], prefix: str) -> dict[str, Any]:
    for name in content:
        if name not in fields:
            raise BadQuestion(f"{prefix}{name[:40]!r}: no such field")
    good: dict[str, Any] = {}
    for name, field in fields.items():
        value = content.get(name)
        if value is None and field.optional:
            continue
        if not field.is_good(value):
            raise BadQuestion(f"{prefix}{name}: must be {field.must_be}")
        good[name] = value
    return good


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")
