"""The webhooks that there are: set up, changed, tried out, and what was sent to each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import RowMapping, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.audit import Actor, Audit
from sahay.desk.webhooks.addresses import Network, read_url
from sahay.desk.webhooks.events import TEST, Event, EventType
from sahay.desk.webhooks.outbox import new_event_id, put
from sahay.desk.webhooks.signing import secret_of
from sahay.domain.clock import Clock
from sahay.store.database import Database
from sahay.store.tables.integrations import webhook, webhook_delivery

# How many deliveries are read at once.
PAGE = 50


class WebhookNotFound(LookupError):
    """There is no such webhook, or no such delivery of it."""


class WebhookOff(Exception):
    """Nothing is sent to a webhook that is switched off."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is set up: where which events are sent."""

    name: str
    url: str
    types: tuple[EventType, ...]
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Webhook:
    id: str
    name: str
    url: str
    types: tuple[str, ...]
    is_active: bool
    off_because: str | None
    failures: int
    paused_until: datetime | None
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Delivery:
    """One event for one webhook, and the answer to the last attempt."""

    id: int
    event_id: str
    type: str
    conversation_id: str | None
    seq: int | None
    at: datetime
    state: str
    attempts: int
    tried_at: datetime | None
    status: int | None
    error: str | None
    milliseconds: int | None


class Webhooks:
    """All that name a webhook raise WebhookNotFound; all that take an address raise Forbidden."""

    def __init__(self, database: Database, audit: Audit, key: str, allowed: Sequence[Network], clock: Clock) -> None:
        self._database = database
        self._audit = audit
        self._key = key
        self._allowed = allowed
        self._clock = clock

    async def all(self) -> list[Webhook]:
        """The oldest first."""
        async with self._database.read() as connection:
            rows = await connection.execute(select(webhook).order_by(webhook.c.created_at, webhook.c.id))
            return [_webhook(row) for row in rows.mappings()]

    async def create(self, wanted: Wanted, by: Actor) -> tuple[Webhook, str]:
        """The webhook and its secret, which is shown this once."""
        host = read_url(wanted.url, self._allowed).host
        new = {"id": token_urlsafe(8), "generation": 1, "failures": 0, "created_at": self._clock.now()}
        async with self._database.write() as connection:
            await connection.execute(insert(webhook).values(**new, **_row(wanted)))
            await self._record(connection, "created", new["id"], by, host=host, types=list(wanted.types))
            made = await _one(connection, str(new["id"]))
        return _webhook(made), secret_of(self._key, made["id"], 1)

    async def change(self, webhook_id: str, wanted: Wanted, by: Actor) -> Webhook:
        """Another address, other events, on or off; with a clean slate."""
        host = read_url(wanted.url, self._allowed).host
        clean = {"failures": 0, "failing_since": None, "paused_until": None, "off_because": None}
        async with self._database.write() as connection:
            await _one(connection, webhook_id)
            changed = update(webhook).where(webhook.c.id == webhook_id)
            await connection.execute(changed.values(**clean, **_row(wanted)))
            facts = {"host": host, "types": list(wanted.types), "active": wanted.is_active}
            await self._record(connection, "changed", webhook_id, by, **facts)
            return _webhook(await _one(connection, webhook_id))

    async def renew(self, webhook_id: str, by: Actor) -> tuple[Webhook, str]:
        """Another secret; the old one goes on beside it for a day (`delivering.OVERLAP`)."""
        async with self._database.write() as connection:
            generation = (await _one(connection, webhook_id))["generation"] + 1
            changed = update(webhook).where(webhook.c.id == webhook_id)
            await connection.execute(changed.values(generation=generation, renewed_at=self._clock.now()))
            await self._record(connection, "renewed", webhook_id, by)
            return _webhook(await _one(connection, webhook_id)), secret_of(self._key, webhook_id, generation)

    async def remove(self, webhook_id: str, by: Actor) -> None:
        """With its log."""
        async with self._database.write() as connection:
            await _one(connection, webhook_id)
            await connection.execute(delete(webhook_delivery).where(webhook_delivery.c.webhook_id == webhook_id))
            await connection.execute(delete(webhook).where(webhook.c.id == webhook_id))
            await self._record(connection, "removed", webhook_id, by)

    async def deliveries(self, webhook_id: str, before: int = 0) -> list[Delivery]:
        """The latest first, PAGE at most, from the one before `before` (0: from the last one)."""
        table = webhook_delivery
        query = select(table).where(table.c.webhook_id == webhook_id)
        if before:
            query = query.where(table.c.id < before)
        async with self._database.read() as connection:
            await _one(connection, webhook_id)
            rows = await connection.execute(query.order_by(table.c.id.desc()).limit(PAGE))
            return [_delivery(row) for row in rows.mappings()]

    async def test(self, webhook_id: str, by: Actor) -> Delivery:
        """Something to be sent at once. Raises WebhookOff."""
        async with self._database.write() as connection:
            await _active(connection, webhook_id)
            await self._record(connection, "tested", webhook_id, by)
            return await self._put_anew(connection, webhook_id, Event(TEST, self._clock.now()), new_event_id())

    async def redeliver(self, webhook_id: str, delivery_id: int, by: Actor) -> Delivery:
        """The same event once more, behind what waits; the receiver knows it by its id. Raises WebhookOff."""
        table = webhook_delivery
        query = select(table).where(table.c.id == delivery_id, table.c.webhook_id == webhook_id)
        async with self._database.write() as connection:
            row = (await connection.execute(query)).mappings().one_or_none()
            if row is None:
                raise WebhookNotFound(delivery_id)
            await _active(connection, webhook_id)
            event = Event(row["type"], row["at"], row["conversation_id"], row["seq"], row["data"])
            await self._record(connection, "redelivered", webhook_id, by, delivery=delivery_id)
            return await self._put_anew(connection, webhook_id, event, row["event_id"])

    async def _put_anew(self, connection: AsyncConnection, webhook_id: str, event: Event, event_id: str) -> Delivery:
        await put(connection, [webhook_id], event, event_id)
        await connection.execute(update(webhook).where(webhook.c.id == webhook_id).values(paused_until=None))
        table = webhook_delivery
        last = select(table).where(table.c.webhook_id == webhook_id).order_by(table.c.id.desc()).limit(1)
        return _delivery((await connection.execute(last)).mappings().one())

    async def _record(self, connection: AsyncConnection, deed: str, webhook_id: Any, by: Actor, **facts: Any) -> None:
        await self._audit.record(f"webhook.{deed}", by=by, target=("webhook", webhook_id), on=connection, **facts)


async def _one(connection: AsyncConnection, webhook_id: str) -> RowMapping:
    row = (await connection.execute(select(webhook).where(webhook.c.id == webhook_id))).mappings().one_or_none()
    if row is None:
        raise WebhookNotFound(webhook_id)
    return row


async def _active(connection: AsyncConnection, webhook_id: str) -> None:
    if not (await _one(connection, webhook_id))["is_active"]:
        raise WebhookOff(webhook_id)


def _row(wanted: Wanted) -> dict[str, Any]:
    types = [each for each in EventType if each in wanted.types]
    return {"name": wanted.name, "url": wanted.url, "types": types, "is_active": wanted.is_active}


def _webhook(row: RowMapping) -> Webhook:
    names = ("id", "name", "url", "is_active", "off_because", "failures", "paused_until", "created_at")
    return Webhook(types=tuple(row["types"]), **{name: row[name] for name in names})


def _delivery(row: RowMapping) -> Delivery:
    return Delivery(**{name: row[name] for name in Delivery.__dataclass_fields__})
