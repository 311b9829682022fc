"""What became of a question: put aside, or taught."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.agent import Agent
from sahay.store.database import Database
from sahay.store.schema import message
from sahay.store.tables.loop import lesson, unanswered_mark

Place = tuple[str, int]  # conversation and seq


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was taught, from so many questions: an entry of the knowledge base (`key`), or utterances of an intent."""

    id: int
    kind: str
    key: str
    by: str
    at: datetime
    questions: int


class Marks:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def put_aside(self, places: Iterable[Place], by: Agent, now: datetime) -> int:
        """So many were not dealt with before. Places that no log has are left out."""
        async with self._database.write() as connection:
            return await _mark(connection, places, None, by, now)

    async def take_up(self, places: Iterable[Place]) -> int:
        """What was put aside is open again; what was taught stays so."""
        taken = 0
        async with self._database.write() as connection:
            for conversation_id, seq in places:
                mine = and_(unanswered_mark.c.conversation_id == conversation_id, unanswered_mark.c.seq == seq)
                gone = await connection.execute(
                    delete(unanswered_mark).where(mine, unanswered_mark.c.lesson_id.is_(None))
                )
                taken += gone.rowcount
        return taken

    async def taught(self, kind: str, key: str, places: Iterable[Place], by: Agent, now: datetime) -> None:
        """A lesson, and the questions that it came from."""
        async with self._database.write() as connection:
            values = {"kind": kind, "key": key, "by_id": by.id, "by": by.name, "at": now}
            number = (await connection.execute(insert(lesson).values(values).returning(lesson.c.id))).scalar_one()
            await _mark(connection, places, number, by, now)

    async def lessons(self) -> Sequence[Lesson]:
        """The latest first."""
        counted = func.count(unanswered_mark.c.seq).label("questions")
        query = (
            select(lesson.c.id, lesson.c.kind, lesson.c.key, lesson.c.by, lesson.c.at, counted)
            .outerjoin(unanswered_mark, unanswered_mark.c.lesson_id == lesson.c.id)
            .group_by(*lesson.c)
            .order_by(lesson.c.id.desc())
        )
        async with self._database.read() as connection:
            return [Lesson(**row) for row in (await connection.execute(query)).mappings()]


async def _mark(
    connection: AsyncConnection, places: Iterable[Place], lesson_id: int | None, by: Agent, now: datetime
) -> int:
    marked = 0
    for conversation_id, seq in dict.fromkeys(places):
        line = and_(message.c.conversation_id == conversation_id, message.c.seq == seq)
        mine = and_(unanswered_mark.c.conversation_id == conversation_id, unanswered_mark.c.seq == seq)
        if await connection.scalar(select(message.c.seq).where(line)) is None:
            continue
        await connection.execute(delete(unanswered_mark).where(mine))
        values = {"conversation_id": conversation_id, "seq": seq, "lesson_id": lesson_id, "by_id": by.id, "at": now}
        await connection.execute(insert(unanswered_mark).values(values))
        marked += 1
    return marked
