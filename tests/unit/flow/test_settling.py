"""Which replies tell of changes, and how the app tells of the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sahay.domain.conversation import Handoff, Reason
from sahay.domain.settling import End, Statement, Untold
from sahay.engine.client import EngineTrouble
from sahay.store.base import Transaction
from tests.fakes import answer
from tests.unit.flow.harness import ASHA, POLICY, Flow

AWAY = (EngineTrouble("unreachable"),) * POLICY.attempts
FAILED = answer("That did not work.", handoff=Handoff(Reason.ACTION_FAILED))
PERSON = answer("One moment.", handoff=Handoff(Reason.REQUESTED))
CANCELLED = Statement("cancel_order", End.DONE, "done", {"order_number": "10234"})
KEPT = Statement("cancel_order", End.NOT_DONE, "refused", {"order_number": "10234"})
UNKNOWN = Statement("cancel_order", End.WITH_PERSON, "unknown", {"reference": "T-7K3QXM"})


@dataclass
class Recorded:
    """Changes that end as the test says. `heard` are the replies that told of them."""

    statements: dict[str, Statement | None] = field(default_factory=dict)
    waiting: list[Untold] = field(default_factory=list)
    heard: list[tuple[str, bool]] = field(default_factory=list)
    wanted: bool = True

    async def told(self, tx: Transaction, message_id: str, now: datetime, *, failed: bool = False) -> None:
        self.heard.append((message_id.rpartition(":")[2], failed))

    async def untold(self, now: datetime) -> Sequence[Untold]:
        return list(self.waiting)

    async def settle(self, change: Untold, now: datetime) -> Statement | None:
        return self.statements[change.id]

    async def tell(self, tx: Transaction, change: Untold, statement: Statement, now: datetime) -> bool:
        if self.wanted:
            self.waiting.remove(change)
        return self.wanted

    def add(self, flow: Flow, seq: int, statement: Statement | None) -> None:
        name = f"change {len(self.waiting)}"
        self.waiting.append(Untold(name, flow.conversation_id, f"{flow.conversation_id}:{seq}"))
        self.statements[name] = statement


async def test_a_reply_that_is_stored_tells() -> None:
    changes = Recorded()
    flow = await Flow.begin(answer("Done."), FAILED, changes=changes)
    await flow.exchange("cancel it")
    await flow.exchange("and that one")

    assert changes.heard == [("2", False), ("4", True)]


async def test_an_apology_and_an_agent_who_steps_in_do_not() -> None:
    changes = Recorded()
    flow = await Flow.begin(*AWAY, changes=changes)
    await flow.exchange("cancel it")

    async def step_in():
        await flow.desk.claim(flow.conversation_id, ASHA)
        return answer("Done.")

    flow.engine.script.append(step_in)
    await flow.exchange("cancel it")

    assert changes.heard == []


async def test_what_became_of_a_change_is_said_once_in_the_conversation() -> None:
    changes = Recorded()
    flow = await Flow.begin(*AWAY, changes=changes)
    sent = await flow.customer("cancel it")
    await flow.settle()
    for statement in (CANCELLED, KEPT, UNKNOWN):
        changes.add(flow, sent.seq, statement)
    before = (await flow.log())[-1].seq
    await flow.settling.work()
    await flow.settling.work()
    await flow.outbox.drain(flow.conversation_id)

    assert [f"{line.author}: {line.text}" for line in await flow.log(after=before)] == [
        "bot: Order 10234 is cancelled",
        "bot: Order 10234 is not cancelled",
        "bot: A person looks: T-7K3QXM",
    ]
    async with flow.store.snapshot() as snapshot:
        assert (await snapshot.deliveries(flow.conversation_id))[before + 1] == "sent"


async def test_a_message_that_is_still_being_answered_is_left_to_its_reply() -> None:
    changes = Recorded()
    flow = await Flow.begin(changes=changes)
    sent = await flow.customer("cancel it")
    changes.add(flow, sent.seq, CANCELLED)
    await flow.settling.work()
    assert (await flow.log())[-1] == sent

    later = await flow.customer("hello?")
    changes.add(flow, later.seq, KEPT)
    await flow.settling.work()
    assert (await flow.log())[-1] == later


async def test_what_is_not_known_yet_is_not_said_and_keeps_nobody_waiting() -> None:
    changes = Recorded()
    flow = await Flow.begin(answer("I am finding out."), changes=changes)
    await flow.exchange("cancel it")
    changes.add(flow, 2, None)
    changes.add(flow, 2, None)
    del changes.statements["change 0"]  # asking for this one raises
    changes.add(flow, 2, CANCELLED)
    await flow.settling.work()

    assert [line.text for line in await flow.log(after=3)] == ["Order 10234 is cancelled"]


async def test_a_statement_that_is_no_longer_wanted_is_not_said() -> None:
    changes = Recorded(wanted=False)
    flow = await Flow.begin(answer("Done."), changes=changes)
    await flow.exchange("cancel it")
    changes.add(flow, 2, CANCELLED)
    await flow.settling.work()

    assert await flow.log(after=3) == []
