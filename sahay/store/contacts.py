"""Contacts that are one customer, as far as it is written down: by a mark that can be taken away again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.locks import hold
from sahay.shop.tables.identity import identity
from sahay.store import schema
from sahay.store.base import Contact
from sahay.store.rows import contact_from_row
from sahay.store.tables.channels import channel_address
from sahay.store.tables.people import audit

_CONTACT = schema.contact
# Whoever marks contacts holds this: two at once could make a circle.
LOCK = "contacts"
# What an agent did who took the mark away (`sahay.desk.contacts`).
PARTED = "contact.parted"


async def join(on: AsyncConnection, contact_id: str, into: str) -> str | None:
    """The one is the other from now on; who that was, or None where they were one already. None too where one of them
    is blocked, or an agent has parted them: that is a person's decision."""
    await hold(on, [LOCK])
    one, other = await _head(on, contact_id), await _head(on, into)
    if one.id == other.id or one.blocked_at or other.blocked_at or await _are_parted(on, one.id, other.id):
        return None
    await on.execute(update(_CONTACT).where(_CONTACT.c.id == one.id).values(merged_into=other.id))
    return one.id


async def same_phone(on: AsyncConnection, conversation_id: str, since: datetime) -> Sequence[str]:
    """Whom another channel has verified the number for that this conversation's has, both heard `since` then: heads
    only."""
    mine, theirs = channel_address.alias(), channel_address.alias()
    both = mine.join(theirs, theirs.c.phone == mine.c.phone).join(_CONTACT, _CONTACT.c.id == theirs.c.contact_id)
    query = select(_CONTACT.c.id).select_from(both).distinct()
    query = query.where(mine.c.conversation_id == conversation_id, theirs.c.channel != mine.c.channel)
    heard = (mine.c.heard_at > since, theirs.c.heard_at > since)
    return list(await on.scalars(query.where(*heard, _CONTACT.c.merged_into.is_(None))))


async def same_account(on: AsyncConnection, conversation_id: str, now: datetime) -> Sequence[str]:
    """Who has proved to have the account that this conversation's customer has proved and `now` has: heads only."""
    mine, theirs, conversation = identity.alias(), identity.alias(), schema.conversation
    both = mine.join(theirs, theirs.c.account_id == mine.c.account_id)
    both = both.join(conversation, conversation.c.id == theirs.c.conversation_id)
    both = both.join(_CONTACT, _CONTACT.c.id == conversation.c.contact_id)
    query = select(_CONTACT.c.id).select_from(both).distinct().where(mine.c.conversation_id == conversation_id)
    query = query.where(mine.c.expires_at > now, theirs.c.conversation_id != conversation_id)
    return list(await on.scalars(query.where(_CONTACT.c.merged_into.is_(None))))


async def _are_parted(on: AsyncConnection, *heads: str) -> bool:
    query = select(audit.c.facts).where(audit.c.action == PARTED, audit.c.target_id.in_(heads))
    return any(facts.get("parted") in heads for facts in await on.scalars(query))


async def _head(on: AsyncConnection, contact_id: str) -> Contact:
    row = (await on.execute(select(_CONTACT).where(_CONTACT.c.id == contact_id))).mappings().one()
    contact = contact_from_row(row)
    return await _head(on, contact.merged_into) if contact.merged_into else contact
