"""Contacts that are one customer, as far as it is written down: by a mark that can be taken away again."""

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.locks import hold
from sahay.store import schema
from sahay.store.base import Contact
from sahay.store.rows import contact_from_row

_CONTACT = schema.contact
# Whoever marks contacts holds this: two at once could make a circle.
LOCK = "contacts"


async def join(on: AsyncConnection, contact_id: str, into: str) -> str | None:
    """The one is the other from now on; the mark's owner, or None where they were one already, or one of them is
    blocked: who may not be answered is a person's decision."""
    await hold(on, [LOCK])
    one, other = await _head(on, contact_id), await _head(on, into)
    if one.id == other.id or one.blocked_at or other.blocked_at:
        return None
    await on.execute(update(_CONTACT).where(_CONTACT.c.id == one.id).values(merged_into=other.id))
    return one.id


async def _head(on: AsyncConnection, contact_id: str) -> Contact:
    row = (await on.execute(select(_CONTACT).where(_CONTACT.c.id == contact_id))).mappings().one()
    contact = contact_from_row(row)
    return await _head(on, contact.merged_into) if contact.merged_into else contact
