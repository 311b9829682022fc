"""What a parser may do with what it is given."""

import time
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from sahay.channels.base import Envelope
from sahay.channels.events import Event

# Of the processor's time, for one input: a provider waits for us, and so do other customers.
SECONDS = 1.0
# As wide as the columns of `channel_update` and `channel_address`.
UPDATE_ID, KEY, ADDRESS = 200, 128, 128

Read = Callable[[bytes], None]


class Wrong(Exception):
    """A parser gave what cannot be stored, or took too long."""


def in_time(read: Read, data: bytes) -> None:
    """Raises Wrong where it took too long, and what `read` raises."""
    began = time.process_time()
    read(data)
    if (took := time.process_time() - began) > SECONDS:
        raise Wrong(f"{took:.1f} s for {len(data)} bytes")


def judge_envelope(envelope: Envelope) -> None:
    """Raises Wrong."""
    if not (0 < len(envelope.id) <= UPDATE_ID and 0 < len(envelope.key) <= KEY and 0 <= envelope.order < 2**63):
        raise Wrong("an envelope that does not fit its columns")
    _judge_texts(envelope)


def judge_event(event: Event) -> None:
    """Raises Wrong."""
    if not 0 < len(event.sender.address) <= ADDRESS or event.at.tzinfo is None:
        raise Wrong("an event that does not fit its columns")
    _judge_texts(event)


def _judge_texts(value: object) -> None:
    for text in _texts(value):
        if "\x00" in text or text.encode("utf-8", "ignore").decode() != text:
            raise Wrong("a text that no database keeps")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
