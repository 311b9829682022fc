"""The customer service window: for a day after each message of theirs a customer may be told anything, later only what
Meta has approved before."""

from datetime import datetime

from sahay.channels.whatsapp.limits import WINDOW


def closes_at(heard_at: datetime | None) -> datetime | None:
    """None for who has never written: it was never open."""
    return heard_at + WINDOW if heard_at else None


def is_open(heard_at: datetime | None, now: datetime) -> bool:
    closes = closes_at(heard_at)
    return closes is not None and now < closes
