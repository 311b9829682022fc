"""How a channel is, as the desk's page of channels shows it."""

from collections.abc import Awaitable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import structlog

from sahay.channels.base import DeliveryError
from sahay.domain.clock import Clock

log = structlog.get_logger()

Answer = TypeVar("Answer")


@dataclass(slots=True)
class Health:
    """Kept by whoever asks the provider. `account` is what the channel is called there, `problem` the latest trouble in
    words for the operator, None when the last look found none; `refused_at` is when somebody last called the webhook
    with a wrong secret, `pending` how many updates wait at the provider's, `registered` the address that the provider
    had when it was asked. `reach` is what stood in the way when we called our own address (see
    `sahay.channels.reach`), and `reach_at` when that was."""

    mode: str
    address: str | None = None
    account: str | None = None
    is_connected: bool = False
    looked_at: datetime | None = None
    problem: str | None = None
    refused_at: datetime | None = None
    pending: int = 0
    registered: str | None = None
    reach: str | None = None
    reach_at: datetime | None = None
    facts: dict[str, str] = field(default_factory=dict)

    def well(self, now: datetime) -> None:
        self.is_connected, self.problem, self.looked_at = True, None, now

    def ill(self, problem: str, now: datetime) -> None:
        self.is_connected, self.problem, self.looked_at = False, problem, now


async def watched(call: Awaitable[Answer], health: Health, clock: Clock, channel: str) -> Answer:
    """What the provider answers. A refusal of one message says nothing about the channel, one that halts it does."""
    try:
        answer = await call
    except DeliveryError as refused:
        if refused.halts:
            health.ill(str(refused), clock.now())
            log.warning("channel.halted", channel=channel, problem=str(refused))
        raise
    health.well(clock.now())
    return answer
