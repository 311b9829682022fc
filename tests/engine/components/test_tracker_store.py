"""One row per conversation, that nobody overwrites unseen. PostgreSQL joins when SAHAY_TEST_DATABASE_URL is set."""

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from rasa.core.tracker_store import InMemoryTrackerStore, check_if_tracker_store_async
from rasa.shared.core.events import ActionExecuted, BotUttered, SlotSet, UserUttered

from components.tracker_store import TRACKERS, OneRowTrackerStore, StoredTracker, StoreFailed, TurnOvertaken
from components.trimming import TURNS_KEPT
from tests.engine.components.conftest import TINY

POSTGRESQL = os.environ.get("SAHAY_TEST_DATABASE_URL", "").replace("+asyncpg", "")
SECRET = "my number is 9812345678"


@pytest.fixture(params=["sqlite", *(["postgresql"] if POSTGRESQL else [])])
def open_store(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], OneRowTrackerStore]:
    """Opens stores on one and the same database, which is empty at first."""
    url = POSTGRESQL if request.param == "postgresql" else f"sqlite:///{tmp_path}/new/engine.db"
    if request.param == "postgresql":
        TRACKERS.drop(sa.create_engine(url), checkfirst=True)
    return lambda: OneRowTrackerStore(TINY, host=url)


@pytest.fixture
def store(open_store: Callable[[], OneRowTrackerStore]) -> OneRowTrackerStore:
    return open_store()


def turn(text: str = "/ask") -> list[object]:
    said = [UserUttered(text, {"name": "ask"}), ActionExecuted("action_ask"), BotUttered("नमस्ते 🙂 \u0000")]
    return [ActionExecuted("action_listen"), *said]


async def add(store: OneRowTrackerStore, *events: object) -> StoredTracker:
    tracker = await store.get_or_create_tracker("c1", append_action_listen=False)
    for event in events:
        tracker.update(event)
    await store.save(tracker)
    return tracker


async def test_what_is_saved_is_found_by_another_process(open_store: Callable[[], OneRowTrackerStore]) -> None:
    saved = await add(open_store(), *turn(), SlotSet("number", "7"))
    found = await open_store().retrieve("c1")
    assert found == saved
    assert found.current_state() == saved.current_state()
    assert found.get_slot("number") == "7"


async def test_half_a_character_in_an_entity_can_be_kept(open_store: Callable[[], OneRowTrackerStore]) -> None:
    said = UserUttered("/ask", {"name": "ask"}, [{"entity": "number", "value": "\ud800"}])
    saved = await add(open_store(), ActionExecuted("action_listen"), said, SlotSet("number", "\ud800"))
    found = await open_store().retrieve("c1")
    assert found == saved
    assert found.get_slot("number") == "\ud800"


async def test_an_unknown_conversation(store: OneRowTrackerStore) -> None:
    assert await store.retrieve("c1") is None
    assert not await store.exists("c1")


async def test_a_new_tracker_is_not_saved_before_its_turn(store: OneRowTrackerStore) -> None:
    await store.get_or_create_tracker("c1")
    assert list(await store.keys()) == []


async def test_one_row_for_each_conversation(store: OneRowTrackerStore) -> None:
    for _ in range(3):
        await add(store, *turn())
    other = store.init_tracker("c2")
    await store.save(other)
    assert sorted(await store.keys()) == ["c1", "c2"]


async def test_a_row_does_not_grow_with_the_conversation(store: OneRowTrackerStore) -> None:
    def size(connection: sa.engine.Connection) -> int:
        return len(connection.execute(sa.select(TRACKERS.c.events)).scalar_one())

    for _ in range(TURNS_KEPT):
        await add(store, *turn())
    full = await store._in_thread(size)
    for _ in range(3 * TURNS_KEPT):
        await add(store, *turn())
        assert await store._in_thread(size) < full * 1.25  # the prelude


async def test_an_emptied_tracker_takes_the_place_of_the_old_one(store: OneRowTrackerStore) -> None:
    old = await add(store, *turn(), SlotSet("number", "7"))
    empty = store.emptied(old)
    assert empty.get_slot("number") is None
    await store.save(empty)
    found = await store.retrieve("c1")
    assert found is not None
    assert list(found.events) == []


class TestOvertaking:
    async def test_an_older_tracker_is_refused(self, store: OneRowTrackerStore) -> None:
        await add(store, *turn())
        older = await store.retrieve("c1")
        newer = await add(store, *turn("/greet"))
        assert older is not None
        with pytest.raises(TurnOvertaken):
            await store.save(older)
        assert await store.retrieve("c1") == newer

    async def test_of_two_first_turns_one_is_refused(self, open_store: Callable[[], OneRowTrackerStore]) -> None:
        one, two = open_store(), open_store()
        await asyncio.gather(one.keys(), two.keys())  # the table may be made by both
        first, second = one.init_tracker("c1"), two.init_tracker("c1")
        outcomes = await asyncio.gather(one.save(first), two.save(second), return_exceptions=True)
        assert sorted(type(outcome) for outcome in outcomes if outcome) == [TurnOvertaken]

    async def test_a_tracker_may_be_saved_again(self, store: OneRowTrackerStore) -> None:
        tracker = await add(store, *turn())
        tracker.update(SlotSet("number", "8"))
        await store.save(tracker)
        found = await store.retrieve("c1")
        assert found is not None
        assert found.get_slot("number") == "8"


class TestFailure:
    @pytest.mark.parametrize(
        "url",
        [
            "sqlite:////proc/engine.db",  # a place where nothing can be written
            "postgresql://nobody@127.0.0.1:9/nothing",  # nobody listens
        ],
    )
    async def test_it_is_an_error_of_ours(self, url: str) -> None:
        store = OneRowTrackerStore(TINY, host=url)
        for work in (store.retrieve("c1"), store.keys(), store.save(store.init_tracker("c1"))):
            with pytest.raises(StoreFailed):
                await work

    async def test_it_quotes_no_customer(self, tmp_path: Path) -> None:
        store = OneRowTrackerStore(TINY, host=f"sqlite:///{tmp_path}/engine.db")
        await store.keys()
        with store._engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE tracker"))
        tracker = store.init_tracker(SECRET)
        with pytest.raises(StoreFailed) as failure:
            await store.save(tracker)
        causes = [failure.value, failure.value.__cause__]
        assert SECRET not in repr(causes) + "".join(map(str, causes))

    async def test_it_heals_when_the_database_is_back(self, tmp_path: Path) -> None:
        (tmp_path / "var").touch()  # a file where the directory should be
        store = OneRowTrackerStore(TINY, host=f"sqlite:///{tmp_path}/var/engine.db")
        with pytest.raises(StoreFailed):
            await store.keys()
        (tmp_path / "var").unlink()
        assert list(await store.keys()) == []

    async def test_it_heals_when_the_database_was_replaced(self, tmp_path: Path) -> None:
        store = OneRowTrackerStore(TINY, host=f"sqlite:///{tmp_path}/engine.db")
        await add(store, *turn())
        with store._engine.begin() as connection:
            connection.execute(sa.text("DROP TABLE tracker"))
        with pytest.raises(StoreFailed):
            await store.retrieve("c1")
        assert await store.retrieve("c1") is None

    async def test_a_foreign_tracker_is_a_mistake(self, store: OneRowTrackerStore) -> None:
        foreign = await InMemoryTrackerStore(TINY).create_tracker("c1")
        with pytest.raises(TypeError):
            await store.save(foreign)


def test_rasa_takes_it_for_asynchronous(store: OneRowTrackerStore) -> None:
    assert check_if_tracker_store_async(store)
