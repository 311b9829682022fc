"""Which answers were shown, and whether they helped: counted in the database, without what anybody wrote."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Integer, cast, func, insert, select, update

from sahay.shop import tables
from sahay.shop.faq import Figures, Showing, worst_first
from sahay.shop.locks import hold
from sahay.store.database import Database

_shown = tables.faq_feedback.c


async def note_shown(database: Database, showing: Showing) -> None:
    """See `sahay.shop.faq.Faq.note_shown`."""
    async with database.write() as connection:
        await hold(connection, [f"faq:{showing.message_id}"])
        known = select(_shown.message_id).where(_shown.message_id == showing.message_id)
        if await connection.scalar(known) is None:
            await connection.execute(
                insert(tables.faq_feedback).values(
                    message_id=showing.message_id,
                    conversation_id=showing.conversation_id,
                    entry_key=showing.entry_key,
                    language=showing.language,
                    shown_at=showing.at,
                )
            )


async def rate(database: Database, key: str, conversation_id: str, *, helpful: bool, at: datetime) -> bool:
    """See `sahay.shop.faq.Faq.rate`."""
    async with database.write() as connection:
        last = await connection.scalar(
            select(_shown.message_id)
            .where(_shown.conversation_id == conversation_id, _shown.entry_key == key)
            .order_by(_shown.shown_at.desc(), _shown.message_id.desc())
            .limit(1)
        )
        rating = update(tables.faq_feedback).where(_shown.message_id == last).values(helpful=helpful, rated_at=at)
        await connection.execute(rating)
        return last is not None


async def figures(database: Database) -> list[Figures]:
    """See `sahay.shop.faq.Faq.figures`."""
    counted = select(
        _shown.entry_key.label("key"),
        func.count().label("shown"),
        func.count(_shown.conversation_id.distinct()).label("conversations"),
        _count(_shown.helpful.is_(True)).label("helpful"),
        _count(_shown.helpful.is_(False)).label("not_helpful"),
    ).group_by(_shown.entry_key)
    async with database.read() as connection:
        shown = [Figures(**row) for row in (await connection.execute(counted)).mappings()]
        keys = (await connection.execute(select(tables.faq_entry.c.key))).scalars()
        return sorted([*shown, *_never_shown(keys, shown)], key=worst_first)


def _never_shown(keys: Iterable[str], shown: Iterable[Figures]) -> list[Figures]:
    known = {figures.key for figures in shown}
    return [Figures(key, 0, 0, 0, 0) for key in keys if key not in known]


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(cast(condition, Integer)), 0)
