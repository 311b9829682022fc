"""Two apps on one PostgreSQL: what one publishes, the other's readers hear."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest
from sqlalchemy import make_url

from sahay.flow.hub import (
    DESK,
    QUEUE,
    AgentsChanged,
    Changed,
    Hub,
    Mentioned,
    Signal,
    Subscription,
    Typing,
    Viewing,
)
from sahay.flow.relay import CHANNEL, PostgresRelay

URL = os.environ.get("SAHAY_TEST_DATABASE_URL", "")

pytestmark = pytest.mark.skipif(
    not URL, reason="set SAHAY_TEST_DATABASE_URL=postgresql+asyncpg://... to test signals between apps"
)


@asynccontextmanager
async def app() -> AsyncIterator[Hub]:
    hub = Hub()
    relay = PostgresRelay(make_url(URL), hub)
    with hub.subscribe("connected") as subscription:
        relay.start()
        assert await subscription.wait(10) == [Changed("connected")]  # it looks everywhere once it listens
    yield hub
    await relay.stop()


async def heard(subscription: Subscription, wanted: Signal) -> list[Signal]:
    signals: list[Signal] = []
    async with asyncio.timeout(10):
        while wanted not in signals:
            signals += await subscription.wait(1)
    return signals


@pytest.mark.parametrize(
    ("topic", "signal"),
    [
        ("c1", Changed("c1")),
        (DESK, Changed("c1")),
        ("c1", Typing("c1", "agent", on=True, name="आशा")),
        (QUEUE, Changed(QUEUE)),
        (DESK, Viewing("c1", "asha", "Asha", typing=True)),
        (DESK, Mentioned("c1", "n1", "Asha", ("ravi", "mina"))),
        (DESK, AgentsChanged()),
    ],
)
async def test_what_one_app_publishes_the_other_one_hears(topic: str, signal: Signal) -> None:
    async with app() as one, app() as other:
        with other.subscribe(topic) as subscription:
            one.publish(signal)
            assert await heard(subscription, signal) == [signal]


async def test_an_app_does_not_hear_itself_twice() -> None:
    async with app() as one, app() as other:
        with one.subscribe("c1") as mine, other.subscribe("c1") as theirs:
            one.publish(Typing("c1", "agent", on=True))
            await heard(theirs, Typing("c1", "agent", on=True))
            one.publish(Typing("c1", "agent", on=False))
            await heard(theirs, Typing("c1", "agent", on=False))

            assert await mine.wait(1) == [Typing("c1", "agent", on=True), Typing("c1", "agent", on=False)]


async def test_after_a_lost_connection_every_reader_looks_in_the_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sahay.flow.relay.RECONNECT_SECONDS", 0.05)
    async with app() as hub:
        with hub.subscribe("c1") as subscription:
            await _cut_off_all_listeners()
            assert await heard(subscription, Changed("c1")) == [Changed("c1")]


async def _cut_off_all_listeners() -> None:
    connection = await asyncpg.connect(make_url(URL).set(drivername="postgresql").render_as_string(hide_password=False))
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND query ILIKE $1",
        f"%LISTEN%{CHANNEL}%",
    )
    await connection.close()
