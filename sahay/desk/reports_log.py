"""What the database tells of the conversations of some days, without a word of what was said."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, Select, String, and_, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.conversation import Transition
from sahay.domain.message import Author
from sahay.domain.metrics.history import History, Line, Rating, Reply
from sahay.domain.work import Outcome
from sahay.shop.tables import faq_feedback
from sahay.store import rows, schema
from sahay.store.database import Database
from sahay.store.tables.aftercare import inquiry

# Rows that are taken over at once; between two such heaps the app does other work.
HEAP = 500
RATING = "rating"

_conversation, _message, _turn = schema.conversation, schema.message, schema.turn
_of_message = and_(_message.c.conversation_id == _turn.c.conversation_id, _message.c.seq == _turn.c.seq)
Heap = dict[str, list[Any]]


class EventLog:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def histories(self, since: datetime, until: datetime) -> list[History]:
        """Each conversation in which something happened from `since` on and that began before `until`, from its
        beginning to now: an episode of these days may be the second, and end later."""
        about = and_(_conversation.c.updated_at >= since, _conversation.c.created_at < until)
        async with self._database.read() as connection:
            found = await self._conversations(connection, about)
            lines = await self._grouped(connection, _lines(about), _line)
            replies = await self._grouped(connection, _replies(about), _reply)
            moves = await self._grouped(connection, _moves(about), _move)
            ratings = await self._grouped(connection, _ratings(about), _rating)
        return [
            History(
                conversation_id=row["id"],
                channel=row["channel"],
                language=row["language"],
                lines=tuple(lines[row["id"]]),
                replies=tuple(replies[row["id"]]),
                moves=tuple(moves[row["id"]]),
                ratings=tuple(ratings[row["id"]]),
            )
            for row in found
        ]

    async def _conversations(self, connection: AsyncConnection, about: ColumnElement[bool]) -> Iterable[RowMapping]:
        query = select(_conversation.c.id, _conversation.c.channel, _conversation.c.language).where(about)
        return (await connection.execute(query.order_by(_conversation.c.id))).mappings().all()

    async def _grouped(self, connection: AsyncConnection, query: Select[Any], read: Any) -> Heap:
        """What `read` makes of the rows, by conversation."""
        grouped: Heap = defaultdict(list)
        result = await connection.stream(query)
        async for heap in result.mappings().partitions(HEAP):
            for row in heap:
                grouped[row["conversation_id"]].append(read(row))
        return grouped


def _lines(about: ColumnElement[bool]) -> Select[Any]:
    """What customers and agents wrote. Not here: what the app itself took, which was no message to anybody."""
    taken = and_(_of_message, _turn.c.outcome == Outcome.NOTED)
    columns = (_message.c.conversation_id, _message.c.at, _message.c.author, _message.c.author_id)
    query = (
        select(*columns).join(_conversation, _conversation.c.id == _message.c.conversation_id).outerjoin(_turn, taken)
    )
    spoken = and_(_message.c.author.in_([Author.CUSTOMER, Author.AGENT]), _turn.c.seq.is_(None))
    return query.where(about, spoken).order_by(_message.c.conversation_id, _message.c.seq)


def _replies(about: ColumnElement[bool]) -> Select[Any]:
    """The bot's turns, each at the moment of the message that it was for."""
    task = _turn.c.slots["task"].as_string().label("task")
    columns = (_turn.c.conversation_id, _turn.c.outcome, _turn.c.intent, _turn.c.actions, task, _message.c.at)
    shown = faq_feedback.c.message_id == _turn.c.conversation_id + ":" + cast(_turn.c.seq, String)
    answer = (faq_feedback.c.entry_key, faq_feedback.c.helpful)
    query = select(*columns, *answer).join(_message, _of_message).outerjoin(faq_feedback, shown)
    query = query.join(_conversation, _conversation.c.id == _turn.c.conversation_id)
    return query.where(about, _turn.c.outcome != Outcome.NOTED).order_by(_turn.c.conversation_id, _turn.c.seq)


def _moves(about: ColumnElement[bool]) -> Select[Any]:
    table = schema.transition
    query = select(table).join(_conversation, _conversation.c.id == table.c.conversation_id)
    return query.where(about).order_by(table.c.conversation_id, table.c.id)


def _ratings(about: ColumnElement[bool]) -> Select[Any]:
    """The ratings that customers were asked for, answered or not."""
    columns = (inquiry.c.conversation_id, inquiry.c.asked_at, inquiry.c.score, inquiry.c.agent_id)
    query = select(*columns).join(_conversation, _conversation.c.id == inquiry.c.conversation_id)
    asked = and_(inquiry.c.kind == RATING, inquiry.c.asked_at.is_not(None))
    return query.where(about, asked).order_by(inquiry.c.conversation_id, inquiry.c.id)


def _line(row: RowMapping) -> Line:
    return Line(row["at"], Author(row["author"]), row["author_id"])


def _reply(row: RowMapping) -> Reply:
    """A task that is under way asks for something."""
    return Reply(
        at=row["at"],
        outcome=Outcome(row["outcome"]),
        intent=row["intent"],
        asks=row["task"] is not None,
        actions=tuple(row["actions"]),
        entry=row["entry_key"],
        helped=row["helpful"],
    )


def _move(row: RowMapping) -> Transition:
    return rows.transition_from_row(row)


def _rating(row: RowMapping) -> Rating:
    return Rating(row["asked_at"], row["score"], row["agent_id"])
