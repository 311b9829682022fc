"""Notices, and numbers of addresses, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from sahay.domain.conversation import Conversation
from sahay.domain.notice import Kind, Notice, State
from sahay.store import addresses, notices
from sahay.store.addresses import Address
from sahay.store.base import Contact
from sahay.store.sql import SqlStore
from tests.fakes import MORNING
from tests.integration.databases import with_tables

SHIPPED = Notice("10234-shipped", Kind.SHIPPED, "+919812345678", "10234", "hi")
LATER = MORNING + timedelta(hours=1)


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    database = await with_tables(request.param, tmp_path)
    yield SqlStore(database)
    await database.close()


async def test_a_notice_from_the_call_to_oblivion(store: SqlStore) -> None:
    async with store.database.write() as connection:
        assert await notices.add(connection, SHIPPED, LATER, MORNING)
        assert not await notices.add(connection, SHIPPED, MORNING, MORNING)  # the same key
    async with store.database.read() as connection:
        assert await notices.due(connection, MORNING) == []
        assert await notices.due(connection, LATER) == [SHIPPED]
    async with store.database.write() as connection:
        await notices.forget(connection, LATER)  # it still waits
        assert await notices.take(connection, SHIPPED.key)
        await notices.end(connection, SHIPPED.key, State.SAID, "c1", 3)
        assert not await notices.take(connection, SHIPPED.key)
        kept = await notices.find(connection, SHIPPED.key)
        assert (kept.state, kept.conversation_id, kept.seq) == (State.SAID, "c1", 3)
        await notices.forget(connection, LATER)
        assert await notices.add(connection, SHIPPED, MORNING, LATER)


async def test_of_many_who_would_say_it_one_does(store: SqlStore) -> None:
    async with store.database.write() as connection:
        await notices.add(connection, SHIPPED, MORNING, MORNING)

    async def take() -> bool:
        async with store.database.write() as connection:
            return await notices.take(connection, SHIPPED.key)

    assert sorted(await asyncio.gather(*(take() for _ in range(5)))) == [False] * 4 + [True]


async def test_a_number_is_one_customers(store: SqlStore) -> None:
    """Whoever has it now: the one before has it no more."""
    async with store.transaction() as tx:
        for name in ("old", "new"):
            await tx.add_contact(Contact(name, MORNING))
            await tx.add_conversation(Conversation(name, name, "whatsapp", "en", MORNING, MORNING))
            await addresses.add(tx.connection, Address("whatsapp", f"IN.{name}", MORNING, name, name))
            await addresses.own_phone(tx.connection, "whatsapp", f"IN.{name}", SHIPPED.phone)
            found = await addresses.of_phone(tx.connection, "whatsapp", SHIPPED.phone)
            assert found is not None
            assert found.address == f"IN.{name}"
        assert await addresses.of_phone(tx.connection, "telegram", SHIPPED.phone) is None
        before = await addresses.find(tx.connection, "whatsapp", "IN.old")
        assert before is not None
        assert before.phone is None
