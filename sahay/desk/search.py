"""Finding conversations: by what was said or noted in them, by the customer, by an order's or ticket's number.

Every word that is looked for must be there, as a part of a word, in any script. SQLite finds it by an index of
trigrams (FTS5), PostgreSQL by its own where it could be made; the migration says how.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, column, exists, false, func, or_, select, table, text, true, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.views import Views
from sahay.domain.conversation import Conversation
from sahay.domain.excerpt import excerpt
from sahay.shop.tables.tickets import ticket
from sahay.store import schema
from sahay.store.rows import conversation_from_row
from sahay.store.sql import SqlStore
from sahay.store.tables.console import conversation_tag, note

# Results that are given at once.
PAGE = 30
# What is looked for: longer is somebody's whole letter.
QUERY_CHARACTERS = 200
WORDS = 8
# Three characters are what an index of trigrams can find; shorter words are looked for without it.
TRIGRAM = 3

_CONVERSATION, _MESSAGE, _CONTACT = schema.conversation, schema.message, schema.contact
_INDEX = table("message_search", column("rowid"), column("text"))
_LINE = table("message_search_line", column("id"), column("conversation_id"), column("seq"))


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. `status` is an owner; `since` and `until` are about the last change; `agent` is the one who
    has it, or had it."""

    text: str = ""
    status: str | None = None
    channel: str | None = None
    language: str | None = None
    agent: str | None = None
    tag: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def words(self) -> tuple[str, ...]:
        plain = unicodedata.normalize("NFC", self.text[:QUERY_CHARACTERS].replace("\x00", " "))
        return tuple(dict.fromkeys(plain.lower().split()))[:WORDS]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page of results ends, so that the next one begins behind it."""

    updated_at: datetime
    conversation_id: str


class Search:
    def __init__(self, store: SqlStore, views: Views) -> None:
        self._store = store
        self._views = views

    async def find(self, query: Query, after: Place | None = None) -> tuple[list[dict[str, Any]], Place | None]:
        """The conversations, the latest changed first, each with where it was found; and where the next page begins."""
        async with self._store.snapshot() as snapshot:
            connection = snapshot.connection
            rows = (await connection.execute(_statement(query, after, connection.dialect.name))).mappings().all()
            conversations = [conversation_from_row(row) for row in rows[:PAGE]]
            found = await _found(connection, conversations, query.words)
        cards = await self._views.cards(conversations)
        results = [{"card": cards[each.id], "found": found.get(each.id)} for each in conversations]
        last = conversations[-1] if len(rows) > PAGE else None
        return results, Place(last.updated_at, last.id) if last else None


def _statement(query: Query, after: Place | None, dialect: str) -> Select[Any]:
    conversation = _CONVERSATION.c
    wanted = [*_filters(query)]
    if query.words:
        wanted.append(or_(*_places(query.words, dialect)))
    if after:
        wanted.append(
            tuple_(conversation.updated_at, conversation.id) < tuple_(after.updated_at, after.conversation_id)
        )
    latest = select(_CONVERSATION).where(*wanted)
    return latest.order_by(conversation.updated_at.desc(), conversation.id.desc()).limit(PAGE + 1)


def _filters(query: Query) -> list[ColumnElement[bool]]:
    return [condition(value) for field, condition in _FILTERS.items() if (value := getattr(query, field))]


def _of_agent(agent_id: str) -> ColumnElement[bool]:
    """They have it, or were in it."""
    moved = schema.transition.c
    took_part = or_(moved.by_id == agent_id, moved.to_id == agent_id)
    had = exists().where(moved.conversation_id == _CONVERSATION.c.id, took_part)
    return or_(_CONVERSATION.c.assignee_id == agent_id, had)


def _tagged(tag: str) -> ColumnElement[bool]:
    own = conversation_tag.c.conversation_id == _CONVERSATION.c.id
    return exists().where(own, conversation_tag.c.tag == tag.lower())


def _spoken(language: str) -> ColumnElement[bool]:
    """In its own letters or in Latin ones."""
    return or_(_CONVERSATION.c.language == language, _CONVERSATION.c.language == f"{language}-Latn")


_FILTERS: Mapping[str, Callable[[Any], ColumnElement[bool]]] = {
    "status": lambda owner: _CONVERSATION.c.owner == owner,
    "channel": lambda channel: _CONVERSATION.c.channel == channel,
    "language": _spoken,
    "agent": _of_agent,
    "tag": _tagged,
    "since": lambda moment: _CONVERSATION.c.updated_at >= moment,
    "until": lambda moment: _CONVERSATION.c.updated_at < moment,
}


def _places(words: Sequence[str], dialect: str) -> list[ColumnElement[bool]]:
    """Where the words may be, all of them at one place."""
    conversation, contact = _CONVERSATION.c, _CONTACT.c
    head = _CONTACT.alias("head")
    known = (
        func.coalesce(contact.name, "")
        + " "
        + func.coalesce(contact.email, "")
        + " "
        + func.coalesce(contact.phone, "")
    )
    heads = (
        func.coalesce(head.c.name, "") + " " + func.coalesce(head.c.email, "") + " " + func.coalesce(head.c.phone, "")
    )
    people = select(contact.id).outerjoin(head, head.c.id == contact.merged_into)
    return [
        conversation.id.in_(_said(words, dialect)),
        conversation.contact_id.in_(people.where(or_(_has(known, words), _has(heads, words)))),
        _has(func.coalesce(conversation.order_number, ""), words),
        conversation.id.in_(select(note.c.conversation_id).where(_has(note.c.text, words))),
        conversation.id.in_(select(ticket.c.conversation_id).where(_has(ticket.c.reference, words))),
        conversation.id.in_(select(conversation_tag.c.conversation_id).where(_has(conversation_tag.c.tag, words))),
        conversation.id.istartswith(words[0], autoescape=True) if len(words) == 1 else false(),
    ]


def _said(words: Sequence[str], dialect: str) -> Select[Any]:
    """The conversations with a message that has the words."""
    long = [word for word in words if len(word) >= TRIGRAM]
    if dialect != "sqlite" or not long:
        return select(_MESSAGE.c.conversation_id).where(_has(_MESSAGE.c.text, words)).distinct()
    phrases = " AND ".join('"' + word.replace('"', '""') + '"' for word in long)
    matches = text("message_search MATCH :phrases").bindparams(phrases=phrases)
    short = [word for word in words if len(word) < TRIGRAM]
    found = select(_LINE.c.conversation_id).join_from(_INDEX, _LINE, _LINE.c.id == _INDEX.c.rowid)
    return found.where(matches, _has(_INDEX.c.text, short)).distinct()


def _has(place: ColumnElement[Any], words: Sequence[str]) -> ColumnElement[bool]:
    """Every word is there, in small letters or capitals."""
    return and_(true(), *(place.icontains(word, autoescape=True) for word in words))


async def _found(
    connection: AsyncConnection, conversations: Sequence[Conversation], words: Sequence[str]
) -> dict[str, dict[str, Any]]:
    """Of each conversation the latest message or note with the words, as far as there is one."""
    if not words or not conversations:
        return {}
    ids = [each.id for each in conversations]
    said = _MESSAGE.c
    latest = select(said.conversation_id, func.max(said.seq)).where(
        said.conversation_id.in_(ids), _has(said.text, words)
    )
    lines = select(said.conversation_id, said.seq, said.text).where(
        tuple_(said.conversation_id, said.seq).in_(latest.group_by(said.conversation_id))
    )
    noted = select(note.c.conversation_id, note.c.text).where(note.c.conversation_id.in_(ids), _has(note.c.text, words))
    found: dict[str, dict[str, Any]] = {}
    for row in (await connection.execute(noted.order_by(note.c.at))).mappings():
        found[row["conversation_id"]] = {"kind": "note", "text": excerpt(row["text"], words)}
    for row in (await connection.execute(lines)).mappings():
        found[row["conversation_id"]] = {"kind": "message", "seq": row["seq"], "text": excerpt(row["text"], words)}
    return found
