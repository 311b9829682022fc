"""What the reports read from the database, on each kind of it."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert

from sahay.desk.reports_log import EventLog
from sahay.domain.agent import Agent
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Author, Draft
from sahay.domain.metrics.history import Line, Rating, Reply
from sahay.domain.work import Outcome, Turn
from sahay.store import schema
from sahay.store.base import Contact
from sahay.store.sql import SqlStore
from sahay.store.tables.aftercare import inquiry
from tests.fakes import MORNING
from tests.integration.databases import with_tables

ASHA = Agent("asha", "Asha", "asha@example.com")
MINUTE = timedelta(minutes=1)
# In which minute who wrote.
SAID = [
    (0, Author.BOT, None),
    (1, Author.CUSTOMER, None),
    (2, Author.SYSTEM, None),
    (3, Author.CUSTOMER, None),
    (5, Author.AGENT, "asha"),
    (6, Author.CUSTOMER, None),
]


@pytest.fixture(params=["sqlite", "postgresql"])
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SqlStore]:
    database = await with_tables(request.param, tmp_path)
    async with database.write() as connection:
        agent = {"id": ASHA.id, "email": ASHA.email, "name": ASHA.name, "created_at": MORNING}
        await connection.execute(insert(schema.agent).values(agent))
    yield SqlStore(database)
    await database.close()


async def begin(store: SqlStore, conversation_id: str = "c1") -> Conversation:
    conversation = Conversation(conversation_id, conversation_id, "web", "gu", MORNING, MORNING)
    async with store.transaction() as tx:
        await tx.add_contact(Contact(conversation_id, MORNING))
        await tx.add_conversation(conversation)
    return conversation


async def test_a_conversation_is_read_as_its_events(store: SqlStore) -> None:
    conversation = await begin(store)
    async with store.transaction() as tx:
        for minute, author, agent_id in SAID:
            await tx.append("c1", Draft(author, "text", author_id=agent_id), MORNING + minute * MINUTE)
        asks = {"task": {"intent": "track_order"}}
        await tx.record_turn(Turn("c1", 2, Outcome.ANSWERED, MORNING + 2 * MINUTE, "track_order", slots=asks))
        await tx.record_turn(Turn("c1", 4, Outcome.HANDED_OFF, MORNING + 4 * MINUTE, slots={"task": None}))
        await tx.record_turn(Turn("c1", 6, Outcome.NOTED, MORNING + 6 * MINUTE, "app_rate_5"))
        moved = conversation.hand_off(Handoff(Reason.REQUESTED), MORNING + 4 * MINUTE)
        assert moved.transition
        await tx.record_transition(moved.transition)
        rating = {"conversation_id": "c1", "kind": "rating", "agent_id": "asha", "resolved_at": MORNING}
        await tx.connection.execute(insert(inquiry).values(rating | {"asked_at": MORNING, "score": 5}))
        await tx.connection.execute(insert(inquiry).values(rating))  # not asked yet
        await tx.connection.execute(insert(inquiry).values(rating | {"kind": "follow_up", "asked_at": MORNING}))
    (history,) = await EventLog(store.database).histories(MORNING, MORNING + MINUTE)
    assert (history.conversation_id, history.channel, history.language) == ("c1", "web", "gu")
    # What the app itself took, the last one, is no message to anybody.
    assert history.lines == (
        Line(MORNING + MINUTE, Author.CUSTOMER),
        Line(MORNING + 3 * MINUTE, Author.CUSTOMER),
        Line(MORNING + 5 * MINUTE, Author.AGENT, "asha"),
    )
    assert history.replies == (
        Reply(MORNING + MINUTE, Outcome.ANSWERED, "track_order", asks=True),
        Reply(MORNING + 3 * MINUTE, Outcome.HANDED_OFF),
    )
    assert history.moves == (moved.transition,)
    assert history.ratings == (Rating(MORNING, 5, "asha"),)


async def test_only_conversations_of_these_days_are_read(store: SqlStore) -> None:
    await begin(store)
    log = EventLog(store.database)
    assert len(await log.histories(MORNING, MORNING + MINUTE)) == 1
    assert await log.histories(MORNING + MINUTE, MORNING + 2 * MINUTE) == []  # nothing happened in it since
    assert await log.histories(MORNING - MINUTE, MORNING) == []  # it began later
