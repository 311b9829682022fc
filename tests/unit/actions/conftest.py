from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.services import Services
from actions.skill import Skill
from actions.titles import Titles
from sahay.config import ROOT, load_settings
from sahay.shop.memory import MemoryBackend, MemoryLedgers
from sahay.shop.orders import OrderState
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.verification import Digest, Policy
from tests.unit.actions.stage import Event, FaqInMemory, Outcome, StoppedClock, make_order, user


@pytest.fixture
def services(tmp_path: Path) -> Services:
    backend = MemoryBackend([make_order("10234"), make_order("10235", OrderState.DELIVERED)])
    return Services(
        settings=load_settings(environ={"SAHAY_VAR": str(tmp_path)}),
        backend=backend,
        ownership=ProvedOwnership(backend.orders, MemoryLedgers(), Digest("a key for tests"), Policy()),
        faq=FaqInMemory(),
        titles=Titles.load(ROOT / "data" / "responses", "en"),
        clock=StoppedClock(),
    )


@pytest.fixture
def perform(services: Services) -> Callable[..., Awaitable[Outcome]]:
    """Runs an action after some events: `await perform(Fallback, user("hm"), language="hi", form=True)`."""

    async def run(
        skill: type[Skill], *events: Event, language: str | None = "en", form: bool = False, **slots: Any
    ) -> Outcome:
        users = [event for event in events if event["event"] == "user"]
        latest = users[-1] if users else user("")
        kind = "payload" if latest["text"].startswith("/") else "text"
        tracker = Tracker(
            sender_id="conversation-1",
            slots={"language": language, **slots},
            latest_message=latest["parse_data"]
            | {"text": latest["text"], "metadata": {"message_id": f"conversation-1:{len(users)}", "kind": kind}},
            events=list(events),
            paused=False,
            followup_action=None,
            active_loop={"name": "track_order_form"} if form else {},
            latest_action_name="action_listen",
        )
        dispatcher = CollectingDispatcher()
        events_after = await skill(services).run(dispatcher, tracker, {})
        return Outcome(dispatcher.messages, events_after)

    return run
