"""What the desk shows, as JSON-ready dictionaries (shapes: `GET /api/openapi.json`)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sahay.desk.service import reply_id
from sahay.domain.agent import Agent
from sahay.domain.conversation import Conversation, Owner, Transition
from sahay.domain.message import Author, Message
from sahay.domain.work import Delivery, Turn
from sahay.store.base import Snapshot

# Conversations listed under "recent".
RECENT = 50
# How much of a conversation's last message a card shows.
PREVIEW = 160

Json = dict[str, Any]
Agents = Mapping[str, Agent]


async def queue_view(snapshot: Snapshot, me: Agent, agents: Agents) -> Json:
    """Everything the desk's lists show, for one agent."""
    queued, assigned = await snapshot.queue(), await snapshot.with_agents()
    recent = await snapshot.recent(RECENT)
    shown = [*queued, *assigned, *recent]
    last = await snapshot.last_messages(conversation.id for conversation in shown)
    positions = {conversation.id: place for place, conversation in enumerate(queued, start=1)}

    def cards(conversations: Sequence[Conversation]) -> list[Json]:
        return [card(item, agents, last.get(item.id), positions.get(item.id)) for item in conversations]

    return {
        "queued": cards(queued),
        "mine": cards([item for item in assigned if item.assignee_id == me.id]),
        "others": cards([item for item in assigned if item.assignee_id != me.id]),
        "recent": cards(recent),
    }


async def conversation_view(snapshot: Snapshot, conversation_id: str, agents: Agents, after: int) -> Json:
    """One conversation with its log behind `after` and what the bot knew. Raises ConversationNotFound."""
    conversation = await snapshot.conversation(conversation_id)
    messages = await snapshot.messages(conversation_id, after=after)
    last = await snapshot.last_messages([conversation_id])
    turns = {turn.seq: turn for turn in await snapshot.turns(conversation_id)}
    deliveries = await snapshot.deliveries(conversation_id)
    transitions = await snapshot.transitions(conversation_id)
    position = await snapshot.position(conversation_id)
    return {
        "conversation": card(conversation, agents, last.get(conversation_id), position),
        "known": _known(conversation, list(turns.values())),
        "messages": [_traced(message, turns.get(message.seq), deliveries.get(message.seq)) for message in messages],
        "events": [_event(transition) for transition in transitions],
    }


def card(conversation: Conversation, agents: Agents, last: Message | None, position: int | None) -> Json:
    assignee = agents.get(conversation.assignee_id or "")
    return {
        "id": conversation.id,
        "customer": f"Customer {conversation.id[:6]}",
        "channel": conversation.channel,
        "language": conversation.language,
        "owner": conversation.owner,
        "reason": conversation.reason,
        "waiting_since": _moment(conversation.waiting_since) if conversation.owner is Owner.QUEUED else None,
        "position": position,
        "assignee": {"id": assignee.id, "name": assignee.name} if assignee else None,
        "last": _preview(last) if last else None,
        "last_seq": conversation.last_seq,
        "updated_at": _moment(conversation.updated_at),
    }


def message_view(message: Message) -> Json:
    """A line of the log as both customer and desk read it."""
    view: Json = {
        "seq": message.seq,
        "author": message.author,
        "text": message.text,
        "at": _moment(message.at),
    }
    if message.name:
        view["name"] = message.name
    if message.buttons:
        view["buttons"] = [{"title": button.title, "payload": button.payload} for button in message.buttons]
    return view


def _traced(message: Message, turn: Turn | None, delivery: Delivery | None) -> Json:
    view = {**message_view(message), **_own_id(message)}
    if delivery and message.author is not Author.CUSTOMER:
        view["delivery"] = delivery
    if turn:
        view["trace"] = {
            "outcome": turn.outcome,
            "intent": turn.intent,
            "confidence": turn.confidence,
            "ranking": [{"name": name, "confidence": confidence} for name, confidence in turn.ranking],
            "actions": list(turn.actions),
            "milliseconds": turn.milliseconds,
        }
        if turn.error:
            view["trace"]["error"] = turn.error
    return view


def _own_id(message: Message) -> Json:
    """The console's own id of an agent's reply, so that what it shows in advance finds its line."""
    if message.author is not Author.AGENT or not message.external_id:
        return {}
    return {
        "client_id": message.external_id.removeprefix(reply_id(message.conversation_id, message.author_id or "", ""))
    }


def _known(conversation: Conversation, turns: Sequence[Turn]) -> Json:
    understood = next((turn for turn in reversed(turns) if turn.intent), None)
    return {
        "language": conversation.language,
        "channel": conversation.channel,
        "intent": understood.intent if understood else None,
        "confidence": understood.confidence if understood else None,
        "order": conversation.order_number,
        "reason": conversation.reason,
        "topic": conversation.topic,
        "slots": dict((understood.slots or {}) if understood else {}),
    }


def _event(transition: Transition) -> Json:
    return {
        "at": _moment(transition.at),
        "action": transition.action,
        "from": transition.before,
        "to": transition.after,
        "by": transition.by,
        "reason": transition.reason,
    }


def _preview(message: Message) -> Json:
    view = {key: value for key, value in message_view(message).items() if key in ("seq", "author", "at")}
    return {**view, "text": message.text[:PREVIEW]}


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
