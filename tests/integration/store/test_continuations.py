"""Links between channels, and contacts that are one, on both databases."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Draft
from sahay.domain.work import Outcome, Turn
from sahay.shop.identity import Method
from sahay.shop.tables.identity import identity
from sahay.store import addresses, contacts, continuations
from sahay.store.addresses import Address
from sahay.store.base import Contact
from sahay.store.continuations import Continuation
from sahay.store.sql import SqlStore
from sahay.store.tables.people import audit
from tests.fakes import MORNING
from tests.integration.databases import with_tables

SOON, LATE, YESTERDAY = MORNING + timedelta(minutes=15), MORNING + timedelta(hours=1), MORNING - timedelta(days=1)
# Another code, another channel, too late.
NO_GOOD = (("first", "telegram", MORNING), ("hash", "sms", MORNING), ("hash", "telegram", SOON))
PHONE = "+919812345678"


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    """With conversations c0 to c3, of contacts k0 to k3."""
    database = await with_tables(request.param, tmp_path)
    store = SqlStore(database)
    async with store.transaction() as tx:
        for number in range(4):
            await tx.add_contact(Contact(f"k{number}", MORNING))
            channel = "web" if number == 0 else "telegram"
            await tx.add_conversation(Conversation(f"c{number}", f"k{number}", channel, "en", MORNING, MORNING))
    yield store
    await database.close()


async def test_a_link_is_claimed_by_one_chat_and_taken_once(store: SqlStore) -> None:
    link = Continuation("hash", "c0", "telegram", SOON)
    async with store.database.write() as connection:
        await continuations.add(connection, replace(link, code_hash="first"), MORNING)
        await continuations.add(connection, link, MORNING)  # the one before it ends
        await continuations.add(connection, Continuation("other", "c0", "whatsapp", SOON), MORNING)
        for code, channel, now in NO_GOOD:
            assert not await continuations.claim(connection, code, channel, "c1", now)

    async def claim(by: str) -> bool:
        async with store.database.write() as connection:
            return await continuations.claim(connection, "hash", "telegram", by, MORNING)

    assert sorted(await asyncio.gather(claim("c1"), claim("c2"))) == [False, True]
    async with store.database.write() as connection:
        found = [await continuations.claimed(connection, by, MORNING) for by in ("c1", "c2")]
        (by,) = [each.claimed_by for each in found if each]
        assert await continuations.claim(connection, "hash", "telegram", str(by), MORNING)  # the same again
        assert await continuations.claimed(connection, str(by), SOON) is None

    async def end() -> bool:
        async with store.database.write() as connection:
            return await continuations.end(connection, "c0")

    assert sorted(await asyncio.gather(end(), end())) == [False, True]


async def test_taps_are_counted_where_they_were_made(store: SqlStore) -> None:
    async with store.transaction() as tx:
        for conversation_id, at in (("c1", YESTERDAY), ("c1", MORNING), ("c2", MORNING)):
            line = await tx.append(conversation_id, Draft(Author.CUSTOMER, "/start"), at)
            await tx.record_turn(Turn(conversation_id, line.seq, Outcome.NOTED, at, intent="app_link_gone"))
        assert await continuations.taps_since(tx.connection, "c1", "app_link_gone", YESTERDAY) == 1


async def test_where_somebody_went_on_and_is_still_reached(store: SqlStore) -> None:
    async with store.database.write() as connection:
        await addresses.add(connection, Address("telegram", "7001", MORNING, "k1", "c1", heard_at=MORNING))
        await addresses.go_on(connection, "c1", "c0")
        found = [await addresses.of_conversation(connection, each) for each in ("c0", "c1", "c2")]
    assert [each and each.address for each in found] == ["7001", "7001", None]


async def test_one_contact_is_another_unless_somebody_decided_otherwise(store: SqlStore) -> None:
    async with store.transaction() as tx:
        on = tx.connection
        assert await contacts.join(on, "k0", "k1") == "k0"
        assert await contacts.join(on, "k1", "k0") is None  # they are one
        assert await contacts.join(on, "k0", "k2") == "k1"  # all of them
        await tx.add_contact(Contact("blocked", MORNING, blocked_at=MORNING))
        assert await contacts.join(on, "k3", "blocked") is None
        parted = {"at": MORNING, "action": contacts.PARTED, "target_kind": "contact", "target_id": "k2"}
        await on.execute(insert(audit).values(**parted, facts={"parted": "k3"}))
        assert await contacts.join(on, "k3", "k2") is None


async def test_what_proves_that_two_are_one(store: SqlStore) -> None:
    async with store.transaction() as tx:
        on = tx.connection
        for channel, number, heard_at in (("whatsapp", 1, LATE), ("telegram", 2, LATE), ("sms", 3, YESTERDAY)):
            address = Address(channel, f"a{number}", MORNING, f"k{number}", f"c{number}", heard_at=heard_at)
            await addresses.add(on, replace(address, phone=PHONE))
        assert await contacts.same_phone(on, "c1", MORNING) == ["k2"]  # k3 was not heard for long
        assert await contacts.same_phone(on, "c3", MORNING) == []
        for number, account, until in ((0, "a", LATE), (1, "a", YESTERDAY), (2, "b", LATE)):
            proof = {"account_id": account, "method": Method.CODE, "proved_at": MORNING, "expires_at": until}
            await on.execute(insert(identity).values(conversation_id=f"c{number}", **proof))
        assert await contacts.same_account(on, "c0", MORNING) == ["k1"]
        assert await contacts.same_account(on, "c1", MORNING) == []  # its own proof has ended
        await contacts.join(on, "k1", "k2")
        assert await contacts.same_account(on, "c0", MORNING) == []  # a head alone is given
