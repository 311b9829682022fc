"""The whole flow over the in-memory store, with a scripted engine and a clock that is moved by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import time
from functools import partial
from zoneinfo import ZoneInfo

from sahay.channels.web.channel import WebChannel
from sahay.desk.service import Desk
from sahay.domain.agent import Agent
from sahay.domain.conversation import Conversation
from sahay.domain.hours import OpeningHours
from sahay.domain.message import Button, Message
from sahay.domain.routing import Rules
from sahay.domain.work import RetryPolicy
from sahay.flow.delivering import Delivering
from sahay.flow.dispatch import Dispatch
from sahay.flow.hub import Hub
from sahay.flow.inbox import Inbox, Incoming
from sahay.flow.mover import Mover
from sahay.flow.outbox import Outbox
from sahay.flow.recall import Recall
from sahay.flow.settling import Changes, NoChanges, Settling
from sahay.flow.taps import LEAVE_QUEUE, Taps, leave_queue
from sahay.flow.texts import Said, Texts
from sahay.flow.turn import ASK_FOR_HUMAN, Turns
from sahay.language.tag import TAGS
from sahay.store.memory import MemoryStore
from tests.fakes import ManualClock, Script, ScriptedEngine

ASHA = Agent("a1", "Asha", "asha@example.com")
RAVI = Agent("a2", "Ravi", "ravi@example.com")

# Pauses of zero: the tests decide when time passes.
POLICY = RetryPolicy(attempts=3, delays=(0, 0))
LAST_ATTEMPT_SECONDS = 7

# Every day from ten to seven in India; the tests' clock begins at ten.
HOURS = OpeningHours((((time(10), time(19)),),) * 7, frozenset(), ZoneInfo("Asia/Kolkata"))

GO_ON = Button("Go on with the bot", LEAVE_QUEUE)
# The tests' own texts: a shop that words its own differently breaks no test.
ENGLISH = {
    "app_welcome": Said("Welcome to {shop}", (Button("Track my order", "/track_order"),)),
    "app_apology": Said("Sorry", (Button("A person, please", ASK_FOR_HUMAN),)),
    "app_queued": Said("Queued as {position}", (GO_ON,)),
    "app_left_queue": Said("Not waiting any more"),
    "app_not_waiting": Said("Not waiting anyway"),
    "app_outside_hours": Said("Back on {opens}"),
    "app_agent_joined": Said("{agent} joined"),
    "app_agent_changed": Said("{agent} in place of {before}"),
    "app_agent_left": Said("{agent} left"),
    "app_agent_left_next": Said("{agent} left; the bot goes on with: {step}"),
    "app_waiting_again": Said("{agent} left; number {position} again"),
    "app_resolved": Said("Resolved"),
    "title_track_order": Said("Track my order"),
    "app_settled_cancel_order": Said("Order {order_number} is cancelled"),
    "app_not_settled_cancel_order": Said("Order {order_number} is not cancelled"),
    "app_change_with_person": Said("A person looks: {reference}"),
}
GUJARATI = {"app_apology": Said("માફ કરજો"), "app_queued": Said("તમે {position} નંબર પર", (GO_ON,))}


@dataclass
class Flow:
    """One customer's conversation and everything around it. Nothing runs until `settle`."""

    engine: ScriptedEngine = field(default_factory=ScriptedEngine)
    clock: ManualClock = field(default_factory=ManualClock)
    store: MemoryStore = field(default_factory=MemoryStore)
    hub: Hub = field(default_factory=Hub)
    languages: tuple[str, ...] = TAGS
    changes: Changes = field(default_factory=NoChanges)
    rules: Rules = field(default_factory=Rules)

    def __post_init__(self) -> None:
        texts = Texts({"en": ENGLISH, "gu": GUJARATI}, "en")
        ignore, hub, clock = self._ignore, self.hub, self.clock
        mover = Mover(texts, hub, clock, HOURS, ignore)
        self.recall = Recall(mover, self.rules, clock)
        taps = Taps({LEAVE_QUEUE: partial(leave_queue, mover)})
        self.inbox = Inbox(self.store, texts, hub, clock, self.languages, ignore, recall=self.recall, taps=taps)
        self.turns = Turns(
            self.store,
            self.engine,
            texts,
            self.hub,
            self.clock,
            mover,
            self.rules,
            POLICY,
            LAST_ATTEMPT_SECONDS,
            self.languages,
            self.changes,
        )
        self.settling = Settling(self.store, self.changes, texts, hub, clock, ignore)
        self.outbox = Outbox(self.store, Delivering({"web": WebChannel(hub)}, clock), clock)
        self.desk = Desk(self.store, texts, clock, mover, self.recall, self.rules, ignore)
        self.dispatch = Dispatch(self.store, mover, self.rules, clock)
        self.conversation_id = ""
        self._sent = 0

    @classmethod
    async def begin(
        cls,
        *script: Script,
        language: str = "en",
        languages: tuple[str, ...] = TAGS,
        changes: Changes | None = None,
        rules: Rules | None = None,
    ) -> "Flow":
        engine = ScriptedEngine(*script)
        flow = cls(engine, languages=languages, changes=changes or NoChanges(), rules=rules or Rules())
        flow.conversation_id = (await flow.inbox.open("web", language, shop="Saral Store")).id
        return flow

    async def customer(self, text: str | None = None, *, tap: str | None = None) -> Message:
        self._sent += 1
        incoming = Incoming(f"{self.conversation_id}:{self._sent}", text, tap)
        return await self.inbox.receive(self.conversation_id, incoming)

    async def settle(self) -> None:
        """Do all the work that waits."""
        await self.turns.drain(self.conversation_id)
        await self.outbox.drain(self.conversation_id)

    async def exchange(self, text: str | None = None, *, tap: str | None = None) -> list[str]:
        """The customer says something; what they hear in return, as `author: text`."""
        sent = await self.customer(text, tap=tap)
        await self.settle()
        return [f"{line.author}: {line.text}" for line in await self.log(after=sent.seq)]

    async def conversation(self) -> Conversation:
        async with self.store.snapshot() as snapshot:
            return await snapshot.conversation(self.conversation_id)

    async def log(self, after: int = 0) -> Sequence[Message]:
        async with self.store.snapshot() as snapshot:
            return await snapshot.messages(self.conversation_id, after=after)

    @staticmethod
    def _ignore(_conversation_id: str) -> None:
        """Nobody is woken: `settle` does the work."""
