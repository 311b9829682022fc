"""What customers asked and the bot did not know: read from the log."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, String, and_, cast, or_, select
from sqlalchemy.sql.elements import ColumnElement

from sahay.domain.message import Author
from sahay.shop.tables import faq_feedback
from sahay.store.database import Database
from sahay.store.schema import conversation, message, turn
from sahay.store.tables.loop import unanswered_mark

# The intents by which the engine says that it does not know, and what the bot does then outside any task.
NOT_KNOWN = ("nlu_fallback", "out_of_scope")
FALLBACK = ["action_fallback"]
# At most so many are grouped at once: the latest.
LIMIT = 2000


class Why(StrEnum):
    NOT_UNDERSTOOD = "not_understood"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_HELPFUL = "not_helpful"  # an answer was shown, and the customer said that it did not help


@dataclass(frozen=True, slots=True)
class Question:
    """A customer's message, by its place in the log; `entry` is what was shown and did not help."""

    conversation_id: str
    seq: int
    text: str
    language: str
    at: datetime
    why: Why
    entry: str | None = None


async def unanswered(database: Database, since: datetime, *, aside: bool = False) -> Sequence[Question]:
    """Those since a moment that nobody has dealt with, or with `aside` those that were put aside; the oldest first."""
    async with database.read() as connection:
        rows = (await connection.execute(_query(since, aside))).mappings().all()
    found = [
        Question(
            conversation_id=row["conversation_id"],
            seq=row["seq"],
            text=row["text"],
            language=row["language"],
            at=row["at"],
            why=_why(row["intent"], row["entry_key"]),
            entry=row["entry_key"],
        )
        for row in rows
        if row["entry_key"] or row["actions"] == FALLBACK
    ]
    return found[::-1]


def _query(since: datetime, aside: bool) -> Select[Any]:
    marked = and_(
        unanswered_mark.c.conversation_id == message.c.conversation_id, unanswered_mark.c.seq == message.c.seq
    )
    shown = faq_feedback.c.message_id == message.c.conversation_id + ":" + cast(message.c.seq, String)
    same = and_(turn.c.conversation_id == message.c.conversation_id, turn.c.seq == message.c.seq)
    return (
        select(
            message.c.conversation_id,
            message.c.seq,
            message.c.text,
            message.c.at,
            conversation.c.language,
            turn.c.intent,
            turn.c.actions,
            faq_feedback.c.entry_key,
        )
        .join(turn, same)
        .join(conversation, conversation.c.id == message.c.conversation_id)
        .outerjoin(faq_feedback, shown)
        .outerjoin(unanswered_mark, marked)
        .where(
            message.c.author == Author.CUSTOMER,
            message.c.payload.is_(None),
            message.c.text != "",
            message.c.at >= since,
            _is_unknown(),
            _is_marked(aside),
        )
        .order_by(message.c.at.desc(), message.c.conversation_id, message.c.seq.desc())
        .limit(LIMIT)
    )


def _is_unknown() -> ColumnElement[bool]:
    """Nothing was found for it, or what was found did not help."""
    nothing = and_(turn.c.intent.in_(NOT_KNOWN), faq_feedback.c.message_id.is_(None))
    return or_(nothing, faq_feedback.c.helpful.is_(False))


def _is_marked(aside: bool) -> ColumnElement[bool]:
    if aside:
        return and_(unanswered_mark.c.seq.is_not(None), unanswered_mark.c.lesson_id.is_(None))
    return unanswered_mark.c.seq.is_(None)


def _why(intent: str, entry: str | None) -> Why:
    if entry:
        return Why.NOT_HELPFUL
    return Why.OUT_OF_SCOPE if intent == "out_of_scope" else Why.NOT_UNDERSTOOD
