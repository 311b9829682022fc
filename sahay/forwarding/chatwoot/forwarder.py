"""What is to be done in Chatwoot, done: a conversation's rows one after the other, at least once."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy import RowMapping, and_, delete, func, select, update

from sahay.domain.clock import Clock
from sahay.domain.conversation import Conversation
from sahay.domain.message import Author, Message
from sahay.domain.work import RetryPolicy
from sahay.forwarding.chatwoot.client import ChatwootClient, ChatwootTrouble
from sahay.forwarding.chatwoot.transcript import said, transcript
from sahay.forwarding.chatwoot.witness import Kind
from sahay.store.base import PAGE, Store
from sahay.store.database import Database
from sahay.store.tables.integrations import forwarded, forwarding

log = structlog.get_logger()

# A day of trying: an agent's desk that is down comes back. What is given up makes way for the next.
RETRY = RetryPolicy(attempts=40, delays=(2, 5, 15, 60, 300, 900, 1800))
# Longer than one row takes: those of a process that died are taken up by another one then.
LEASE = timedelta(minutes=2)
NOT_SENT = "Not sent: somebody else has this conversation in Sahay's own console."


@dataclass(frozen=True, slots=True)
class State:
    """How many conversations are answered there, how much is still to be done there, how much of it failed at least
    once, and how the latest of these did."""

    open: int
    waiting: int
    failing: int
    error: str | None


class Forwarder:
    def __init__(self, store: Store, database: Database, client: ChatwootClient, clock: Clock) -> None:
        self._store = store
        self._database = database
        self._client = client
        self._clock = clock
        self._deeds: Mapping[Kind, Callable[[RowMapping, int], Awaitable[None]]] = {
            Kind.HAND_OVER: self._hand_over,
            Kind.CUSTOMER_SAID: self._customer_said,
            Kind.AGENT_SAID: self._agent_said,
            Kind.CLOSE: self._close,
            Kind.NOT_SENT: self._not_sent,
        }

    async def pending(self) -> Sequence[str]:
        """Conversations whose first row is due."""
        table = forwarding
        first = select(func.min(table.c.id)).group_by(table.c.conversation_id)
        due = and_(table.c.id.in_(first), table.c.due_at <= self._clock.now())
        async with self._database.read() as connection:
            return list(await connection.scalars(select(table.c.conversation_id).where(due)))

    async def drain(self, conversation_id: str) -> None:
        """Do what is due, until nothing is."""
        while row := await self._next(conversation_id):
            try:
                await self._deeds[Kind(row["kind"])](row, await self._remote(conversation_id))
            except ChatwootTrouble as trouble:
                if not await self._failed(row, trouble):
                    return
            else:
                await self._done(row)
                log.info("forwarding.done", conversation=conversation_id, kind=row["kind"])

    async def state(self) -> State:
        """For the console."""
        table = forwarding
        failed = table.c.error.is_not(None)
        latest = select(table.c.error).where(failed).order_by(table.c.due_at.desc()).limit(1)
        async with self._database.read() as connection:
            answered = select(func.count()).select_from(forwarded).where(forwarded.c.is_open)
            rows = select(func.count()).select_from(table)
            return State(
                open=await connection.scalar(answered) or 0,
                waiting=await connection.scalar(rows) or 0,
                failing=await connection.scalar(rows.where(failed)) or 0,
                error=await connection.scalar(latest),
            )

    async def close(self) -> None:
        await self._client.close()

    async def _next(self, conversation_id: str) -> RowMapping | None:
        """The first row, if it is due; the attempt is counted before it is made."""
        table, now = forwarding, self._clock.now()
        first = select(table).where(table.c.conversation_id == conversation_id).order_by(table.c.id).limit(1)
        async with self._database.write() as connection:
            row = (await connection.execute(first)).mappings().one_or_none()
            if row is None or row["due_at"] > now:
                return None
            counted = update(table).where(table.c.id == row["id"], table.c.attempts == row["attempts"])
            values = {"attempts": row["attempts"] + 1, "due_at": now + LEASE}
            # Another process may have taken it just now.
            return row if (await connection.execute(counted.values(values))).rowcount else None

    async def _failed(self, row: RowMapping, trouble: ChatwootTrouble) -> bool:
        """Whether to go on with the next row: this one is given up."""
        given_up = not trouble.again or RETRY.exhausted(row["attempts"] + 1)
        told = {"conversation": row["conversation_id"], "kind": row["kind"], "why": str(trouble)}
        log.warning("forwarding.failed", given_up=given_up, **told)
        if given_up:
            await self._done(row)
        else:
            later = {"error": str(trouble)[:40], "due_at": RETRY.next_at(row["attempts"] + 1, self._clock.now())}
            async with self._database.write() as connection:
                await connection.execute(update(forwarding).where(forwarding.c.id == row["id"]).values(later))
        return given_up

    async def _done(self, row: RowMapping) -> None:
        async with self._database.write() as connection:
            await connection.execute(delete(forwarding).where(forwarding.c.id == row["id"]))

    async def _remote(self, conversation_id: str) -> int:
        """The number of the conversation there, which is opened if there is none yet."""
        table = forwarded
        known = select(table.c.remote_id).where(table.c.conversation_id == conversation_id)
        async with self._database.read() as connection:
            number = await connection.scalar(known)
        if number:
            return int(number)
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            contact = await snapshot.contact(conversation.contact_id)
        name = (contact.name if contact else None) or f"Customer {conversation_id[:6]}"
        remote_contact, source = await self._client.contact(conversation.contact_id, name)
        remote = await self._client.conversation(remote_contact, source, conversation_id)
        async with self._database.write() as connection:
            ours = update(table).where(table.c.conversation_id == conversation_id)
            await connection.execute(ours.values(remote_contact=str(remote_contact), remote_id=str(remote)))
        return remote

    async def _hand_over(self, row: RowMapping, remote: int) -> None:
        conversation, messages = await self._log(row["conversation_id"], row["seq"])
        await self._client.set_status(remote, "open")
        await self._say(row, remote, f"transcript {row['id']}", transcript(conversation, messages), private=True)
        last = next((each for each in reversed(messages) if each.author is Author.CUSTOMER), None)
        if last:  # so that the conversation is one that a customer waits in
            await self._say(row, remote, f"line {last.seq}", said(last), private=False)

    async def _customer_said(self, row: RowMapping, remote: int) -> None:
        message = await self._message(row)
        await self._say(row, remote, f"line {message.seq}", said(message), private=False)

    async def _agent_said(self, row: RowMapping, remote: int) -> None:
        message = await self._message(row)
        await self._say(row, remote, f"line {message.seq}", f"{message.name}: {said(message)}", private=True)

    async def _close(self, _row: RowMapping, remote: int) -> None:
        await self._client.set_status(remote, "resolved")

    async def _not_sent(self, row: RowMapping, remote: int) -> None:
        await self._say(row, remote, f"not sent {row['id']}", NOT_SENT, private=True)

    async def _say(self, row: RowMapping, remote: int, mark: str, text: str, *, private: bool) -> None:
        """Once, though an earlier attempt may have got through without our knowing it."""
        if row["attempts"] and await self._client.has(remote, mark):
            return
        if text:
            await self._client.say(remote, mark, text, private=private)

    async def _message(self, row: RowMapping) -> Message:
        async with self._store.snapshot() as snapshot:
            return await snapshot.message(row["conversation_id"], row["seq"])

    async def _log(self, conversation_id: str, until: int) -> tuple[Conversation, Sequence[Message]]:
        """As it was when it was handed over: what came later has rows of its own."""
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            messages = await snapshot.messages(conversation_id, after=max(0, until - PAGE))
        return conversation, [message for message in messages if message.seq <= until]
