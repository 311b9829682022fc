"""A circuit breaker: a service that is down or overwhelmed is left in peace to come back."""

from datetime import datetime, timedelta

from sahay.domain.clock import Clock


class CircuitBreaker:
    """Opens after `failures` in a row; after `reset_seconds` lets one trial through, whose success closes it."""

    def __init__(self, clock: Clock, failures: int, reset_seconds: float) -> None:
        self._clock = clock
        self._limit = failures
        self._reset = timedelta(seconds=reset_seconds)
        self._failures = 0
        self._opened_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self._opened_at is not None

    def allows(self) -> bool:
        """Whether a call may be made now. The first call after the pause is the trial."""
        if self._opened_at is None:
            return True
        now = self._clock.now()
        if now - self._opened_at < self._reset:
            return False
        self._opened_at = now  # others wait for the trial's result
        return True

    def succeeded(self) -> None:
        self._failures = 0
        self._opened_at = None

    def failed(self) -> None:
        self._failures += 1
        if self._failures >= self._limit:
            self._opened_at = self._clock.now()
