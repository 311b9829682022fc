"""What happens here and has to be done there becomes a row, in the transaction in which it happens."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.domain.conversation import Action, Transition
from sahay.domain.message import Author, Message
from sahay.forwarding.chatwoot.agent import AGENT
from sahay.store.sql import SqlTransaction
from sahay.store.tables.integrations import forwarded, forwarding


class Kind(StrEnum):
    """What is to be done there."""

    HAND_OVER = "hand_over"  # open the conversation, with what was said so far
    CUSTOMER_SAID = "customer_said"
    AGENT_SAID = "agent_said"  # in our own console
    CLOSE = "close"
    NOT_SENT = "not_sent"  # somebody else has it here: their reply was not taken


_OPENING = frozenset({Action.HAND_OFF, Action.CALL_BACK})
_CLOSING = frozenset({Action.LEAVE_QUEUE, Action.RESOLVE, Action.RETURN_TO_BOT})
_SAID: Mapping[Author, Kind] = {Author.CUSTOMER: Kind.CUSTOMER_SAID, Author.AGENT: Kind.AGENT_SAID}


class ChatwootWitness:
    """See `sahay.store.watched.Witness`."""

    async def moved(self, tx: SqlTransaction, transition: Transition) -> None:
        theirs = transition.by_id == AGENT.id
        if transition.action in _OPENING:
            await _open(tx.connection, transition.conversation_id)
            so_far = (await tx.conversation(transition.conversation_id)).last_seq
            await add(tx.connection, transition.conversation_id, Kind.HAND_OVER, transition.at, so_far)
        elif transition.action is Action.CLAIM and theirs:
            await _set_open(tx.connection, transition.conversation_id, is_open=True)
        elif transition.action in _CLOSING and await _is_open(tx.connection, transition.conversation_id):
            await _set_open(tx.connection, transition.conversation_id, is_open=False)
            if not theirs:
                await add(tx.connection, transition.conversation_id, Kind.CLOSE, transition.at)

    async def said(self, tx: SqlTransaction, message: Message) -> None:
        kind = _SAID.get(message.author)
        if kind and message.author_id != AGENT.id and await _is_open(tx.connection, message.conversation_id):
            await add(tx.connection, message.conversation_id, kind, message.at, message.seq)


async def add(
    connection: AsyncConnection, conversation_id: str, kind: Kind, due_at: datetime, seq: int | None = None
) -> None:
    row = {"conversation_id": conversation_id, "kind": kind, "seq": seq, "attempts": 0, "due_at": due_at}
    await connection.execute(insert(forwarding).values(row))


async def _open(connection: AsyncConnection, conversation_id: str) -> None:
    if not await _set_open(connection, conversation_id, is_open=True):
        await connection.execute(insert(forwarded).values(conversation_id=conversation_id, is_open=True))


async def _set_open(connection: AsyncConnection, conversation_id: str, *, is_open: bool) -> int:
    changed = update(forwarded).where(forwarded.c.conversation_id == conversation_id).values(is_open=is_open)
    return (await connection.execute(changed)).rowcount


async def _is_open(connection: AsyncConnection, conversation_id: str) -> bool:
    found = select(forwarded.c.is_open).where(forwarded.c.conversation_id == conversation_id)
    return bool(await connection.scalar(found))
