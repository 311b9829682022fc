"""The audit log: everything that changes or discloses something, by whom, when. Rows are written once.

    await audit.record("contact.blocked", by=caller.actor, target=("contact", contact_id))
    await audit.record("token.created", by=caller.actor, target=("token", token_id), scopes=["read", "work"])

A service that has a transaction open records in it, so that the deed and its record are there both or not at all:

    async with store.transaction() as tx:
        ...
        await audit.record("contact.merged", by=actor, target=("contact", kept), on=tx.connection, merged=other)

`action` is `noun.deed`. Facts are few, short and ours: ids, roles, counts, names of settings; never what a customer
wrote, no name or address of theirs, no secret. Handlers have `caller.actor` (`sahay.http.desk.guard`), the program
itself is `SYSTEM`.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.agent import Agent
from sahay.domain.clock import Clock
from sahay.store.database import Database
from sahay.store.tables import people

ACTION = re.compile(r"[a-z_]{2,29}\.[a-z_]{2,30}")
# Longer ones are texts, and texts are not for the log.
FACT_CHARACTERS = 200
PAGE = 100

Fact = str | int | bool | Sequence[str] | None


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did it: an agent, or an API token in whose name; `address` is the network address it came from."""

    id: str | None
    name: str | None
    address: str | None = None

    @classmethod
    def of(cls, agent: Agent) -> "Actor":
        """Wherever the agent is."""
        return cls(agent.id, agent.name)


SYSTEM = Actor(None, "Sahay")
# Who holds a conversation's token. Their name is not for the log.
CUSTOMER = Actor(None, "Customer")


@dataclass(frozen=True, slots=True)
class Entry:
    """One deed."""

    id: int
    at: datetime
    actor: Actor
    action: str
    target_kind: str | None
    target_id: str | None
    facts: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Search:
    """What to look for; what is None is not asked for. `actor` and `target` are ids, `action` is whole or a noun
    (`contact`); `until` is not included; `before` is the id to read on from."""

    actor: str | None = None
    action: str | None = None
    target: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    before: int | None = None


class Audit:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def record(
        self,
        action: str,
        *,
        by: Actor,
        target: tuple[str, str] | None = None,
        on: AsyncConnection | None = None,
        **facts: Fact,
    ) -> None:
        """Keep one deed; within the caller's transaction if `on` is its connection. `target` is (kind, id).
        Raises ValueError for an action of another form and for facts that look like texts."""
        kind, target_id = target or (None, None)
        row = {
            "at": self._clock.now(),
            "actor_id": by.id,
            "actor": by.name,
            "address": by.address,
            "action": _action(action),
            "target_kind": kind,
            "target_id": target_id,
            "facts": {name: _fact(fact) for name, fact in facts.items() if fact is not None},
        }
        if on is not None:
            await on.execute(insert(people.audit).values(row))
            return
        async with self._database.write() as connection:
            await connection.execute(insert(people.audit).values(row))

    async def search(self, search: Search) -> list[Entry]:
        """The latest first, PAGE at most."""
        table = people.audit
        query = select(table).order_by(table.c.id.desc()).limit(PAGE)
        wanted = (
            (search.actor, lambda: table.c.actor_id == search.actor),
            (search.action, lambda: _is_action(str(search.action))),
            (search.target, lambda: table.c.target_id == search.target),
            (search.since, lambda: table.c.at >= search.since),
            (search.until, lambda: table.c.at < search.until),
            (search.before, lambda: table.c.id < search.before),
        )
        for value, condition in wanted:
            if value is not None:
                query = query.where(condition())
        async with self._database.read() as connection:
            return [_entry(row) for row in (await connection.execute(query)).mappings()]

    async def actions(self) -> list[str]:
        """Those that the log holds, to choose from."""
        async with self._database.read() as connection:
            found = await connection.scalars(select(people.audit.c.action).distinct().order_by(people.audit.c.action))
            return list(found)


def _is_action(wanted: str) -> Any:
    column = people.audit.c.action
    return column == wanted if "." in wanted else column.startswith(f"{wanted}.", autoescape=True)


def _action(action: str) -> str:
    if not ACTION.fullmatch(action):
        raise ValueError(f"an action is as contact.blocked, not {action!r}")
    return action


def _fact(fact: Fact) -> Fact:
    short = [fact] if isinstance(fact, str) else fact if isinstance(fact, Sequence) else []
    if any(len(each) > FACT_CHARACTERS for each in short):
        raise ValueError(f"a fact has {FACT_CHARACTERS} characters at most")
    return list(fact) if isinstance(fact, Sequence) and not isinstance(fact, str) else fact


def _entry(row: RowMapping) -> Entry:
    actor = Actor(row["actor_id"], row["actor"], row["address"])
    fields = {name: row[name] for name in ("id", "at", "action", "target_kind", "target_id", "facts")}
    return Entry(actor=actor, **fields)
