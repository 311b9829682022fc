"""What an agent may write on a channel: how long, with which files, and until when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sahay.domain.attachment import ENDINGS, FILE_BYTES, FILES, TEXT

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


CHANNELS: Mapping[str, Limits] = {
    "web": Limits(),
    # https://core.telegram.org/bots/api#sendmessage: 4096 characters; files to 50 MB
    "telegram": Limits(),
    # https://developers.facebook.com/docs/whatsapp/cloud-api/guides/send-messages: 24 hours after the customer's last
    # message; images to 5 MB, JPEG and PNG
    "whatsapp": Limits(
        files=1,
        file_bytes=5 * 1024 * 1024,
        types=("image/jpeg", "image/png", "application/pdf", "audio/ogg", "video/mp4", TEXT),
        window=timedelta(hours=24),
    ),
}


def limits_of(channel: str) -> Limits:
    return CHANNELS.get(channel, Limits())
