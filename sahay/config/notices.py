"""The part `channels.notices:` of `sahay.yml`: messages that the shop's own system asks for."""

from dataclasses import dataclass
from datetime import time

from sahay.config import checks
from sahay.config.setting import setting


def _clock(value: object) -> time:
    text = checks.shaped(r"([01]\d|2[0-3]):[0-5]\d", 'must be a time of the day in quotes, as "21:00"')(value)
    return time.fromisoformat(text)


@dataclass(frozen=True, kw_only=True)
class Notices:
    """Nothing is said between `quiet_from` and `quiet_until`, in the shop's time zone: what is asked for then waits."""

    quiet_from: time = setting(_clock, time(21))
    quiet_until: time = setting(_clock, time(9))
