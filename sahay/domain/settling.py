"""Changes of which a customer does not know yet whether they were made, and what they are told in the end."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class End(StrEnum):
    DONE = "done"
    NOT_DONE = "not_done"
    WITH_PERSON = "with_person"  # nobody found out: a person looks


@dataclass(frozen=True, slots=True)
class Untold:
    """A change that a message asked for."""

    id: str
    conversation_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What there is to say of a change. `kind` is a word for it ("cancel_order"), `state` the state of its record
    that this is the truth of, `values` are for the text's placeholders."""

    kind: str
    end: End
    state: str
    values: Mapping[str, object] = field(default_factory=dict)
