"""The audit log's rows are written once: the databases themselves refuse everything else."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Executable, delete, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from sahay.desk.audit import PAGE, SYSTEM, Actor, Audit, Search
from sahay.store.database import Database, open_database
from sahay.store.migrate import migrate
from sahay.store.tables import people
from tests.fakes import MORNING, ManualClock

ASHA = Actor("asha", "Asha", "203.0.113.7")


@pytest.fixture
async def database(empty_url: str) -> AsyncIterator[Database]:
    await migrate(empty_url)
    database = open_database(empty_url)
    yield database
    await database.close()


async def executed(database: Database, statement: Executable) -> None:
    async with database.write() as connection:
        await connection.execute(statement)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
async def audit(database: Database, clock: ManualClock) -> Audit:
    audit = Audit(database, clock)
    await audit.record("person.invited", by=ASHA, target=("agent", "mira"), role="agent", teams=["payments"])
    clock.forward(3600)
    await audit.record("contact.erased", by=SYSTEM, target=("contact", "c1"), messages=4)
    return audit


async def test_no_row_is_changed_or_deleted(database: Database, audit: Audit) -> None:
    changes = [
        update(people.audit).values(actor="Nobody"),
        delete(people.audit).where(people.audit.c.id == 1),
        text("DELETE FROM audit" if database.is_sqlite else "TRUNCATE audit"),
    ]
    for change in changes:
        with pytest.raises(DBAPIError, match="append-only"):
            await executed(database, change)

    assert len(await audit.search(Search())) == 2


async def test_what_is_older_than_the_horizon_may_go(database: Database, audit: Audit) -> None:
    async with database.write() as connection:
        await connection.execute(insert(people.audit_horizon).values(id=1, before=MORNING + timedelta(minutes=1)))
        await connection.execute(delete(people.audit).where(people.audit.c.action == "person.invited"))
    with pytest.raises(DBAPIError, match="append-only"):
        await executed(database, delete(people.audit))

    assert [entry.action for entry in await audit.search(Search())] == ["contact.erased"]


FOUND = [
    (Search(), ["contact.erased", "person.invited"]),  # the latest first
    (Search(actor="asha"), ["person.invited"]),
    (Search(action="contact.erased"), ["contact.erased"]),
    (Search(action="person"), ["person.invited"]),  # a noun is all that was done to it
    (Search(action="per"), []),
    (Search(target="c1"), ["contact.erased"]),
    (Search(since=MORNING + timedelta(minutes=1)), ["contact.erased"]),
    (Search(until=MORNING + timedelta(minutes=1)), ["person.invited"]),
    (Search(before=2), ["person.invited"]),
    (Search(actor="asha", target="c1"), []),
]


async def test_the_log_is_searched(audit: Audit) -> None:
    assert [[entry.action for entry in await audit.search(search)] for search, _ in FOUND] == [
        found for _, found in FOUND
    ]


async def test_an_entry_says_who_did_what_to_whom(audit: Audit) -> None:
    (entry,) = await audit.search(Search(actor="asha"))

    assert (entry.at, entry.actor, entry.target_kind, entry.target_id) == (MORNING, ASHA, "agent", "mira")
    assert entry.facts == {"role": "agent", "teams": ["payments"]}
    assert await audit.actions() == ["contact.erased", "person.invited"]


async def test_a_deed_that_is_undone_leaves_no_record(database: Database, audit: Audit) -> None:
    async def fail() -> None:
        async with database.write() as connection:
            await audit.record("contact.merged", by=ASHA, on=connection)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()

    assert len(await audit.search(Search())) == 2


@pytest.mark.parametrize(
    ("action", "facts"),
    [
        ("Blocked", {}),
        ("contact blocked", {}),
        ("contact.blocked", {"note": "x" * 201}),  # long ones are texts
        ("contact.blocked", {"notes": ["short", "x" * 201]}),
    ],
)
async def test_texts_are_not_for_the_log(tmp_path: Path, action: str, facts: dict) -> None:
    audit = Audit(open_database(f"sqlite:///{tmp_path}/unused.db"), ManualClock())
    with pytest.raises(ValueError, match=r"action|fact"):
        await audit.record(action, by=ASHA, **facts)


async def test_pages_are_read_one_after_the_other(database: Database, clock: ManualClock) -> None:
    row = {"at": clock.now(), "action": "session.opened", "facts": {}}
    async with database.write() as connection:
        await connection.execute(insert(people.audit), [row] * (PAGE + 5))
        last = await connection.scalar(select(people.audit.c.id).order_by(people.audit.c.id.desc()).limit(1))
    audit = Audit(database, clock)
    first = await audit.search(Search())
    rest = await audit.search(Search(before=first[-1].id))

    assert [entry.id for entry in (*first, *rest)] == list(range(last, last - PAGE - 5, -1))
