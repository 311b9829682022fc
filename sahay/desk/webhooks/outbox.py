"""Events become rows in the transaction in which they happen: all or nothing."""

from collections.abc import Mapping
from secrets import token_urlsafe
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.webhooks.events import Event, EventType
from sahay.domain.conversation import Action, Conversation, Transition
from sahay.domain.message import Message
from sahay.store.sql import SqlTransaction
from sahay.store.tables.integrations import webhook, webhook_delivery

WAITING = "waiting"


async def announce(connection: AsyncConnection, event: Event) -> None:
    """For every webhook that wants it, within the caller's transaction:

    await announce(tx.connection, Event(EventType.CSAT_RECEIVED, now, conversation_id, data={"score": 5}))
    """
    wanting = await connection.execute(select(webhook.c.id, webhook.c.types).where(webhook.c.is_active))
    webhook_ids = [row.id for row in wanting if event.type in row.types]
    if webhook_ids:
        await put(connection, webhook_ids, event, new_event_id())


async def put(connection: AsyncConnection, webhook_ids: list[str], event: Event, event_id: str) -> None:
    """The event waits to be sent to these."""
    row = {
        "event_id": event_id,
        "type": str(event.type),
        "conversation_id": event.conversation_id,
        "seq": event.seq,
        "data": dict(event.data),
        "at": event.at,
        "state": WAITING,
        "attempts": 0,
    }
    rows = [{"webhook_id": webhook_id, **row} for webhook_id in webhook_ids]
    await connection.execute(insert(webhook_delivery), rows)


def new_event_id() -> str:
    return f"msg_{token_urlsafe(18)}"


class Announcer:
    """Knows which moves and lines are events (a `sahay.store.watched.Witness`)."""

    async def said(self, tx: SqlTransaction, message: Message) -> None:
        data = {"author": message.author}
        event = Event(EventType.MESSAGE_CREATED, message.at, message.conversation_id, message.seq, data)
        await announce(tx.connection, event)

    async def moved(self, tx: SqlTransaction, transition: Transition) -> None:
        described = _DESCRIBED.get(transition.action)
        if described is None:
            return
        type_, describe = described
        conversation = await tx.conversation(transition.conversation_id)
        data = describe(conversation, transition)
        await announce(tx.connection, Event(type_, transition.at, conversation.id, data=data))


def _handoff(conversation: Conversation, _transition: Transition) -> Mapping[str, Any]:
    return {
        "reason": conversation.reason,
        "topic": conversation.topic,
        "order_number": conversation.order_number,
        "priority": conversation.priority,
        "team": conversation.team,
    }


def _resolved(_conversation: Conversation, transition: Transition) -> Mapping[str, Any]:
    return {"agent": {"id": transition.by_id, "name": transition.by}, "reason": transition.detail}


_DESCRIBED = {
    Action.HAND_OFF: (EventType.HANDOFF_CREATED, _handoff),
    Action.CALL_BACK: (EventType.HANDOFF_CREATED, _handoff),
    Action.RESOLVE: (EventType.CONVERSATION_RESOLVED, _resolved),
}
