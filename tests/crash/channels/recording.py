"""A run's history, from the database, the desk's API and the provider."""

from collections.abc import Sequence

import httpx
from sqlalchemy import func, select

from sahay.store import schema, updates
from sahay.store.database import Database
from sahay.store.tables.channels import channel_address, channel_update
from tests.crash.channels.checker import Line, Run
from tests.crash.channels.customers import Customer
from tests.crash.channels.world import EMAIL, PASSWORD, World


async def unfinished(database: Database) -> int:
    """How much waits: updates, messages without an answer, messages of ours that are on their way."""
    pending = channel_update.c.state == updates.State.PENDING
    counts = (
        select(func.count()).select_from(channel_update).where(pending),
        select(func.count()).select_from(schema.inbox),
        select(func.count()).select_from(schema.outbox).where(schema.outbox.c.state == "pending"),
    )
    async with database.read() as connection:
        return sum([int(await connection.scalar(each) or 0) for each in counts])


async def record(world: World, customers: Sequence[Customer]) -> list[Run]:
    async with httpx.AsyncClient(base_url=f"{world.url}/api/desk", timeout=30, trust_env=False) as desk:
        (await desk.post("/login", json={"email": EMAIL, "password": PASSWORD})).raise_for_status()
        return [await _run(world, desk, customer) for customer in customers]


async def _run(world: World, desk: httpx.AsyncClient, customer: Customer) -> Run:
    plan = customer.plan
    key = await _conversation(world.database, plan.channel, customer.address)
    shown = (await desk.get(f"/conversations/{key}")).json()["messages"] if key else []
    return Run(
        plan.number,
        plan.channel,
        tuple(tuple(plan.texts[place] for call in group.calls for place in call.places) for group in plan.groups),
        await _log(world.database, key),
        tuple(Line(each["author"], each["text"], each.get("delivery")) for each in shown),
        tuple(customer.has),
        await _left(world.database, updates.key_of(plan.channel, customer.address)),
        tuple(customer.faults),
    )


async def _conversation(database: Database, channel: str, address: str) -> str | None:
    table = channel_address
    query = select(table.c.conversation_id).where(table.c.channel == channel, table.c.address == address)
    async with database.read() as connection:
        found: str | None = await connection.scalar(query)
    return found


async def _log(database: Database, key: str | None) -> tuple[Line, ...]:
    message, outbox = schema.message, schema.outbox
    same = (outbox.c.conversation_id == message.c.conversation_id) & (outbox.c.seq == message.c.seq)
    query = select(message.c.author, message.c.text, outbox.c.state).join(outbox, same, isouter=True)
    async with database.read() as connection:
        rows = await connection.execute(query.where(message.c.conversation_id == key).order_by(message.c.seq))
        return tuple(Line(author, text, None if author == "customer" else state) for author, text, state in rows)


async def _left(database: Database, key: str) -> tuple[str, ...]:
    table = channel_update
    query = select(table.c.external_id, table.c.state, table.c.error)
    async with database.read() as connection:
        rows = await connection.execute(query.where(table.c.key == key, table.c.state != updates.State.APPLIED))
        return tuple(f"update {external_id} is {state}: {error}" for external_id, state, error in rows)
