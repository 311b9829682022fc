"""One customer's data: found, handed out, erased."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, delete, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.audit import CUSTOMER, Actor, Audit
from sahay.desk.contacts import Family, family
from sahay.desk.elsewhere import elsewhere
from sahay.desk.files import Files
from sahay.desk.holdings import HOLDINGS
from sahay.desk.trackers import Trackers
from sahay.domain.clock import Clock
from sahay.domain.conversation import Owner
from sahay.flow.hub import Changed, Hub
from sahay.mail.folder import FolderTransport
from sahay.mail.sql import SqlOutbox
from sahay.shop.operations.ledger import State
from sahay.shop.tables.identity import identity
from sahay.shop.tables.operations import operation
from sahay.shop.tables.tickets import ticket
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.tables.console import file
from sahay.store.tables.people import erasure

# Contacts that a search shows: who finds more asks more precisely.
FOUND = 20
REQUEST, RETENTION = "request", "retention"
# Nobody works on these, so that nothing is taken from under an agent's hands.
QUIET = (Owner.BOT, Owner.RESOLVED)

_CONTACT, _CONVERSATION = schema.contact, schema.conversation


class StillOpen(Exception):
    """An agent has a conversation of the customer's, or it waits for one: it must be resolved before."""


class StillChanging(Exception):
    """A change that the customer asked for is being made at this moment."""


@dataclass(frozen=True, slots=True)
class Found:
    """A customer as the search shows them. `erased_at`: when everything of theirs was last erased."""

    id: str
    name: str | None
    email: str | None
    phone: str | None
    conversations: int
    last_at: datetime | None
    erased_at: datetime | None


class Privacy:
    def __init__(
        self,
        database: Database,
        trackers: Trackers,
        files: Files,
        mails: SqlOutbox,
        letters: FolderTransport,
        audit: Audit,
        hub: Hub,
        clock: Clock,
    ) -> None:
        self._database = database
        self._trackers = trackers
        self._files = files
        self._mails = mails
        self._letters = letters
        self._audit = audit
        self._hub = hub
        self._clock = clock

    async def find(self, text: str) -> list[Found]:
        """By a part of name, e-mail address or phone, or by a whole order number, ticket's reference, conversation's or
        contact's id. The latest first, FOUND at most."""
        talked = (
            select(
                _CONVERSATION.c.contact_id,
                func.count().label("conversations"),
                func.max(_CONVERSATION.c.updated_at).label("last_at"),
            )
            .group_by(_CONVERSATION.c.contact_id)
            .subquery()
        )
        erased = (
            select(erasure.c.contact_id, func.max(erasure.c.at).label("erased_at"))
            .group_by(erasure.c.contact_id)
            .subquery()
        )
        query = (
            select(_CONTACT, talked.c.conversations, talked.c.last_at, erased.c.erased_at)
            .outerjoin(talked, talked.c.contact_id == _CONTACT.c.id)
            .outerjoin(erased, erased.c.contact_id == _CONTACT.c.id)
            .where(_looks_like(text))
            .order_by(talked.c.last_at.desc(), _CONTACT.c.id)
            .limit(FOUND)
        )
        async with self._database.read() as connection:
            rows = (await connection.execute(query)).mappings().all()
        shown = ("id", "name", "email", "phone", "last_at", "erased_at")
        return [Found(conversations=row["conversations"] or 0, **{name: row[name] for name in shown}) for row in rows]

    async def counts(self, contact_id: str) -> dict[str, int]:
        """How many rows of each kind there are, to be read before erasing. Raises ContactNotFound."""
        async with self._database.read() as connection:
            conversations = await _conversations(await family(connection, contact_id), connection)
            found = {holding.name: await holding.count(conversations, connection) for holding in HOLDINGS}
        return {name: count for name, count in found.items() if count}

    async def elsewhere(self, contact_id: str) -> list[dict[str, Any]]:
        """What others have of the customer, which is not ours to erase. Raises ContactNotFound."""
        async with self._database.read() as connection:
            known = await family(connection, contact_id)
            conversations = await _conversations(known, connection)
            addresses = await _addresses(known.ids, conversations, connection)
            mails = await self._mails.sent_in(connection, addresses)
            return await elsewhere(conversations, mails, connection)

    async def export(self, contact_id: str, by: Actor) -> dict[str, Any]:
        """Everything that is kept of the customer, as JSON-ready rows by table. Raises ContactNotFound."""
        async with self._database.read() as connection:
            known = await family(connection, contact_id)
            conversations = await _conversations(known, connection)
            held = {each.name: await each.rows(conversations, connection) for each in HOLDINGS if each.is_exported}
        about = ("contact", known.head.id)
        await self._audit.record("contact.exported", by=by, target=about, conversations=len(conversations))
        contacts = [_plain(asdict(contact)) for contact in (known.head, *known.others)]
        exported: dict[str, Any] = {"exported_at": self._clock.now().isoformat(), "contact": contacts}
        return exported | {name: [_plain(row) for row in rows] for name, rows in held.items()}

    async def erase(self, contact_id: str, by: Actor) -> dict[str, int]:
        """Leave only figures of the customer; how many rows of each kind that changed. Doing it again does no harm.
        Raises ContactNotFound, StillOpen and StillChanging."""
        async with self._database.write() as connection:
            known = await family(connection, contact_id)
            conversations = await _conversations(known, connection)
            gone = await self._erase(conversations, known.ids, connection)
            about = ("contact", known.head.id)
            await self._audit.record("contact.erased", by=by, target=about, on=connection, **gone.counts)
        await self._erased(conversations, gone)
        return dict(gone.counts)

    async def erase_own(self, conversation_id: str) -> dict[str, int]:
        """The same for a customer in whose hands the conversation is: it, and once they have proved in it who they are,
        every other that was proved to be theirs. Raises StillOpen and StillChanging."""
        async with self._database.write() as connection:
            conversations = await _own(conversation_id, self._clock.now(), connection)
            gone = await self._erase(conversations, await _contacts_of(conversations, connection), connection)
            about = ("conversation", conversation_id)
            await self._audit.record("contact.erased", by=CUSTOMER, target=about, on=connection, **gone.counts)
        await self._erased(conversations, gone)
        return dict(gone.counts)

    async def _erase(self, conversations: Sequence[str], contacts: Sequence[str], on: AsyncConnection) -> "Erased":
        await _require_quiet(conversations, on)
        addresses = await _addresses(contacts, conversations, on)
        gone = await erase_conversations(conversations, REQUEST, self._clock.now(), on)
        counts = {**gone.counts, "mail": await self._mails.forget_in(on, addresses)}
        await forget_contacts(contacts, on)
        return Erased({name: count for name, count in counts.items() if count}, gone.files, addresses)

    async def _erased(self, conversations: Sequence[str], gone: "Erased") -> None:
        """What is not in the database goes once the rest is gone for good."""
        self._files.remove_from_disk(gone.files)
        await self._letters.forget(gone.addresses)
        await self._trackers.forget(conversations)
        for conversation_id in conversations:
            self._hub.publish(Changed(conversation_id))


@dataclass(frozen=True, slots=True)
class Erased:
    """How many rows of each kind, and what leads to that which is still on the disk: ids of files, addresses."""

    counts: Mapping[str, int]
    files: Sequence[str]
    addresses: Collection[str] = ()


async def erase_conversations(conversations: Sequence[str], why: str, now: datetime, on: AsyncConnection) -> Erased:
    """Leave only the figures of these conversations, which nobody works on."""
    if on.dialect.name == "sqlite":
        await on.exec_driver_sql("PRAGMA secure_delete = ON")  # what was deleted is overwritten, not only unlinked
    files = list(await on.scalars(select(file.c.id).where(file.c.conversation_id.in_(conversations))))
    counts = {holding.name: await holding.erase(conversations, on) for holding in HOLDINGS}
    await on.execute(delete(erasure).where(erasure.c.conversation_id.in_(conversations)))
    of = select(_CONVERSATION.c.id, _CONVERSATION.c.contact_id).where(_CONVERSATION.c.id.in_(conversations))
    marks = [
        {"conversation_id": row.id, "contact_id": row.contact_id, "why": why, "at": now} for row in await on.execute(of)
    ]
    if marks:
        await on.execute(insert(erasure), marks)
    return Erased(counts, files)


async def forget_contacts(contacts: Sequence[str], on: AsyncConnection) -> int:
    """The rows stay, as conversations belong to them."""
    known = or_(*(_CONTACT.c[name].is_not(None) for name in ("name", "email", "phone")))
    nobody = update(_CONTACT).where(_CONTACT.c.id.in_(contacts), known).values(name=None, email=None, phone=None)
    return (await on.execute(nobody)).rowcount


async def _conversations(known: Family, on: AsyncConnection) -> list[str]:
    query = select(_CONVERSATION.c.id).where(_CONVERSATION.c.contact_id.in_(known.ids))
    return list(await on.scalars(query.order_by(_CONVERSATION.c.created_at, _CONVERSATION.c.id)))


async def _own(conversation_id: str, now: datetime, on: AsyncConnection) -> list[str]:
    """What an account was proved to own, if the one of this conversation is still believed; or this one alone."""
    own = identity.c.conversation_id == conversation_id
    account = select(identity.c.account_id).where(own, identity.c.expires_at > now).scalar_subquery()
    others = await on.scalars(select(identity.c.conversation_id).where(identity.c.account_id == account))
    return sorted({conversation_id, *others})


async def _contacts_of(conversations: Sequence[str], on: AsyncConnection) -> list[str]:
    """Of whom nothing else is known than these conversations."""
    table = _CONVERSATION
    others = select(table.c.contact_id).where(table.c.id.not_in(conversations))
    mine = select(table.c.contact_id).where(table.c.id.in_(conversations), table.c.contact_id.not_in(others))
    return list(await on.scalars(mine.distinct()))


async def _require_quiet(conversations: Sequence[str], on: AsyncConnection) -> None:
    """Locks the conversations, so that none is opened meanwhile."""
    table = _CONVERSATION
    owners = await on.scalars(select(table.c.owner).where(table.c.id.in_(conversations)).with_for_update())
    if any(owner not in QUIET for owner in owners):
        raise StillOpen
    unfinished = operation.c.conversation_id.in_(conversations), operation.c.state == State.STARTED
    if await on.scalar(select(func.count()).select_from(operation).where(*unfinished)):
        raise StillChanging


async def _addresses(contacts: Sequence[str], conversations: Sequence[str], on: AsyncConnection) -> set[str]:
    """To which mails of the customer's may still be on their way."""
    told = await on.scalars(select(ticket.c.contact).where(ticket.c.conversation_id.in_(conversations)))
    own = await on.scalars(select(_CONTACT.c.email).where(_CONTACT.c.id.in_(contacts)))
    return {address for address in (*told, *own) if address and "@" in address}


def _looks_like(text: str) -> ColumnElement[bool]:
    told = (_CONTACT.c[name].icontains(text, autoescape=True) for name in ("name", "email", "phone"))
    talked, opened = select(_CONVERSATION.c.contact_id), ticket.c.conversation_id
    named = or_(_CONVERSATION.c.id == text, _CONVERSATION.c.order_number == text)
    asked = _CONVERSATION.c.id.in_(select(opened).where(or_(ticket.c.reference == text, ticket.c.contact == text)))
    return or_(*told, _CONTACT.c.id == text, _CONTACT.c.id.in_(talked.where(or_(named, asked))))


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}
