"""Whatever goes wrong in an action, the customer is told and a person is called; nobody's words are logged."""

import asyncio
import logging
from collections.abc import Iterator
from dataclasses import replace

import pytest
import structlog
from structlog.testing import capture_logs

from actions.services import Services
from actions.skill import Skill
from sahay.config.sections import Engine
from sahay.store.database import SQLITE_BUSY_MILLISECONDS
from tests.unit.actions.stage import user

SECRET = "my card is 4111"


class Explode(Skill):
    action = "action_explode"

    async def act(self, turn):
        turn.say("utter_greet")
        raise ValueError(f"cannot read {turn.text!r}")


class Sleep(Skill):
    action = "action_sleep"

    async def act(self, turn):
        await asyncio.Event().wait()


class Work(Skill):
    action = "action_work"

    async def act(self, turn):
        turn.say("utter_greet")
        return []


async def test_a_failing_action_apologises_and_calls_a_person(perform):
    outcome = await perform(Explode, user(SECRET), form=True)

    assert outcome.keys == ["utter_action_failed"]  # what it said before is taken back
    assert outcome.handoff == {"reason": "action_failed", "topic": "track_order"}
    assert {"event": "active_loop", "name": None, "timestamp": None} in outcome.events


@pytest.fixture
def services(services: Services) -> Services:
    impatient = replace(services.settings.engine, timeout_seconds=0.02)
    return replace(services, settings=replace(services.settings, engine=impatient))


async def test_an_action_that_hangs_is_one_that_fails(perform):
    outcome = await perform(Sleep, user("hello"))

    assert outcome.handoff == {"reason": "action_failed"}


@pytest.fixture
def logs() -> Iterator[list[dict]]:
    """Every line that is logged, though tests are quiet otherwise."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    with capture_logs() as lines:
        yield lines
    structlog.configure(**before)


async def test_an_action_is_logged_at_its_start_and_its_end_without_the_customers_words(perform, logs):
    await perform(Work, user(SECRET))

    assert [line["event"] for line in logs] == ["action_started", "action_finished"]
    assert all(line["action"] == "action_work" and line["message"] == "conversation-1:1" for line in logs)
    assert logs[1]["ms"] >= 0
    assert SECRET not in str(logs)


async def test_a_failure_is_logged_by_its_kind_and_place_without_the_customers_words(perform, logs):
    await perform(Explode, user(SECRET))

    failed = next(line for line in logs if line["event"] == "action_failed")
    assert failed["error"] == "ValueError"
    assert "test_skill.py" in failed["where"][-1]
    assert SECRET not in str(logs)


def test_a_database_that_stays_locked_says_so_while_the_action_may_still_apologise():
    """The wait for SQLite's lock is a thread's, which no timeout interrupts."""
    patience = Engine().timeout_seconds / 2

    assert patience > SQLITE_BUSY_MILLISECONDS / 1000
