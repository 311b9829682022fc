"""What has been kept long enough goes: the section `retention:` of `sahay.yml`, once a day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import ColumnElement, Select, Table, delete, exists, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.config.retention import Retention as Periods
from sahay.desk.audit import SYSTEM, Audit
from sahay.desk.files import Files
from sahay.desk.privacy import QUIET, RETENTION, erase_conversations, forget_contacts
from sahay.desk.trackers import Trackers
from sahay.domain.clock import Clock
from sahay.domain.throttle import FORGOTTEN
from sahay.shop.locks import hold
from sahay.shop.tables.identity import code, guess, login_token
from sahay.shop.tables.verification import verification_attempt
from sahay.store import schema
from sahay.store.database import Database
from sahay.store.tables import people
from sahay.store.tables.channels import channel_update
from sahay.store.tables.console import file

log = structlog.get_logger()

SECONDS = 24 * 60 * 60.0
# Conversations at once: others who write need not wait long.
BATCH = 100
# No provider calls again after so long (WhatsApp does for 7 days): then an id need not be remembered, and a body that
# could not be read is given up.
UPDATES = timedelta(days=14)
# Several apps that share a database do it one after the other.
LOCK = "retention"

_CONVERSATION = schema.conversation


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows that simply go. `name` is what the report counts them under."""

    name: str
    table: Table
    is_over: ColumnElement[bool]


class Retention:
    def __init__(
        self, database: Database, periods: Periods, trackers: Trackers, files: Files, audit: Audit, clock: Clock
    ) -> None:
        self._database = database
        self._periods = periods
        self._trackers = trackers
        self._files = files
        self._audit = audit
        self._clock = clock

    async def work(self) -> None:
        await self.run()

    async def run(self, *, dry: bool = False) -> dict[str, int]:
        """How many of each kind went, or would go."""
        now = self._clock.now()
        counts = await (self._count(now) if dry else self._delete(now))
        counts = {name: count for name, count in counts.items() if count}
        if counts and not dry:
            await self._audit.record("retention.ran", by=SYSTEM, target=None, on=None, **counts)
            log.info("retention.ran", **counts)
        return counts

    async def _count(self, now: datetime) -> dict[str, int]:
        async with self._database.read() as connection:
            counts = {rule.name: 0 for rule in self._rules(now)}
            for rule in self._rules(now):
                query = select(func.count()).select_from(rule.table).where(rule.is_over)
                counts[rule.name] += int(await connection.scalar(query) or 0)
            over = self._over(now).with_only_columns(func.count()).order_by(None)
            counts["conversations"] = int(await connection.scalar(over) or 0)
        return counts | {"trackers": await self._trackers.count_before(self._before(now, self._periods.trackers))}

    async def _delete(self, now: datetime) -> dict[str, int]:
        conversations = 0
        while gone := await self._erase_some(now):
            conversations += gone
        async with self._database.write() as connection:
            await hold(connection, [LOCK])
            await _move_horizon(self._before(now, self._periods.audit), connection)
            files = list(await connection.scalars(select(file.c.id).where(self._old_files(now))))
            counts = {rule.name: 0 for rule in self._rules(now)}
            for rule in self._rules(now):
                counts[rule.name] += (await connection.execute(delete(rule.table).where(rule.is_over))).rowcount
        self._files.remove_from_disk(files)
        trackers = await self._trackers.forget_before(self._before(now, self._periods.trackers))
        return counts | {"conversations": conversations, "trackers": trackers}

    async def _erase_some(self, now: datetime) -> int:
        """The words of the oldest conversations that are over, and the customers of whom no words are left."""
        async with self._database.write() as connection:
            await hold(connection, [LOCK])
            rows = (await connection.execute(self._over(now).limit(BATCH))).all()
            ids = [row.id for row in rows]
            if not ids:
                return 0
            gone = await erase_conversations(ids, RETENTION, now, connection)
            await forget_contacts(await _without_words({row.contact_id for row in rows}, connection), connection)
        self._files.remove_from_disk(gone.files)
        await self._trackers.forget(ids)
        return len(ids)

    def _over(self, now: datetime) -> Select[tuple[str, str]]:
        table = _CONVERSATION
        last = table.c.updated_at < self._before(now, self._periods.messages)
        query = select(table.c.id, table.c.contact_id).where(last, table.c.owner.in_(QUIET), ~is_erased())
        return query.order_by(table.c.updated_at, table.c.id)

    def _rules(self, now: datetime) -> tuple[Rule, ...]:
        attempts = self._before(now, self._periods.verification_attempts)
        return (
            Rule("files", file, self._old_files(now)),
            Rule("verification_attempts", verification_attempt, verification_attempt.c.at < attempts),
            Rule("verification_attempts", code, code.c.sent_at < attempts),
            Rule("verification_attempts", guess, guess.c.at < attempts),
            Rule("login_tokens", login_token, login_token.c.expires_at < now),
            Rule("audit", people.audit, people.audit.c.at < self._before(now, self._periods.audit)),
            Rule("sessions", schema.agent_session, schema.agent_session.c.expires_at < now),
            Rule("invitations", people.invitation, people.invitation.c.expires_at < now),
            Rule("devices", people.device, people.device.c.expires_at < now),
            Rule("channel_updates", channel_update, channel_update.c.received_at < now - UPDATES),
            Rule("login_failures", people.login_failure, people.login_failure.c.failed_at < now - FORGOTTEN),
        )

    def _old_files(self, now: datetime) -> ColumnElement[bool]:
        return file.c.at < self._before(now, self._periods.files)

    @staticmethod
    def _before(now: datetime, days: int) -> datetime:
        return now - timedelta(days=days)


async def _move_horizon(before: datetime, on: AsyncConnection) -> None:
    """What is older may be deleted from the audit log: its triggers look here."""
    await on.execute(delete(people.audit_horizon))
    await on.execute(insert(people.audit_horizon).values(id=1, before=before))


def is_erased() -> ColumnElement[bool]:
    """Nothing was written in the conversation since it was erased."""
    of, at = people.erasure.c.conversation_id, people.erasure.c.at
    return exists().where(of == _CONVERSATION.c.id, at >= _CONVERSATION.c.updated_at)


async def _without_words(contacts: set[str], on: AsyncConnection) -> Sequence[str]:
    """Those of whom every conversation is erased."""
    kept = select(_CONVERSATION.c.contact_id).where(~is_erased())
    contact = schema.contact
    return list(await on.scalars(select(contact.c.id).where(contact.c.id.in_(contacts), contact.c.id.not_in(kept))))
