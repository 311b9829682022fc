"""What an agent may write on a channel: how long, with which files, and until when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sahay.domain.attachment import ENDINGS, FILE_BYTES, FILES

# The longest reply that the desk takes.
REPLY_CHARACTERS = 4000


@dataclass(frozen=True, slots=True)
class Limits:
    """`window`: how long after the customer's last message one may still write; None for ever."""

    characters: int = REPLY_CHARACTERS
    files: int = FILES
    file_bytes: int = FILE_BYTES
    types: tuple[str, ...] = tuple(ENDINGS)
    window: timedelta | None = None

    def closes_at(self, customer_wrote_at: datetime | None) -> datetime | None:
        """None where it never closes."""
        return customer_wrote_at + self.window if self.window and customer_wrote_at else None
