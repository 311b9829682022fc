"""Canned responses: what agents say again and again, found by a shortcut."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import RowMapping, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.audit import Actor, Audit
from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.store.database import Database
from sahay.store.tables.console import canned


class NoSuchResponse(LookupError):
    """There is no such canned response, or it is another agent's own."""


class ShortcutTaken(ValueError):
    """Another canned response has this shortcut already."""


class Everybodys(PermissionError):
    """What all use, only a supervisor may change."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What an agent writes down: `texts` by language (`en`, `hi`, `gu`)."""

    shortcut: str
    title: str
    texts: Mapping[str, str]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Canned:
    id: str
    owner_id: str | None
    wording: Wording


class CannedResponses:
    """Each agent's own, and those of all."""

    def __init__(self, database: Database, clock: Clock, audit: Audit) -> None:
        self._database = database
        self._clock = clock
        self._audit = audit

    async def of(self, agent: Agent) -> Sequence[Canned]:
        """What this agent may use, by shortcut."""
        query = select(canned).where(_usable(agent)).order_by(canned.c.shortcut, canned.c.id)
        async with self._database.read() as connection:
            return [_canned(row) for row in (await connection.execute(query)).mappings()]

    async def add(self, agent: Agent, wording: Wording, *, leads: bool, by: Actor | None = None) -> Canned:
        """`leads`: whether the agent may change what all use. `by` is who the audit log says that it was, where more is
        known than the agent. Raises Everybodys, ShortcutTaken."""
        new = Canned(token_urlsafe(8), _owner(agent, wording, leads), wording)
        async with self._database.write() as connection:
            await _require_free(connection, new)
            await connection.execute(insert(canned).values(id=new.id, **self._row(new)))
            if wording.shared:
                await self._note("added", new.id, agent, by, connection)
        return new

    async def change(
        self, canned_id: str, agent: Agent, wording: Wording, *, leads: bool, by: Actor | None = None
    ) -> Canned:
        """Raises NoSuchResponse, Everybodys, ShortcutTaken."""
        new = Canned(canned_id, _owner(agent, wording, leads), wording)
        async with self._database.write() as connection:
            was_shared = await _require_own(connection, canned_id, agent, leads)
            await _require_free(connection, new)
            await connection.execute(update(canned).where(canned.c.id == canned_id).values(self._row(new)))
            if was_shared or wording.shared:
                await self._note("changed", canned_id, agent, by, connection)
        return new

    async def remove(self, canned_id: str, agent: Agent, *, leads: bool, by: Actor | None = None) -> None:
        """Raises NoSuchResponse, Everybodys."""
        async with self._database.write() as connection:
            was_shared = await _require_own(connection, canned_id, agent, leads)
            await connection.execute(delete(canned).where(canned.c.id == canned_id))
            if was_shared:
                await self._note("removed", canned_id, agent, by, connection)

    async def _note(
        self, deed: str, canned_id: str, agent: Agent, by: Actor | None, connection: AsyncConnection
    ) -> None:
        """What all use is in the audit log; what is an agent's own concerns nobody else."""
        actor = by or Actor.of(agent)
        await self._audit.record(f"canned.{deed}", by=actor, target=("canned", canned_id), on=connection)

    def _row(self, each: Canned) -> dict[str, Any]:
        return {
            "owner_id": each.owner_id,
            "shortcut": each.wording.shortcut,
            "title": each.wording.title,
            "texts": dict(each.wording.texts),
            "updated_at": self._clock.now(),
        }


def canned_view(each: Canned) -> dict[str, Any]:
    return {
        "id": each.id,
        "shortcut": each.wording.shortcut,
        "title": each.wording.title,
        "texts": dict(each.wording.texts),
        "shared": each.wording.shared,
    }


def _usable(agent: Agent) -> Any:
    return or_(canned.c.owner_id.is_(None), canned.c.owner_id == agent.id)


def _owner(agent: Agent, wording: Wording, leads: bool) -> str | None:
    if wording.shared and not leads:
        raise Everybodys
    return None if wording.shared else agent.id


async def _require_own(connection: AsyncConnection, canned_id: str, agent: Agent, leads: bool) -> bool:
    """Whether all use it."""
    query = select(canned.c.owner_id).where(canned.c.id == canned_id, _usable(agent))
    row = (await connection.execute(query)).one_or_none()
    if row is None:
        raise NoSuchResponse(canned_id)
    if row.owner_id is None and not leads:
        raise Everybodys
    return row.owner_id is None


async def _require_free(connection: AsyncConnection, new: Canned) -> None:
    """Among those of all, or among the agent's own: one's own may stand before one of all."""
    same_owner = canned.c.owner_id.is_(None) if new.owner_id is None else canned.c.owner_id == new.owner_id
    query = select(canned.c.id).where(canned.c.shortcut == new.wording.shortcut, same_owner, canned.c.id != new.id)
    if await connection.scalar(query.limit(1)):
        raise ShortcutTaken(new.wording.shortcut)


def _canned(row: RowMapping) -> Canned:
    wording = Wording(row["shortcut"], row["title"], row["texts"], shared=row["owner_id"] is None)
    return Canned(row["id"], row["owner_id"], wording)
