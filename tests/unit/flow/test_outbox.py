"""Delivery: in order, tried again, given up in the end."""

from datetime import datetime

import pytest

from sahay.channels.base import Capabilities, DeliveryError, Part, Recipient, Verdict
from sahay.domain.message import Message
from sahay.domain.work import Delivery, RetryPolicy
from sahay.flow.delivering import Delivering
from sahay.flow.outbox import Outbox
from tests.fakes import answer
from tests.unit.flow.harness import Flow


class FlakyChannel:
    """A channel that fails as scripted, and remembers what went out."""

    name = "web"

    def __init__(self, *failures: DeliveryError) -> None:
        self.failures = list(failures)
        self.sent: list[str] = []

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(text=100, idempotent=True)

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        return (Part(message.text),)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        if self.failures:
            raise self.failures.pop(0)
        self.sent.append(part.text)
        return None


async def deliver(channel: FlakyChannel, policy: RetryPolicy) -> dict[int, Delivery]:
    flow = await Flow.begin(answer("one", "two"))
    await flow.customer("hi")
    await flow.turns.drain(flow.conversation_id)
    await Outbox(flow.store, Delivering({"web": channel}, flow.clock), flow.clock, policy).drain(flow.conversation_id)
    async with flow.store.snapshot() as snapshot:
        return await snapshot.deliveries(flow.conversation_id)


AGAIN = DeliveryError("unreachable", Verdict.RETRY)
NEVER = DeliveryError("blocked by the user", Verdict.GIVE_UP)
POLICY = RetryPolicy(attempts=3, delays=(0, 0))


@pytest.mark.parametrize(
    ("failures", "sent", "states"),
    [
        ([], ["one", "two"], [Delivery.SENT, Delivery.SENT]),
        ([AGAIN, AGAIN], ["one", "two"], [Delivery.SENT, Delivery.SENT]),  # the second never overtakes the first
        ([AGAIN, AGAIN, AGAIN], ["two"], [Delivery.FAILED, Delivery.SENT]),  # three attempts are all
        ([NEVER], ["two"], [Delivery.FAILED, Delivery.SENT]),  # no point in trying
        ([DeliveryError("slow down", Verdict.RETRY, after_seconds=0)], ["one", "two"], [Delivery.SENT, Delivery.SENT]),
    ],
)
async def test_delivery(failures: list[DeliveryError], sent: list[str], states: list[Delivery]) -> None:
    channel = FlakyChannel(*failures)
    deliveries = await deliver(channel, POLICY)

    assert channel.sent == sent
    assert list(deliveries.values()) == states
