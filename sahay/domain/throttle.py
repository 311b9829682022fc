"""How long somebody who gave a wrong password waits before they may try again."""

from datetime import datetime, timedelta

# Slips of the finger cost nothing.
FREE_FAILURES = 5
# From all browsers that an account does not know, wherever they are: so many may come from somebody who guesses at one
# place without holding up its owner at another.
FREE_FAILURES_ANYWHERE = 20
FIRST_WAIT = timedelta(seconds=5)
# Never for good: an owner gets in again, and who guesses has about a hundred attempts a day, which is what NIST
# SP 800-63B (5.2.2) allows in a row.
LONGEST_WAIT = timedelta(minutes=15)
# A row of failures that ended so long ago counts no more.
FORGOTTEN = timedelta(days=1)


def wait_after(failures: int, free: int = FREE_FAILURES) -> timedelta:
    """Nothing for the first few in a row, then twice as long each time."""
    beyond = failures - free
    if beyond < 0:
        return timedelta()
    doublings = min(beyond, (LONGEST_WAIT // FIRST_WAIT).bit_length())  # a longer power is of no use
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def still_counting(failures: int, failed_at: datetime, now: datetime) -> int:
    """How many failures in a row there are at `now`."""
    return failures if now - failed_at < FORGOTTEN else 0
