"""What others have of a customer: erasing here does not reach it, so that it is named to who erases."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.store import schema
from sahay.store.tables.integrations import forwarded

CHATWOOT, MAIL, WEB = "chatwoot", "mail", "web"

_CONVERSATION = schema.conversation


async def elsewhere(conversations: Sequence[str], mails: int, on: AsyncConnection) -> list[dict[str, Any]]:
    """`with` whom: another desk, with its numbers of the conversations; the provider of a channel, with ours; mails
    that have left. Each only where there is something."""
    remote = select(forwarded.c.remote_id).where(
        forwarded.c.conversation_id.in_(conversations), forwarded.c.remote_id.is_not(None)
    )
    found = {CHATWOOT: list(await on.scalars(remote))}
    other = select(_CONVERSATION.c.channel, _CONVERSATION.c.id).where(
        _CONVERSATION.c.id.in_(conversations), _CONVERSATION.c.channel != WEB
    )
    for channel, conversation_id in await on.execute(other):
        found.setdefault(channel, []).append(conversation_id)
    named = [_view(name, len(ids), sorted(ids)) for name, ids in found.items()]
    return [each for each in (*named, _view(MAIL, mails, ())) if each["count"]]


def _view(name: str, count: int, ids: Iterable[str]) -> dict[str, Any]:
    return {"with": name, "count": count, "ids": list(ids)}
