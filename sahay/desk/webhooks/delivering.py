"""Sending what waits: one webhook's events one after the other, at least once."""

import json
from collections.abc import Sequence
from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

import structlog
from sqlalchemy import ColumnElement, RowMapping, and_, delete, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.webhooks.outbox import WAITING
from sahay.desk.webhooks.schedule import Answer, Health, OffBecause, is_given_up
from sahay.desk.webhooks.sender import Sender
from sahay.desk.webhooks.signing import secret_of, signed
from sahay.domain.clock import Clock
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.tables.integrations import webhook, webhook_delivery

log = structlog.get_logger()

DELIVERED, FAILED = "delivered", "failed"
# Longer than any call takes: the events of a process that died are taken up by another one then.
LEASE = timedelta(minutes=2)
# For so long after a new secret calls are signed with the old one too.
OVERLAP = timedelta(hours=24)


class Deliveries:
    """`key` is the app's, from which the secrets follow; the log is kept for `keep`."""

    def __init__(self, database: Database, sender: Sender, key: str, keep: timedelta, clock: Clock) -> None:
        self._database = database
        self._sender = sender
        self._key = key
        self._keep = keep
        self._clock = clock
        self._holder = token_urlsafe(12)

    async def pending(self) -> Sequence[str]:
        """Webhooks to which something may be sent now."""
        now = self._clock.now()
        waits = exists().where(webhook_delivery.c.webhook_id == webhook.c.id, webhook_delivery.c.state == WAITING)
        async with self._database.read() as connection:
            return list(await connection.scalars(select(webhook.c.id).where(_is_ready(now), self._is_free(now), waits)))

    async def drain(self, webhook_id: str) -> None:
        """Send what waits for this webhook, in order, until nothing does or it has to be left in peace."""
        while taken := await self._take(webhook_id):
            target, delivery, body = taken
            answer = await self._sender.post(target["url"], self._signed(target, delivery, body), body)
            await self._settle(target, delivery, answer)
        await self._release(webhook_id)

    async def tidy(self) -> None:
        """Forget what was settled long ago."""
        table = webhook_delivery
        old = and_(table.c.state != WAITING, table.c.tried_at < self._clock.now() - self._keep)
        async with self._database.write() as connection:
            await connection.execute(delete(table).where(old))

    async def close(self) -> None:
        await self._sender.close()

    async def _take(self, webhook_id: str) -> tuple[RowMapping, RowMapping, str] | None:
        """The webhook, the first event that waits for it, and the body to send; None when there is nothing to do or
        another process does it."""
        now = self._clock.now()
        ours = and_(webhook.c.id == webhook_id, _is_ready(now), self._is_free(now))
        lease = update(webhook).where(ours).values(lease_holder=self._holder, lease_until=now + LEASE)
        table = webhook_delivery
        first = select(table).where(table.c.webhook_id == webhook_id, table.c.state == WAITING)
        async with self._database.write() as connection:
            if not (await connection.execute(lease)).rowcount:
                return None
            target = (await connection.execute(select(webhook).where(webhook.c.id == webhook_id))).mappings().one()
            found = await connection.execute(first.order_by(table.c.id).limit(1))
            delivery = found.mappings().one_or_none()
            return (target, delivery, await _body(connection, delivery)) if delivery else None

    async def _settle(self, target: RowMapping, delivery: RowMapping, answer: Answer) -> None:
        now, attempts = self._clock.now(), delivery["attempts"] + 1
        given_up = is_given_up(answer, attempts)
        state = DELIVERED if answer.is_success else FAILED if given_up else WAITING
        before = Health(target["failures"], target["failing_since"], target["paused_until"])
        health = before.after(answer, given_up, now)
        tried = {
            "state": state,
            "attempts": attempts,
            "tried_at": now,
            "status": answer.status,
            "error": answer.error,
            "milliseconds": answer.milliseconds,
        }
        table = webhook_delivery
        async with self._database.write() as connection:
            await connection.execute(update(table).where(table.c.id == delivery["id"]).values(tried))
            await connection.execute(update(webhook).where(webhook.c.id == target["id"]).values(_columns(health)))
        told = {"webhook": target["id"], "delivery": delivery["id"], "type": delivery["type"], "state": state}
        log.info("webhook.sent", status=answer.status, why=answer.error, attempts=attempts, **told)
        if health.off_because:
            log.warning("webhook.off", webhook=target["id"], why=health.off_because)

    async def _release(self, webhook_id: str) -> None:
        ours = and_(webhook.c.id == webhook_id, webhook.c.lease_holder == self._holder)
        async with self._database.write() as connection:
            await connection.execute(update(webhook).where(ours).values(lease_holder=None, lease_until=None))

    def _signed(self, target: RowMapping, delivery: RowMapping, body: str) -> dict[str, str]:
        now, generation = self._clock.now(), target["generation"]
        renewed = target["renewed_at"]
        generations = [generation, generation - 1] if renewed and now - renewed < OVERLAP else [generation]
        secrets = [secret_of(self._key, target["id"], each) for each in generations]
        return signed(secrets, delivery["event_id"], now, body)

    def _is_free(self, now: Any) -> ColumnElement[bool]:
        return or_(
            webhook.c.lease_holder.is_(None), webhook.c.lease_holder == self._holder, webhook.c.lease_until < now
        )


def _is_ready(now: Any) -> ColumnElement[bool]:
    return and_(webhook.c.is_active, or_(webhook.c.paused_until.is_(None), webhook.c.paused_until <= now))


def _columns(health: Health) -> dict[str, Any]:
    off: dict[str, Any] = {"is_active": False} if health.off_because else {}
    return {
        "failures": health.failures,
        "failing_since": health.failing_since,
        "paused_until": health.paused_until,
        "off_because": OffBecause(health.off_because) if health.off_because else None,
        **off,
    }


async def _body(connection: AsyncConnection, delivery: RowMapping) -> str:
    """What is sent. Of a message the log's line is read now: the text is kept in no second place."""
    data = dict(delivery["data"])
    if delivery["conversation_id"]:
        data["conversation"] = await _conversation(connection, delivery["conversation_id"])
    if delivery["seq"]:
        data["message"] = await _message(connection, delivery["conversation_id"], delivery["seq"])
    whole = {"type": delivery["type"], "timestamp": delivery["at"].isoformat(), "data": data}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"))


async def _conversation(connection: AsyncConnection, conversation_id: str) -> dict[str, Any]:
    table = schema.conversation
    fixed = select(table.c.contact_id, table.c.channel, table.c.language).where(table.c.id == conversation_id)
    row = (await connection.execute(fixed)).mappings().one_or_none()
    return {"id": conversation_id, **(row or {})}


async def _message(connection: AsyncConnection, conversation_id: str, seq: int) -> dict[str, Any]:
    table = schema.message
    line = select(table.c.author, table.c.name, table.c.text, table.c.at)
    found = await connection.execute(line.where(table.c.conversation_id == conversation_id, table.c.seq == seq))
    row = found.mappings().one_or_none()
    return {"seq": seq, **row, "at": row["at"].isoformat()} if row else {"seq": seq}
