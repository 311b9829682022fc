"""What the reply box must know of a conversation's channel."""

from typing import Any

from sqlalchemy import func, select

from sahay.desk.views import moment
from sahay.domain.composing import CHANNELS, limits_of
from sahay.domain.conversation import Conversation
from sahay.domain.message import Author
from sahay.store import schema
from sahay.store.sql import SqlStore


def channel_limits() -> dict[str, dict[str, Any]]:
    """`{channel: {"limits": {"characters", "files", "file_bytes", "types", "window_hours"}}}`, for every channel."""
    return {
        channel: {
            "limits": {
                "characters": limits.characters,
                "files": limits.files,
                "file_bytes": limits.file_bytes,
                "types": list(limits.types),
                "window_hours": limits.window.total_seconds() / 3600 if limits.window else None,
            }
        }
        for channel, limits in CHANNELS.items()
    }


class Composing:
    def __init__(self, store: SqlStore) -> None:
        self._store = store

    async def section(self, conversation: Conversation) -> dict[str, Any]:
        """See `sahay.desk.views.Section`: until when one may write."""
        limits = limits_of(conversation.channel)
        if limits.window is None:
            return {"composer": {"closes_at": None}}
        said = schema.message.c
        own = (said.conversation_id == conversation.id, said.author == Author.CUSTOMER)
        async with self._store.snapshot() as snapshot:
            wrote_at = await snapshot.connection.scalar(select(func.max(said.at)).where(*own))
        return {"composer": {"closes_at": moment(limits.closes_at(wrote_at))}}
