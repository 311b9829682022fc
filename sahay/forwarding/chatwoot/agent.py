"""Whoever answers in Chatwoot has conversations here as one agent, who never signs in."""

from dataclasses import replace

from sqlalchemy import insert, update

from sahay.domain.agent import Agent, Availability
from sahay.domain.clock import Clock
from sahay.store import schema
from sahay.store.database import Database

NAME = "Chatwoot"
# Takes nothing that is given out here: it comes from there.
AGENT = Agent("chatwoot", NAME, "chatwoot@forwarding.invalid", capacity=0)


def named(name: str) -> Agent:
    """The same, by the name that the customer is told."""
    return replace(AGENT, name=name or NAME)


async def be_there(database: Database, clock: Clock) -> None:
    """A sign that the other desk is at work, as an open console gives them; the first one makes the agent."""
    now, table = clock.now(), schema.agent
    present = {"availability": Availability.ONLINE, "seen_at": now, "is_active": True}
    async with database.write() as connection:
        known = await connection.execute(update(table).where(table.c.id == AGENT.id).values(present))
        if not known.rowcount:
            fixed = {"id": AGENT.id, "name": AGENT.name, "email": AGENT.email, "capacity": AGENT.capacity}
            await connection.execute(insert(table).values(**fixed, **present, created_at=now))
