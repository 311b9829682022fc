"""Tags: words that agents put on conversations to find them again and to count them."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.audit import SYSTEM, Actor, Audit
from sahay.domain.conversation import Conversation
from sahay.flow.hub import Changed, Hub
from sahay.store.sql import SqlStore
from sahay.store.tables.console import conversation_tag

# The length of the column that keeps it.
TAG_CHARACTERS = 40
TAGS = 12
# Tags that are suggested while one is written.
KNOWN = 200
_SPACES = re.compile(r"\s+")


class TagError(ValueError):
    """These cannot be a conversation's tags. The message is for the agent."""


class Tags:
    def __init__(self, store: SqlStore, hub: Hub, audit: Audit) -> None:
        self._store = store
        self._hub = hub
        self._audit = audit

    async def put(self, conversation_id: str, tags: Iterable[str], by: Actor = SYSTEM) -> list[str]:
        """Make these the conversation's tags; gives them as they are kept. Raises TagError, ConversationNotFound."""
        wanted = canonical(tags)
        async with self._store.transaction() as tx:
            await tx.conversation(conversation_id)
            await self._replace(tx.connection, conversation_id, wanted, by)
        self._hub.publish(Changed(conversation_id))
        return wanted

    async def change(
        self, conversation_id: str, *, add: Sequence[str] = (), remove: Sequence[str] = (), by: Actor = SYSTEM
    ) -> list[str]:
        """Put some on and take some off, beside the others. Raises TagError, ConversationNotFound."""
        gone = set(canonical(remove))
        async with self._store.transaction() as tx:
            await tx.conversation(conversation_id)
            wanted = canonical([*await _own(tx.connection, conversation_id), *add])
            wanted = [tag for tag in wanted if tag not in gone]
            await self._replace(tx.connection, conversation_id, wanted, by)
        self._hub.publish(Changed(conversation_id))
        return wanted

    async def known(self) -> list[str]:
        """The tags that conversations have, the most used first."""
        tag = conversation_tag.c.tag
        query = select(tag).group_by(tag).order_by(func.count().desc(), tag).limit(KNOWN)
        async with self._store.snapshot() as snapshot:
            return list(await snapshot.connection.scalars(query))

    async def _replace(self, connection: AsyncConnection, conversation_id: str, tags: Sequence[str], by: Actor) -> None:
        """The audit log has how many: an agent may have written anything into one."""
        before = set(await _own(connection, conversation_id))
        if before == set(tags):
            return
        await connection.execute(delete(conversation_tag).where(conversation_tag.c.conversation_id == conversation_id))
        if tags:
            rows = [{"conversation_id": conversation_id, "tag": tag} for tag in tags]
            await connection.execute(insert(conversation_tag), rows)
        changes = {"added": len(set(tags) - before), "removed": len(before - set(tags))}
        target = ("conversation", conversation_id)
        await self._audit.record("tags.changed", by=by, target=target, on=connection, **changes)


async def marks(connection: AsyncConnection, conversations: Sequence[Conversation]) -> Mapping[str, dict[str, Any]]:
    """See `sahay.desk.views.Marks`."""
    table = conversation_tag
    query = select(table).where(table.c.conversation_id.in_([each.id for each in conversations])).order_by(table.c.tag)
    tags: dict[str, list[str]] = {}
    for row in (await connection.execute(query)).mappings():
        tags.setdefault(row["conversation_id"], []).append(row["tag"])
    return {conversation_id: {"tags": each} for conversation_id, each in tags.items()}


def canonical(tags: Iterable[str]) -> list[str]:
    """Each once, in small letters, with single spaces, in order. Raises TagError."""
    plain = {_SPACES.sub(" ", unicodedata.normalize("NFC", tag)).strip().lower() for tag in tags}
    found = sorted(plain - {""})
    if len(found) > TAGS:
        raise TagError(f"A conversation has {TAGS} tags at most.")
    if any(len(tag) > TAG_CHARACTERS or not tag.isprintable() for tag in found):
        raise TagError(f"A tag has {TAG_CHARACTERS} characters at most, on one line.")
    return found


async def _own(connection: AsyncConnection, conversation_id: str) -> list[str]:
    own = select(conversation_tag.c.tag).where(conversation_tag.c.conversation_id == conversation_id)
    return list(await connection.scalars(own))
