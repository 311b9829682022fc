"""The rules of routing, from the settings."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from sahay.config import ROOT, ConfigError, Settings, load_settings
from sahay.desk.routing import Routing, rules_of
from sahay.domain.conversation import Handoff, Reason
from sahay.domain.routing import Assignment, Reopen
from sahay.flow.hub import QUEUE, Changed, Hub
from sahay.flow.texts import Texts
from sahay.store.memory import MemoryStore
from tests.fakes import ManualClock


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return load_settings(ROOT / "sahay.yml", {"SAHAY_VAR": str(tmp_path)})


def opened(settings: Settings, hub: Hub | None = None) -> Routing:
    texts = Texts.load(ROOT / "data" / "responses", "en")
    return Routing.open(settings, MemoryStore(), texts, hub or Hub(), ManualClock(), lambda _: None)


def test_what_the_shop_has_set(settings: Settings) -> None:
    rules = rules_of(settings)

    assert (rules.assignment, rules.reopen) == (Assignment.MANUAL, Reopen.BOT)
    assert (rules.silence.away, rules.silence.gone) == (timedelta(minutes=3), timedelta(minutes=10))
    assert rules.team_of(Handoff(Reason.REQUESTED, "get_refund")) == "payments"


def test_a_next_step_needs_a_title(settings: Settings) -> None:
    odd = replace(settings, desk=replace(settings.desk, next_steps=("track_order", "sing")))
    with pytest.raises(ConfigError, match=r"desk\.next_steps: sing has no title"):
        opened(odd)


@pytest.mark.parametrize(("assignment", "is_woken"), [("manual", False), ("offer", True), ("automatic", True)])
async def test_the_queue_wakes_the_dispatcher_where_it_gives_out(
    settings: Settings, assignment: str, is_woken: bool
) -> None:
    hub = Hub()
    routing = opened(replace(settings, desk=replace(settings.desk, assignment=assignment)), hub)
    hub.publish(Changed(QUEUE))

    assert routing.dispatcher.is_woken is is_woken
