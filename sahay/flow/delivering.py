"""One message's way through its channel, part by part, none twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from sahay.channels.base import Capabilities, Channel, DeliveryError, Part, Recipient, Verdict
from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.domain.message import Message
from sahay.flow.merging import merged, together
from sahay.store import addresses, parts
from sahay.store.database import Database

log = structlog.get_logger()

# Longer than a channel may take for one part. Whoever began it and did not end it by then died in between.
LEASE = timedelta(seconds=60)


class Busy(Exception):
    """Somebody else is delivering it, or died doing so a moment ago."""


class Ledger(Protocol):
    """Where customers are reached, and which parts they have."""

    async def reached(self, conversation: Conversation) -> tuple[str, Recipient] | None: ...
    async def known(self, conversation_id: str, seq: int) -> Mapping[int, parts.Sent]: ...
    async def begin(self, part: parts.Sent, channel: str) -> bool: ...
    async def end(self, part: parts.Sent, state: parts.State, external_id: str | None = None) -> None: ...
    async def blocked(self, channel: str, to: Recipient) -> None: ...


@dataclass(frozen=True, slots=True)
class Dispatch:
    """What goes out at once, and where to: one message, or several that go as one."""

    channel: Channel
    to: Recipient
    messages: Sequence[Message]

    @property
    def key(self) -> tuple[str, int]:
        return self.messages[0].conversation_id, self.messages[0].seq


class Delivering:
    """Without a ledger there are only channels whose parts may be delivered twice, such as the website."""

    def __init__(self, channels: Mapping[str, Channel], clock: Clock, ledger: Ledger | None = None) -> None:
        self._channels = channels
        self._clock = clock
        self._ledger = ledger

    async def next_of(self, conversation: Conversation, waiting: Sequence[Message]) -> Dispatch:
        """The first of the messages that wait, on the channel on which the customer was last heard; where bubbles are
        merged, with those that go along."""
        reached = await self._ledger.reached(conversation) if self._ledger else None
        name, to = reached or (conversation.channel, Recipient(conversation.id, conversation))
        channel = self._channels.get(name) or Closed(name)
        if not channel.capabilities.merges or self._ledger is None:
            return Dispatch(channel, to, waiting[:1])
        known = await self._ledger.known(conversation.id, waiting[0].seq)
        begun = max((each.last_seq for each in known.values()), default=None)
        return Dispatch(channel, to, together(waiting, begun))

    async def bring(self, dispatch: Dispatch) -> bool:
        """Deliver the parts that are not there yet; whether of some nobody can tell. Raises DeliveryError and Busy."""
        channel, to = dispatch.channel, dispatch.to
        pieces = channel.adapt(merged(dispatch.messages), to, self._clock.now())
        if self._ledger is None or channel.capabilities.idempotent:
            for number, part in enumerate(pieces):
                await channel.deliver(to, part, _key(dispatch, number))
            return False
        known = await self._ledger.known(*dispatch.key)
        states = []
        for number, part in enumerate(pieces):
            before = known.get(number)
            state = await self._settled(self._ledger, before) if before else None
            states.append(state or await self._send(self._ledger, dispatch, part, number))
        return parts.State.UNKNOWN in states

    async def _settled(self, ledger: Ledger, before: parts.Sent) -> parts.State | None:
        """What an earlier attempt came to; None when the part may be sent. Raises Busy."""
        if before.state is parts.State.UNSENT:
            return None
        if before.state is not parts.State.SENDING:
            return before.state
        if before.until > self._clock.now():
            raise Busy
        return await self._lost(ledger, before)

    async def _send(self, ledger: Ledger, dispatch: Dispatch, part: Part, number: int) -> parts.State:
        channel, to = dispatch.channel, dispatch.to
        until = self._clock.now() + LEASE
        entry = parts.Sent(*dispatch.key, number, parts.State.SENDING, dispatch.messages[-1].seq, until)
        if not await ledger.begin(entry, channel.name):
            raise Busy
        try:
            external_id = await channel.deliver(to, part, _key(dispatch, number))
        except DeliveryError as error:
            if error.is_blocked:
                await ledger.blocked(channel.name, to)
            if error.verdict is Verdict.UNKNOWN:
                return await self._lost(ledger, entry)
            await ledger.end(entry, parts.State.UNSENT)
            raise
        except Exception:
            # A fault of ours, or of the library's with an answer that it did not expect.
            log.exception("delivering.failed", conversation=entry.conversation_id, seq=entry.seq, part=entry.part)
            return await self._lost(ledger, entry)
        await ledger.end(entry, parts.State.SENT, external_id)
        return parts.State.SENT

    async def _lost(self, ledger: Ledger, entry: parts.Sent) -> parts.State:
        await ledger.end(entry, parts.State.UNKNOWN)
        log.warning("delivering.unknown", conversation=entry.conversation_id, seq=entry.seq, part=entry.part)
        return parts.State.UNKNOWN


def _key(dispatch: Dispatch, number: int) -> str:
    conversation_id, seq = dispatch.key
    return f"{conversation_id}:{seq}:{number}"


class Closed:
    """A channel that this app does not have: its token was taken away. It may come back."""

    capabilities = Capabilities(text=1, idempotent=True)

    def __init__(self, name: str) -> None:
        self.name = name

    def adapt(self, message: Message, to: Recipient, now: datetime) -> tuple[Part, ...]:
        raise DeliveryError(f"{self.name} is not connected", Verdict.RETRY)

    async def deliver(self, to: Recipient, part: Part, key: str) -> str | None:
        raise DeliveryError(f"{self.name} is not connected", Verdict.RETRY)


class SqlLedger:
    """See Ledger."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def reached(self, conversation: Conversation) -> tuple[str, Recipient] | None:
        async with self._database.read() as connection:
            found = await addresses.of_conversation(connection, conversation.id)
        if found is None:
            return None
        is_blocked = found.blocked_at is not None
        return found.channel, Recipient(found.address, conversation, found.heard_at, is_blocked)

    async def known(self, conversation_id: str, seq: int) -> Mapping[int, parts.Sent]:
        async with self._database.read() as connection:
            return {each.part: each for each in await parts.of(connection, conversation_id, seq)}

    async def begin(self, part: parts.Sent, channel: str) -> bool:
        async with self._database.write() as connection:
            return await parts.begin(connection, part, channel)

    async def end(self, part: parts.Sent, state: parts.State, external_id: str | None = None) -> None:
        async with self._database.write() as connection:
            await parts.end(connection, part, state, external_id)

    async def blocked(self, channel: str, to: Recipient) -> None:
        async with self._database.write() as connection:
            await addresses.change(connection, channel, to.address, {"blocked_at": self._clock.now()})
