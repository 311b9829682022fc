"""What the reply box must know of a conversation's channel."""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import func, select

from sahay.channels.base import Capabilities
from sahay.channels.email.limits import CAPABILITIES as EMAIL
from sahay.channels.sms.limits import CAPABILITIES as SMS
from sahay.channels.telegram.limits import CAPABILITIES as TELEGRAM
from sahay.channels.web.limits import CAPABILITIES as WEB
from sahay.channels.whatsapp.limits import CAPABILITIES as WHATSAPP
from sahay.desk.views import moment
from sahay.domain.attachment import FILE_BYTES
from sahay.domain.composing import REPLY_CHARACTERS, Limits
from sahay.domain.conversation import Conversation
from sahay.domain.message import Author
from sahay.store import addresses, schema
from sahay.store.sql import SqlStore


def _limits(can: Capabilities) -> Limits:
    """What the desk takes, where the channel does not take less. Files go one by one; the smallest bound of any kind is
    told, as one is said for all."""
    return Limits(
        characters=min(REPLY_CHARACTERS, can.text),
        file_bytes=min([FILE_BYTES, *can.media.values()]),
        types=tuple(can.media),
        window=can.window,
    )


CHANNELS: Mapping[str, Limits] = {
    channel: _limits(can)
    for channel, can in {"web": WEB, "telegram": TELEGRAM, "whatsapp": WHATSAPP, "sms": SMS, "email": EMAIL}.items()
}


def limits_of(channel: str) -> Limits:
    return CHANNELS.get(channel, Limits())


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
    """`templates` are the channels on which a reply still goes out when the window is closed, as a template."""

    def __init__(self, store: SqlStore, templates: Collection[str] = ()) -> None:
        self._store = store
        self._templates = templates

    async def section(self, conversation: Conversation) -> dict[str, Any]:
        """See `sahay.desk.views.Section`: where the customer was last heard, which is where an answer goes; until when
        one may write there, and how after."""
        said = schema.message.c
        own = (said.conversation_id == conversation.id, said.author == Author.CUSTOMER)
        async with self._store.snapshot() as snapshot:
            known = await addresses.of_conversation(snapshot.connection, conversation.id)
            channel = known.channel if known else conversation.channel
            limits = limits_of(channel)
            if limits.window is None:
                return {"composer": {"channel": channel, "closes_at": None, "template": False}}
            heard_at = known.heard_at if known else None
            heard_at = heard_at or await snapshot.connection.scalar(select(func.max(said.at)).where(*own))
        closes_at, is_template = moment(limits.closes_at(heard_at)), channel in self._templates
        return {"composer": {"channel": channel, "closes_at": closes_at, "template": is_template}}
