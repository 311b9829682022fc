"""One customer's data: handed out whole, erased without a trace, with the figures as they were."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from email.headerregistry import Address
from pathlib import Path

import pytest
import sqlalchemy as sa

from sahay.config import load_settings
from sahay.desk.audit import Actor, Audit, Search
from sahay.desk.contacts import ContactNotFound
from sahay.desk.files import FOLDER
from sahay.desk.holdings import ERASED, FIGURES, HOLDINGS
from sahay.desk.keeping import Keeping
from sahay.desk.privacy import StillChanging, StillOpen
from sahay.flow.hub import Hub
from sahay.mail import Mail
from sahay.mail.folder import FolderTransport
from sahay.mail.letter import compose
from sahay.mail.opening import FOLDER as LETTERS
from sahay.mail.queue import Waiting
from sahay.mail.sql import SqlOutbox
from sahay.mail.state import State as MailState
from sahay.shop.operations.ledger import State
from sahay.shop.tables.mail import mail
from sahay.shop.tables.operations import operation
from sahay.store import schema
from sahay.store.database import Database, open_database
from sahay.store.schema import metadata
from sahay.store.tables import people
from sahay.store.tables.integrations import forwarded, forwarding
from tests.fakes import MORNING, ManualClock
from tests.integration.databases import with_tables
from tests.integration.desk.holder import EMAIL, WORD, add_colleagues, everything, keep

ASHA = Actor("asha", "Asha")
TRACKERS = "CREATE TABLE tracker (sender_id VARCHAR(255), version INTEGER, saved_at TIMESTAMP, events BLOB)"


class Kept:
    """An installation with two customers: `c1` is Kamala's conversation, `c2` another's."""

    def __init__(self, database: Database, folder: Path) -> None:
        settings = load_settings(environ={"SAHAY_VAR": str(folder)})
        self.database, self.folder, self.settings = database, folder, settings
        self.clock = ManualClock()
        self.audit = Audit(database, self.clock)
        self.mails = SqlOutbox.from_settings(settings, database, self.clock)
        self.engine = open_database(settings.engine_database_url)
        self.reopen()

    def reopen(self) -> None:
        self.keeping = Keeping.open(self.settings, self.database, self.audit, Hub(), self.clock)

    async def fill(self) -> None:
        await add_colleagues(self.database)
        await keep(self.database, "c1")
        await keep(self.database, "c2", "Somebody")
        for name in ("xc1", "xc2"):
            self.file(name).parent.mkdir(parents=True, exist_ok=True)
            self.file(name).write_text("a photo")
        async with self.engine.write() as connection:
            await connection.execute(sa.text(TRACKERS))
            for sender in ("c1", "c2"):
                row = {"id": sender, "at": MORNING.strftime("%Y-%m-%d %H:%M:%S")}
                await connection.execute(sa.text("INSERT INTO tracker VALUES (:id, 1, :at, '')"), row)

    def file(self, name: str) -> Path:
        return self.folder / FOLDER / name[:2] / name

    async def trackers(self) -> list[str]:
        async with self.engine.read() as connection:
            return list(await connection.scalars(sa.text("SELECT sender_id FROM tracker ORDER BY sender_id")))

    async def set(self, table: sa.Table, **values: object) -> None:
        async with self.database.write() as connection:
            await connection.execute(sa.update(table).values(values))


@pytest.fixture(params=["sqlite", "postgresql"])
async def kept(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Kept]:
    database = await with_tables(request.param, tmp_path)
    kept = Kept(database, tmp_path)
    await kept.fill()
    yield kept
    await kept.engine.close()
    await database.close()


def test_every_table_that_knows_a_customer_is_thought_of() -> None:
    known = {"conversation_id", "contact_id"}
    tables = {table.name for table in metadata.sorted_tables if known & set(table.c.keys())}

    assert tables - {holding.table.name for holding in HOLDINGS} - FIGURES == set()


async def test_after_erasure_the_customer_is_nowhere_and_everybody_else_is_untouched(kept: Kept) -> None:
    before = await everything(kept.database)
    counts = await kept.keeping.privacy.erase("contact-c1", ASHA)
    after = await everything(kept.database)

    assert WORD in str(before)
    assert WORD not in str(after)
    assert [row for row in after["contact"] if row["email"]] == [
        row for row in before["contact"] if row["id"] == "contact-c2"
    ]
    assert "Somebody" in str(after)
    assert (counts["message"], counts["ticket"], counts["operation"]) == (1, 1, 1)


async def test_erasure_leaves_what_figures_are_counted_from(kept: Kept) -> None:
    before = await everything(kept.database)
    await kept.keeping.privacy.erase("contact-c1", ASHA)
    after = await everything(kept.database)

    counted = {"conversation", "message", "turn", "transition", "inquiry", "shop_ticket", "outbox", "service_level"}
    assert {name: len(after[name]) for name in counted} == {name: len(before[name]) for name in counted}
    (line,) = [row for row in after["message"] if row["conversation_id"] == "c1"]
    assert (line["text"], line["author"], line["at"]) == (ERASED, "x", MORNING)
    assert after["inquiry"] == [
        row | {"comment": row["comment"] if row["conversation_id"] == "c2" else None} for row in before["inquiry"]
    ]


async def test_files_the_bots_memory_and_waiting_mails_go_too(kept: Kept) -> None:
    for to in (EMAIL, "other@mitti.example"):
        await kept.mails.put(Mail("transcript", to, "Hello", WORD, "en"), key=to)
    await kept.keeping.privacy.erase("contact-c1", ASHA)

    assert (kept.file("xc1").exists(), kept.file("xc2").exists()) == (False, True)
    assert await kept.trackers() == ["c2"]
    async with kept.database.read() as connection:
        contents = (await connection.execute(sa.select(mail.c.state, mail.c.content).order_by(mail.c.id))).all()
    assert [(row.state, row.content is None) for row in contents] == [("expired", True), ("waiting", False)]


async def test_what_a_demo_has_written_to_them_goes_and_nothing_else(kept: Kept) -> None:
    folder = FolderTransport(kept.folder / LETTERS)
    sender = Address("Saral", addr_spec="shop@example.com")
    for number, to in enumerate((EMAIL.upper(), "other@mitti.example")):
        mail = Mail("transcript", to, "Hello", WORD, "en")
        await folder.send(compose(Waiting(number, f"key {number}", mail, 1, MORNING), sender))
    await kept.keeping.privacy.erase("contact-c1", ASHA)

    (left,) = (kept.folder / LETTERS).iterdir()
    assert "other@mitti.example" in left.read_text()


async def test_what_others_have_is_named_and_forgotten_here(kept: Kept) -> None:
    async with kept.database.write() as connection:
        for key in ("c1", "c2"):
            row = {"conversation_id": key, "remote_contact": f"of {key}", "remote_id": f"8{key}", "is_open": True}
            await connection.execute(sa.insert(forwarded).values(row))
            waits = {"conversation_id": key, "kind": "customer_said", "attempts": 0, "due_at": MORNING}
            await connection.execute(sa.insert(forwarding).values(waits))
        telegram = sa.update(schema.conversation).where(schema.conversation.c.id == "c1")
        await connection.execute(telegram.values(channel="telegram"))
    await kept.mails.put(Mail("transcript", EMAIL, "Hello", WORD, "en"), key="k")
    taken = await kept.mails.take(MORNING, MORNING)
    assert taken is not None
    await kept.mails.settle(taken.id, MailState.SENT, MORNING)
    named = await kept.keeping.privacy.elsewhere("contact-c1")
    await kept.keeping.privacy.erase("contact-c1", ASHA)

    assert named == [
        {"with": "chatwoot", "count": 1, "ids": ["8c1"]},
        {"with": "telegram", "count": 1, "ids": ["c1"]},
        {"with": "mail", "count": 1, "ids": []},
    ]
    after = await everything(kept.database)
    left = [(row["conversation_id"], row["remote_contact"], row["remote_id"]) for row in after["forwarded"]]
    assert sorted(left) == [("c1", None, None), ("c2", "of c2", "8c2")]
    assert [row["conversation_id"] for row in after["forwarding"]] == ["c2"]


async def test_erasing_twice_is_erasing_once_and_both_are_in_the_log(kept: Kept) -> None:
    for _ in range(2):
        await kept.keeping.privacy.erase("contact-c1", ASHA)

    first = await kept.audit.search(Search(action="contact.erased"))
    assert [(entry.actor.id, entry.target_id) for entry in first] == [("asha", "contact-c1")] * 2
    assert WORD not in str(first)


@pytest.mark.parametrize(
    ("table", "values", "refusal"),
    [
        (schema.conversation, {"owner": "agent"}, StillOpen),
        (schema.conversation, {"owner": "queued"}, StillOpen),
        (operation, {"state": State.STARTED}, StillChanging),
    ],
)
async def test_nothing_is_taken_from_under_somebodys_hands(
    kept: Kept, table: sa.Table, values: dict, refusal: type[Exception]
) -> None:
    await kept.set(table, **values)
    with pytest.raises(refusal):
        await kept.keeping.privacy.erase("contact-c1", ASHA)

    assert WORD in str((await everything(kept.database))["message"])
    assert await kept.audit.search(Search(action="contact")) == []


async def test_who_was_merged_is_one_customer(kept: Kept) -> None:
    async with kept.database.write() as connection:
        merged = sa.update(schema.contact).where(schema.contact.c.id == "contact-c2")
        await connection.execute(merged.values(merged_into="contact-c1"))
    await kept.keeping.privacy.erase("contact-c2", ASHA)

    assert [row["text"] for row in (await everything(kept.database))["message"]] == [ERASED, ERASED]


async def test_an_export_has_all_of_one_customer_and_nothing_of_another(kept: Kept) -> None:
    exported = await kept.keeping.privacy.export("contact-c1", ASHA)
    told = json.dumps(exported, default=str)

    assert [row["text"] for row in exported["message"]] == [f"{WORD} c1"]
    assert exported["contact"][0]["email"] == EMAIL
    assert {
        "conversation",
        "turn",
        "ticket",
        "ticket_note",
        "identity",
        "file",
        "inquiry",
        "operation",
    } <= exported.keys()
    assert "Somebody" not in told
    assert not any(name in told for name in ("code_key", "address_key", "contact_key", "lease_holder"))
    (entry,) = await kept.audit.search(Search(action="contact.exported"))
    assert entry.facts == {"conversations": 1}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kamala c", ["contact-c1"]),  # a part of the name, in any case
        ("mitti.example", ["contact-c1", "contact-c2"]),
        ("c2", ["contact-c2"]),  # a conversation's id
        (f"{WORD} c1", ["contact-c1"]),
        ("Tc1", ["contact-c1"]),  # a ticket's reference
        ("%", []),  # a sign like others
        ("nobody", []),
    ],
)
async def test_a_customer_is_found(kept: Kept, text: str, found: list[str]) -> None:
    assert sorted(each.id for each in await kept.keeping.privacy.find(text)) == found


async def test_who_is_not_there_is_not_found(kept: Kept) -> None:
    for ask in (kept.keeping.privacy.counts("nobody"), kept.keeping.privacy.erase("nobody", ASHA)):
        with pytest.raises(ContactNotFound):
            await ask


async def test_nothing_goes_before_its_time(kept: Kept) -> None:
    before = await everything(kept.database)
    assert await kept.keeping.retention.run() == {}

    assert await everything(kept.database) == before | {
        "audit_horizon": (await everything(kept.database))["audit_horizon"]
    }


async def test_a_dry_run_says_what_a_run_does(kept: Kept) -> None:
    kept.clock.forward(timedelta(days=740).total_seconds())
    before = (await everything(kept.database))["message"]
    dry = await kept.keeping.retention.run(dry=True)
    assert (await everything(kept.database))["message"] == before
    real = await kept.keeping.retention.run()

    # Files and attempts of conversations that are over go with them.
    assert dry == {"conversations": 2, "files": 2, "verification_attempts": 6, "login_tokens": 2, "trackers": 2}
    assert real == {"conversations": 2}
    assert WORD not in str(await everything(kept.database))
    assert await kept.trackers() == []
    assert await kept.keeping.retention.run() == {}  # once is enough


@pytest.mark.parametrize(
    ("period", "what"),
    [
        ("files", "files"),
        ("trackers", "trackers"),
        ("verification_attempts", "verification_attempts"),
    ],
)
async def test_each_period_is_its_own(kept: Kept, period: str, what: str) -> None:
    kept.settings = replace(kept.settings, retention=replace(kept.settings.retention, **{period: 3}))
    kept.reopen()
    kept.clock.forward(timedelta(days=4).total_seconds())
    counts = await kept.keeping.retention.run()

    assert counts[what] > 0
    assert counts.keys() <= {what, "login_tokens"}
    assert kept.file("xc1").exists() is (period != "files")


async def test_what_an_agent_works_on_is_not_old(kept: Kept) -> None:
    await kept.set(schema.conversation, owner="queued")
    kept.clock.forward(timedelta(days=740).total_seconds())
    counts = await kept.keeping.retention.run()

    assert "conversations" not in counts
    assert WORD in str((await everything(kept.database))["message"])


async def test_words_that_came_after_an_erasure_have_their_own_time(kept: Kept) -> None:
    await kept.keeping.privacy.erase("contact-c1", ASHA)
    kept.clock.forward(60)
    await kept.set(schema.message, text=WORD)
    await kept.set(schema.conversation, updated_at=kept.clock.now())
    kept.clock.forward(timedelta(days=740).total_seconds())
    await kept.keeping.retention.run()

    assert WORD not in str((await everything(kept.database))["message"])


async def test_the_audit_log_is_kept_for_its_time(kept: Kept) -> None:
    await kept.audit.record("person.invited", by=ASHA)
    kept.clock.forward(timedelta(days=1096).total_seconds())
    counts = await kept.keeping.retention.run()

    assert counts["audit"] == 1
    assert [entry.action for entry in await kept.audit.search(Search())] == ["retention.ran"]
    async with kept.database.read() as connection:
        before = await connection.scalar(sa.select(people.audit_horizon.c.before))
    assert before == kept.clock.now() - timedelta(days=1095)
