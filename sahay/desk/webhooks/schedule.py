"""When a call is made again, when a webhook is left in peace, and when it is given up."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from http import HTTPStatus

from sahay.domain.work import RetryPolicy

# The pauses that Standard Webhooks recommends: three days in all.
RETRY = RetryPolicy(attempts=10, delays=(5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400))
# Who answers, and says that they will not take it, is not asked for three days: the next ones wait behind it.
REFUSED_ATTEMPTS = 4
# 4xx that say nothing of the call itself: too early, too often, too slow.
_LATER = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_EARLY, HTTPStatus.TOO_MANY_REQUESTS}
)
# After so long without one success the webhook is switched off.
PATIENCE = timedelta(days=5)
LONGEST_PAUSE = timedelta(days=1)


class OffBecause(StrEnum):
    GONE = "gone"  # it answered 410
    FAILING = "failing"  # for PATIENCE


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one call: a status, or the word for why there was none. `retry_after` is the receiver's own wish."""

    status: int | None = None
    error: str | None = None
    milliseconds: int = 0
    retry_after: timedelta | None = None

    @property
    def is_success(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    @property
    def is_refusal(self) -> bool:
        return self.status is not None and 400 <= self.status < 500 and self.status not in _LATER


@dataclass(frozen=True, slots=True)
class Health:
    """How a webhook is: `failures` in a row, over all its calls; nothing is sent before `paused_until`."""

    failures: int = 0
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    off_because: OffBecause | None = None

    def after(self, answer: Answer, given_up: bool, now: datetime) -> "Health":
        """What one call's answer makes of it. `given_up`: the event will not be sent again."""
        if answer.is_success:
            return Health()
        failures, since = self.failures + 1, self.failing_since or now
        if answer.status == HTTPStatus.GONE:
            return Health(failures, since, None, OffBecause.GONE)
        if now - since >= PATIENCE:
            return Health(failures, since, None, OffBecause.FAILING)
        if given_up and answer.is_refusal:
            return Health(failures, since)  # it is there, and may well take the next one
        wished = min(answer.retry_after or timedelta(0), LONGEST_PAUSE)
        return Health(failures, since, max(RETRY.next_at(failures, now), now + wished))


def is_given_up(answer: Answer, attempts: int) -> bool:
    """Whether an event is not sent again after so many attempts, this one counted."""
    if answer.is_success:
        return False
    return RETRY.exhausted(attempts) or (answer.is_refusal and attempts >= REFUSED_ATTEMPTS)
