"""What becomes of a mail."""

from enum import StrEnum


class State(StrEnum):
    WAITING = "waiting"
    SENT = "sent"  # a server has taken it
    REFUSED = "refused"  # no server will
    GIVEN_UP = "given_up"  # none could be reached
    EXPIRED = "expired"  # it is of no use any more
