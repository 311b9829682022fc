"""Messages that a shop's system asks for: an order was shipped, a refund paid. And when nobody is disturbed."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

# What such a message carries, with the order's number behind it, so that a channel knows it for one.
PAYLOAD = "/app_notice:"


class Kind(StrEnum):
    SHIPPED = "shipped"
    DELAYED = "delayed"
    DELIVERED = "delivered"
    REFUND_PAID = "refund_paid"


class State(StrEnum):
    WAITING = "waiting"
    SAID = "said"  # it is in the conversation, and on its way
    REFUSED = "refused"  # the customer wants none, or is blocked


@dataclass(frozen=True, slots=True)
class Notice:
    """`key` is the shop's own: the same again is the same notice. `phone` in E.164. `text` is said instead of ours, in
    `language` if it is told."""

    key: str
    kind: Kind
    phone: str
    order: str
    language: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Quiet:
    """From when until when, in the shop's time zone, nothing is said that can wait; over midnight too. The same moment
    twice is never."""

    begins: time
    ends: time
    timezone: tzinfo

    def is_at(self, now: datetime) -> bool:
        clock = now.astimezone(self.timezone).time()
        if self.begins <= self.ends:
            return self.begins <= clock < self.ends
        return clock >= self.begins or clock < self.ends

    def over_at(self, now: datetime) -> datetime:
        """The next moment at which something may be said: now, if it may be."""
        if not self.is_at(now):
            return now
        local = now.astimezone(self.timezone)
        day = local.date() if local.time() < self.ends else local.date() + timedelta(days=1)
        return datetime.combine(day, self.ends, self.timezone)
