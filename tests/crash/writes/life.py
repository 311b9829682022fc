"""One process: it takes up what others left, and does it until nothing is left or it dies."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sahay.domain.conversation import Conversation
from sahay.domain.message import Message
from sahay.domain.routing import Rules
from sahay.domain.work import RetryPolicy
from sahay.engine.client import Answer, EngineTrouble
from sahay.flow.hub import Hub
from sahay.flow.mover import Mover
from sahay.flow.settling import Settling
from sahay.flow.texts import Said, Texts
from sahay.flow.turn import Turns
from sahay.language.tag import TAGS
from sahay.mail.sql import SqlOutbox
from sahay.shop.backend import Backend, Unavailable
from sahay.shop.operations import Done, Kind, Operations, Unsettled, Write
from sahay.shop.operations.running import Changes
from sahay.shop.operations.settler import Settler
from sahay.shop.operations.writes import Means
from sahay.shop.refusal import Refusal
from sahay.shop.sql import SqlBackend
from sahay.shop.tickets.sql import SqlTickets
from sahay.store.database import Database, open_database
from sahay.store.sql import SqlStore
from tests.crash.writes.killing import Fate, Fateful, FatefulDatabase, FatefulLedger
from tests.crash.writes.shop import ASKER, CONVERSATION
from tests.fakes import ManualClock, answer
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.operations.conftest import TEXTS as MAIL_TEXTS
from tests.unit.flow.harness import HOURS

SECRET = "a secret of the crash tests"
ACTION_SECONDS = 4.0
POLICY = RetryPolicy(attempts=50, delays=(0.0,))

# What is said, in a word: the judge reads it.
SAID = {
    Done: "told: done",
    Refusal: "told: refused",
    Unsettled: "I am finding out",
}
TEXTS = Texts(
    {
        "en": {
            "app_apology": Said("Sorry"),
            "app_queued": Said("Queued {position}"),
            "app_change_with_person": Said("told: a person looks"),
            **{f"app_settled_{kind}": Said("told: done") for kind in Kind},
            **{f"app_not_settled_{kind}": Said("told: not done") for kind in Kind},
        }
    },
    "en",
)

# Opens the shop of a life, given what it shares with the app.
OpenShop = Callable[[Path, Database, Fate], AbstractAsyncContextManager[Backend]]


@asynccontextmanager
async def own_shop(file: Path, database: Database, fate: Fate) -> AsyncIterator[Backend]:
    """The shop in Sahay's own database."""
    yield SqlBackend(FatefulDatabase(database, fate), small.RULES)


@dataclass(frozen=True)
class Plan:
    """A life: when it is, where it ends, whether the bot answers in it."""

    now: datetime
    moment: str | None = None
    bot_answers: bool = True


class Bot:
    """The engine with its actions: makes the change, and says what became of it."""

    def __init__(self, operations: Operations, write: Write, fate: Fate, *, answers: bool) -> None:
        self._operations = operations
        self._write = write
        self._fate = fate
        self._answers = answers

    async def ask(self, conversation: Conversation, message: Message) -> Answer:
        if not self._answers:
            raise EngineTrouble("unreachable")
        try:
            outcome = await self._operations.run(self._write, ASKER)
            said = SAID[type(outcome)]
        except Unavailable:
            said = "told: not done"
        self._fate.meets("reply.before")
        return answer(said)


async def live(file: Path, write: Write, plan: Plan, open_shop: OpenShop = own_shop) -> None:
    """From the start of the process to where nothing is left to do now."""
    fate, clock = Fate(plan.moment), ManualClock(plan.now)
    database = open_database(f"sqlite:///{file}")
    store = SqlStore(database)
    async with store.transaction() as tx:
        await tx.release_all()
    async with open_shop(file, database, fate) as shop:
        ledger = FatefulLedger(database, fate)
        tickets = SqlTickets(FatefulDatabase(database, fate), lambda _, now: now)
        mail: Any = Fateful(SqlOutbox(FatefulDatabase(database, fate), clock, SECRET), fate)
        means = Means(Fateful(shop, fate), Fateful(tickets, fate), mail, MAIL_TEXTS, "Small shop")
        changes = Changes(ledger, means, clock, SECRET, ACTION_SECONDS)
        settler = Settler(ledger, changes, tickets)
        await _turn(store, Bot(changes, write, fate, answers=plan.bot_answers), settler, clock)
        fate.meets("reply.after")
        await Settling(store, settler, TEXTS, Hub(), clock, _nobody).work()
        fate.meets("settled.after")
    await database.close()


async def _turn(store: SqlStore, bot: Bot, settler: Settler, clock: ManualClock) -> None:
    policy = POLICY if bot._answers else replace(POLICY, attempts=1)
    mover = Mover(TEXTS, Hub(), clock, HOURS, _nobody)
    turns = Turns(store, bot, TEXTS, Hub(), clock, mover, Rules(), policy, 10_000.0, TAGS, settler)
    await turns.drain(CONVERSATION)


def _nobody(_: str) -> None:
    """Nobody is woken."""


def run(file: Path, write: Write, plan: Plan, open_shop: OpenShop = own_shop) -> None:
    """As the whole work of a process."""
    asyncio.run(live(file, write, plan, open_shop))
