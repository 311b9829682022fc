"""Customers' addresses on channels. All on an open connection: what is read in a write stays as it is until its end."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.store.schema import contact, conversation
from sahay.store.tables.channels import channel_address as table


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody writes from. A group has neither contact nor conversation."""

    channel: str
    address: str
    created_at: datetime
    contact_id: str | None = None
    conversation_id: str | None = None
    name: str | None = None
    language: str | None = None
    heard_at: datetime | None = None
    blocked_at: datetime | None = None
    declined_at: datetime | None = None
    phone: str | None = None


async def find(on: AsyncConnection, channel: str, address: str) -> Address | None:
    query = select(table).where(table.c.channel == channel, table.c.address == address)
    row = (await on.execute(query)).mappings().one_or_none()
    return Address(**row) if row else None


async def of_conversation(on: AsyncConnection, conversation_id: str) -> Address | None:
    """The one that was last heard from; where its customer went on in another conversation, theirs on its channel."""
    mine = select(table).where(table.c.conversation_id == conversation_id)
    both = conversation.join(contact, contact.c.id == conversation.c.contact_id)
    of_contact = or_(table.c.contact_id == contact.c.id, table.c.contact_id == contact.c.merged_into)
    theirs = select(table).select_from(both.join(table, of_contact))
    theirs = theirs.where(conversation.c.id == conversation_id, table.c.channel == conversation.c.channel)
    for query in (mine, theirs):
        latest = query.order_by(table.c.heard_at.desc().nulls_last()).limit(1)
        if row := (await on.execute(latest)).mappings().one_or_none():
            return Address(**row)
    return None


async def of_phone(on: AsyncConnection, channel: str, phone: str) -> Address | None:
    """Whoever the provider has verified it for."""
    mine = (table.c.channel == channel, table.c.phone == phone, table.c.conversation_id.is_not(None))
    query = select(table).where(*mine).order_by(table.c.heard_at.desc().nulls_last()).limit(1)
    row = (await on.execute(query)).mappings().one_or_none()
    return Address(**row) if row else None


async def own_phone(on: AsyncConnection, channel: str, address: str, phone: str) -> None:
    """A number is one customer's: whoever had it before has it no more."""
    others = update(table).where(table.c.channel == channel, table.c.phone == phone, table.c.address != address)
    await on.execute(others.values(phone=None))
    await change(on, channel, address, {"phone": phone})


async def add(on: AsyncConnection, address: Address) -> None:
    """Raises sqlalchemy's IntegrityError for one that is known."""
    await on.execute(insert(table).values(**asdict(address)))


async def change(on: AsyncConnection, channel: str, address: str, values: Mapping[str, Any]) -> None:
    await on.execute(update(table).where(table.c.channel == channel, table.c.address == address).values(**values))


async def go_on(on: AsyncConnection, before: str, conversation_id: str) -> None:
    """Who wrote in the one conversation writes in the other from now on."""
    await on.execute(update(table).where(table.c.conversation_id == before).values(conversation_id=conversation_id))


async def heard(on: AsyncConnection, channel: str, address: str, at: datetime, values: Mapping[str, Any]) -> None:
    """They wrote at a moment, or later already."""
    mine = update(table).where(table.c.channel == channel, table.c.address == address)
    later = or_(table.c.heard_at.is_(None), table.c.heard_at < at)
    await on.execute(mine.where(later).values(heard_at=at))
    if values:
        await on.execute(mine.values(**values))
