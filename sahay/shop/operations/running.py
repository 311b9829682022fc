"""Changes made exactly once: recorded before they are asked for, and asked for with the same key until it is known
what became of them."""

import asyncio
import hmac
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from secrets import token_urlsafe
from typing import Any

import structlog

from sahay.domain.clock import Clock
from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.operations import Asker, Done, Kind, Outcome, Past, Unsettled, Write
from sahay.shop.operations.ledger import UNDOABLE, Call, Entry, Ledger, State
from sahay.shop.operations.undo import BEFORE, undo_of
from sahay.shop.operations.writes import WRITES, Json, Means, Order
from sahay.shop.refusal import Refusal, Why

log = structlog.get_logger()

# The part of an action's time that a change may take: the rest is for finding out before and for telling after.
SHARE = 0.7
# The part of that for reading what was before, or for waiting for another process that works on the same.
PATIENCE = 0.4
# How often it looks meanwhile.
LOOK_SECONDS = 0.1
# So much longer than a change may take, its process has the right to it.
LEASE_MARGIN = timedelta(seconds=2)


# Two of a kind and subject are two different things: the customer's words are in them.
ADDING = frozenset({Kind.OPEN_TICKET, Kind.ADD_REVIEW, Kind.ADD_ADDRESS})
# So often a day they are made for one subject: who only names a customer's address may not flood it with mail.
A_DAY: Mapping[Kind, int] = {Kind.SEND_PASSWORD_LINK: 3}
# A message takes back one change, whatever kind of change that needs.
UNDO = "undo"


def operation_id(secret: str, message_id: str, kind: str) -> str:
    """The same for the same message and kind, and not to be guessed: shops may take a known key for a repeat."""
    return hmac.digest(secret.encode(), f"operation\n{kind}\n{message_id}".encode(), "sha256").hex()


class Changes:
    """See `sahay.shop.operations.Operations`. An action has `action_seconds` for everything that it does."""

    def __init__(self, ledger: Ledger, means: Means, clock: Clock, secret: str, action_seconds: float) -> None:
        self._ledger = ledger
        self._means = means
        self._clock = clock
        self._secret = secret
        self._seconds = action_seconds * SHARE

    async def run(self, write: Write, asker: Asker) -> Outcome:
        return await self._run(write, asker, undoes=None)

    async def has_begun(self, message_id: str) -> bool:
        return await self._ledger.has_of(message_id)

    async def last_undoable(self, conversation_id: str, now: datetime, message_id: str = "") -> Past | None:
        for entry in await self._ledger.last_done(conversation_id, now - UNDOABLE, message_id):
            undo = undo_of(entry, self._means.backend)
            if undo and entry.ended_at:
                return Past(entry.id, entry.write, undo, entry.ended_at)
        return None

    async def run_undo(self, past: Past, asker: Asker) -> Outcome:
        return await self._run(past.undo, asker, undoes=past.id)

    async def settle(self, entry: Entry) -> Entry | None:
        """Drive what was begun to its end; None when that is not known yet."""
        if entry.state is not State.STARTED:
            return entry
        taken = await self._ledger.take(entry.id, token_urlsafe(12), self._clock.now(), self._lease())
        if taken is None or taken.state is not State.STARTED:
            return taken
        return await self._end(taken, self._deadline())

    async def _run(self, write: Write, asker: Asker, undoes: str | None) -> Outcome:
        holder, deadline = token_urlsafe(12), self._deadline()
        call, is_new = await self._call(write, asker, undoes, holder)
        if not isinstance(call, Call):
            return call
        entry = call.entry if is_new else await self._take(call.entry, holder)
        if entry and _is_open(entry):
            never_asked = is_new or entry.state is State.NOT_DONE
            ended = await self._end(entry, deadline, call.number, never_asked=never_asked)
            if ended:
                return _outcome(ended)
            entry = None
        await self._ledger.answered(call.entry.id, call.number, entry.state if entry else State.STARTED)
        return _outcome(entry) if entry else Unsettled(call.entry.id)

    async def _call(
        self, write: Write, asker: Asker, undoes: str | None, holder: str
    ) -> tuple[Call | Refusal | Unsettled, bool]:
        """The call for the operation, and whether it is new and ours; or why there is none. Raises Unavailable."""
        key = operation_id(self._secret, asker.message_id, UNDO if undoes else write.kind)
        known = await self._ledger.again(key)
        if known:
            return known, False
        if undoes and await self._ledger.is_undone(undoes):
            return Refusal(Why.ALREADY_DONE, "taken back before"), False
        earlier = await self._ledger.unsettled(asker.conversation_id, write)
        if earlier and write.kind not in ADDING:
            # The customer asks again for what may be done already: with a new key it would be done twice.
            return Unsettled(earlier.id), False
        if await self._is_too_often(write):
            return Refusal(Why.NOT_ALLOWED, "asked for too often"), False
        entry = Entry(key, write, asker, self._clock.now(), await self._before(write), undoes)
        call = await self._ledger.begin(entry, holder, self._lease())
        return call, call.number == 1

    async def _is_too_often(self, write: Write) -> bool:
        """Two at the same moment may both be made: it is a bound on how many, not an exact one."""
        most = A_DAY.get(write.kind)
        return most is not None and await self._ledger.asked_since(write, self._clock.now() - timedelta(days=1)) >= most

    async def _before(self, write: Write) -> Mapping[str, Any]:
        read = BEFORE.get(write.kind)
        if read is None:
            return {}
        try:
            async with asyncio.timeout(self._seconds * PATIENCE):
                return await read(self._means.backend, write.arguments)
        except (TimeoutError, BadAnswer) as error:
            raise Unavailable("what is to change could not be read") from error

    async def _take(self, entry: Entry, holder: str) -> Entry | None:
        """The right to work on it, and the entry as it then is; None when another process keeps it."""
        end = asyncio.get_running_loop().time() + self._seconds * PATIENCE
        while _is_open(entry):
            taken = await self._ledger.take(entry.id, holder, self._clock.now(), self._lease())
            if taken or asyncio.get_running_loop().time() >= end:
                return taken
            await asyncio.sleep(LOOK_SECONDS)
        return entry

    async def _end(
        self, entry: Entry, deadline: float, call: int | None = None, *, never_asked: bool = False
    ) -> Entry | None:
        """Ask the shop, and keep its answer; None when there is none. When it cannot be asked and `never_asked`
        before, nothing has changed."""
        order = Order(entry.write.arguments, entry.asker, entry.id, self._clock.now())
        try:
            async with asyncio.timeout_at(deadline):
                state, result = _kept(await WRITES[entry.write.kind](self._means, order))
        except (OutcomeUnknown, BadAnswer, TimeoutError) as error:
            log.warning("operation.no_answer", operation=entry.id, error=type(error).__name__)
            return None
        except Unavailable:
            if not never_asked:
                log.warning("operation.no_answer", operation=entry.id, error="Unavailable")
                return None
            state, result = State.NOT_DONE, {}
        ended = await self._ledger.end(entry.id, state, result, self._clock.now(), call)
        log.info("operation.ended", operation=entry.id, kind=entry.write.kind, state=ended.state)
        return ended

    def _deadline(self) -> float:
        return asyncio.get_running_loop().time() + self._seconds

    def _lease(self) -> datetime:
        return self._clock.now() + timedelta(seconds=self._seconds) + LEASE_MARGIN


def _is_open(entry: Entry) -> bool:
    """Whether the shop may still be asked. What the customer was told is so, stays so."""
    return entry.state is State.STARTED or (entry.state is State.NOT_DONE and entry.told_at is None)


def _kept(answer: Json | Refusal) -> tuple[State, Json]:
    if isinstance(answer, Refusal):
        return State.REFUSED, {"why": answer.why, "detail": answer.detail}
    return State.DONE, answer


def _outcome(entry: Entry) -> Outcome:
    """What the one who asks is answered. Raises Unavailable."""
    if entry.state is State.NOT_DONE:
        raise Unavailable("the shop could not be asked")
    return _OUTCOMES[entry.state](entry)


def _done(entry: Entry) -> Outcome:
    before = {"before": dict(entry.before)} if entry.before else {}
    return Done(entry.id, {**entry.result, **before})


def _refused(entry: Entry) -> Outcome:
    return Refusal(Why(entry.result["why"]), entry.result["detail"])


def _unknown(entry: Entry) -> Outcome:
    return Unsettled(entry.id)


_OUTCOMES: Mapping[State, Callable[[Entry], Outcome]] = {
    State.DONE: _done,
    State.REFUSED: _refused,
    State.STARTED: _unknown,
    State.UNKNOWN: _unknown,
}
