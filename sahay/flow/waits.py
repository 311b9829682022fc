"""What those who wait are told of how long it takes."""

from datetime import datetime, timedelta

from sahay.domain.clock import Clock
from sahay.domain.hours import OpeningHours
from sahay.domain.waiting import MOST_WAITS, RECENT, Range, waiting_range
from sahay.store.database import Database
from sahay.store.service_levels import recent_waits

# It changes slowly, and everybody who waits asks for it.
FRESH = timedelta(seconds=30)


class Waits:
    """The range of each team, from its recent waits."""

    def __init__(self, database: Database, hours: OpeningHours, clock: Clock) -> None:
        self._database = database
        self._hours = hours
        self._clock = clock
        self._known: dict[str | None, tuple[datetime, Range | None]] = {}

    async def range(self, team: str | None) -> Range | None:
        """None while the desk is closed, and when too little is known."""
        now = self._clock.now()
        if not self._hours.is_open(now):
            return None
        read_at, known = self._known.get(team, (None, None))
        if read_at is None or now - read_at > FRESH:
            async with self._database.read() as connection:
                known = waiting_range(await recent_waits(connection, team, now - RECENT, MOST_WAITS))
            self._known[team] = now, known
        return known
