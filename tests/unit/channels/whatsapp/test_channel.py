"""WhatsApp keeps the contract of every channel, both ways."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from sahay.channels.base import DeliveryError, Verdict
from sahay.channels.health import Health
from sahay.channels.whatsapp.adapting import Wording
from sahay.channels.whatsapp.channel import Secrets, WhatsAppChannel
from sahay.channels.whatsapp.client import Access, GraphClient
from sahay.channels.whatsapp.signing import sign
from sahay.channels.whatsapp.templates import Approved, Templates
from sahay.domain.message import Author, File, Message
from tests.fakes import MORNING, ManualClock
from tests.unit.channels.contract import CONVERSATION, HEARD, ChannelContract, ReceiverContract
from tests.unit.channels.whatsapp.captured import BODIES, NUMBER

SECRETS = Secrets("app-secret", "verify-word")
WORDING = Wording("Choose", "Please choose:", "Reply with a number.")
LATE = Templates("Saral", {"agent_reply": Approved("late_reply", {"en": "en"}, ("agent", "text"))})


async def no_content(file_id: str) -> bytes:
    raise LookupError(file_id)


@cache
def channel() -> WhatsAppChannel:
    client = GraphClient(Access("token", NUMBER, "http://127.0.0.1:9"))
    return WhatsAppChannel(
        client, NUMBER, SECRETS, lambda _language: WORDING, no_content, LATE, Health("webhook"), ManualClock()
    )


class TestOut(ChannelContract):
    def channel(self) -> WhatsAppChannel:
        return channel()


def test_a_file_is_not_left_out_of_what_is_said_late() -> None:
    """A template carries none: the agent is told, and nothing is said by half."""
    file = File("f1", "lamp.png", "image/png", 900)
    message = Message(CONVERSATION.id, 7, Author.AGENT, "Here it is", MORNING, "whatsapp", files=(file,))

    with pytest.raises(DeliveryError) as caught:
        channel().adapt(message, replace(HEARD, heard_at=MORNING - timedelta(hours=25)), MORNING)

    assert caught.value.verdict is Verdict.ASK_HUMAN


class TestIn(ReceiverContract):
    def receiver(self) -> WhatsAppChannel:
        return channel()

    def bodies(self) -> dict[str, bytes]:
        return BODIES

    def headers(self, body: bytes) -> dict[str, str]:
        return {"x-hub-signature-256": sign(body, SECRETS.app)}

    def mutated(self, body: bytes, value: object, place: int) -> bytes:
        document = json.loads(body)
        places = list(_places(document))
        parent, key = places[place % len(places)]
        parent[key] = value
        return json.dumps(document).encode()


def _places(value: Any) -> Any:
    """Every place in a document at which something stands."""
    keys = list(value) if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from _places(value[key])
