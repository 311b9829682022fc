import tempfile
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.services import Services
from actions.skill import Skill
from actions.task.state import State
from actions.titles import Titles
from sahay.config import ROOT, load_settings
from sahay.mail.memory import MemoryOutbox
from sahay.mail.texts import MailTexts
from sahay.shop.identity.codes import MailedCodes
from sahay.shop.identity.memory import MemoryCodeLedger, MemoryIdentities
from sahay.shop.identity.mint import Mint
from sahay.shop.memory import MemoryLedgers
from sahay.shop.operations.memory import MemoryLedger
from sahay.shop.operations.running import Changes
from sahay.shop.operations.writes import Means
from sahay.shop.orders import OrderState
from sahay.shop.ownership import ProvedOwnership
from sahay.shop.tickets.memory import MemoryTickets
from sahay.shop.verification import Digest, Policy
from tests.unit.actions.play import Play
from tests.unit.actions.shop import ShopInMemory
from tests.unit.actions.stage import Event, FaqInMemory, Outcome, StoppedClock, make_order, user

RESPONSES = ROOT / "data" / "responses"
ACTION_SECONDS = 5.0
SETTINGS = load_settings(environ={"SAHAY_VAR": tempfile.mkdtemp()})


@pytest.fixture
def backend() -> ShopInMemory:
    return ShopInMemory([make_order("10234"), make_order("10235", OrderState.DELIVERED, expected_on=None)])


@pytest.fixture
def mails() -> MemoryOutbox:
    return MemoryOutbox(StoppedClock())


def make_services(backend: ShopInMemory, mails: MemoryOutbox | None = None) -> Services:
    """Everything in memory, for one shop."""
    texts = MailTexts.load(RESPONSES, "en")
    mails = mails or MemoryOutbox(StoppedClock())
    identities = MemoryIdentities()
    tickets = MemoryTickets(lambda _, now: now)
    means = Means(backend, tickets, mails, texts, SETTINGS.shop.name)
    return Services(
        settings=SETTINGS,
        backend=backend,
        ownership=ProvedOwnership(backend.orders, MemoryLedgers(), Digest("a key for tests"), Policy()),
        identities=identities,
        codes=MailedCodes(MemoryCodeLedger(identities, mails), backend.accounts, Mint("a key", texts, "Saral")),
        operations=Changes(MemoryLedger(), means, StoppedClock(), "a key for tests", ACTION_SECONDS),
        tickets=tickets,
        faq=FaqInMemory(),
        titles=Titles.load(RESPONSES, "en"),
        clock=StoppedClock(),
    )


@pytest.fixture
def services(backend: ShopInMemory, mails: MemoryOutbox) -> Services:
    return make_services(backend, mails)


@pytest.fixture
def play(services: Services) -> Play:
    """A conversation with the tasks: `await play("cancel it", "cancel_order")`."""
    return Play(services)


@pytest.fixture
def perform(services: Services) -> Callable[..., Awaitable[Outcome]]:
    """Runs an action after some events: `await perform(Fallback, user("hm"), language="hi", form=True)`.

    With `form` an order is asked for, to be tracked.
    """

    async def run(
        skill: type[Skill], *events: Event, language: str | None = "en", form: bool = False, **slots: Any
    ) -> Outcome:
        users = [event for event in events if event["event"] == "user"]
        latest = users[-1] if users else user("")
        kind = "payload" if latest["text"].startswith("/") else "text"
        running = {"task": State("track_order", asked="order").as_json()} if form else {}
        tracker = Tracker(
            sender_id="conversation-1",
            slots={"language": language, **running, **slots},
            latest_message=latest["parse_data"]
            | {"text": latest["text"], "metadata": {"message_id": f"conversation-1:{len(users)}", "kind": kind}},
            events=list(events),
            paused=False,
            followup_action=None,
            active_loop={"name": "task_form"} if form else {},
            latest_action_name="action_listen",
        )
        dispatcher = CollectingDispatcher()
        events_after = await skill(services).run(dispatcher, tracker, {})
        return Outcome(dispatcher.messages, events_after)

    return run
