"""What other programs can be told of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any


class EventType(StrEnum):
    HANDOFF_CREATED = "handoff.created"
    MESSAGE_CREATED = "message.created"
    CONVERSATION_RESOLVED = "conversation.resolved"
    SLA_BREACHED = "sla.breached"
    CSAT_RECEIVED = "csat.received"


# Sent when somebody asks for it, to one webhook, whatever it is for.
TEST = "webhook.test"


@dataclass(frozen=True, slots=True)
class Event:
    """`data` is what the receiver gets besides the conversation: ids, words of ours and numbers, never what somebody
    wrote. Of a message (`seq`) the text is added when it is sent."""

    type: str
    at: datetime
    conversation_id: str | None = None
    seq: int | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
