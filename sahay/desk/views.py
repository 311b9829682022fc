"""What the desk shows, as JSON-ready dictionaries (shapes: `GET /api/openapi.json`)."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.desk.accounts import Accounts
from sahay.desk.rules import known_rules, rule_of
from sahay.desk.service import reply_id
from sahay.domain.agent import Agent
from sahay.domain.card import card_to_json
from sahay.domain.conversation import Conversation, Owner, Transition
from sahay.domain.message import Author, Message
from sahay.domain.work import Delivery, Turn
from sahay.store import schema
from sahay.store.rows import conversation_from_row, message_from_row
from sahay.store.sql import SqlSnapshot, SqlStore

# Conversations listed under "recent".
RECENT = 50
# How much of a conversation's last message a card shows.
PREVIEW = 160

Json = dict[str, Any]
Agents = Mapping[str, Agent]
# What others keep of conversations, as fields of their cards: {conversation's id: {field: value}}.
Marks = Callable[[AsyncConnection, Sequence[Conversation]], Awaitable[Mapping[str, Json]]]
# What others keep of one conversation, as parts of its view: {part: value}. It reads for itself.
Section = Callable[[Conversation], Awaitable[Json]]


class Views:
    """Everything that is shown. `marks` and `sections` are what others add to cards and to an opened conversation."""

    def __init__(self, store: SqlStore, accounts: Accounts) -> None:
        self._store = store
        self._accounts = accounts
        self.marks: list[Marks] = []
        self.sections: list[Section] = []

    async def queue(self, me: Agent) -> Json:
        """The desk's lists, for one agent."""
        agents = await self._accounts.agents()
        async with self._store.snapshot() as snapshot:
            queued, assigned = await snapshot.queue(), await snapshot.with_agents()
            recent = await snapshot.recent(RECENT)
            order = [conversation.id for conversation in queued]
            cards = await self._cards(snapshot, [*queued, *assigned, *recent], agents, order)
        return {
            "queued": [cards[item.id] for item in queued],
            "mine": [cards[item.id] for item in assigned if item.assignee_id == me.id],
            "others": [cards[item.id] for item in assigned if item.assignee_id != me.id],
            "recent": [cards[item.id] for item in recent],
        }

    async def changes(self, conversation_ids: Iterable[str]) -> Json:
        """The cards of these, those of them that are gone, and the queue's order now."""
        wanted = list(conversation_ids)
        agents = await self._accounts.agents()
        async with self._store.snapshot() as snapshot:
            order = await _queue_order(snapshot.connection)
            cards = await self._cards(snapshot, await _conversations(snapshot.connection, wanted), agents, order)
        return {"cards": list(cards.values()), "gone": [each for each in wanted if each not in cards], "queued": order}

    async def cards(self, conversations: Sequence[Conversation]) -> dict[str, Json]:
        """The cards of conversations that were read elsewhere, by id."""
        agents = await self._accounts.agents()
        async with self._store.snapshot() as snapshot:
            return await self._cards(snapshot, conversations, agents, await _queue_order(snapshot.connection))

    async def card(self, conversation_id: str) -> Json:
        """Raises ConversationNotFound."""
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
        return (await self.cards([conversation]))[conversation_id]

    async def conversation(self, conversation_id: str, after: int) -> Json:
        """One conversation with its log behind `after` and what the bot knew. Raises ConversationNotFound."""
        agents = await self._accounts.agents()
        async with self._store.snapshot() as snapshot:
            conversation = await snapshot.conversation(conversation_id)
            messages = await snapshot.messages(conversation_id, after=after)
            turns = {turn.seq: turn for turn in await snapshot.turns(conversation_id)}
            deliveries = await snapshot.deliveries(conversation_id)
            troubles = await _troubles(snapshot.connection, conversation_id)
            transitions = await snapshot.transitions(conversation_id)
            cards = await self._cards(snapshot, [conversation], agents, await _queue_order(snapshot.connection))
        view = {
            "conversation": cards[conversation_id],
            "known": _known(conversation, list(turns.values())),
            "messages": [
                _traced(each, turns.get(each.seq)) | _delivered(each, deliveries.get(each.seq), troubles.get(each.seq))
                for each in messages
            ],
            "events": [_event(transition, agents) for transition in transitions],
        }
        for section in self.sections:
            view |= await section(conversation)
        return view

    async def _cards(
        self, snapshot: SqlSnapshot, conversations: Sequence[Conversation], agents: Agents, order: Sequence[str]
    ) -> dict[str, Json]:
        last = await snapshot.last_messages(conversation.id for conversation in conversations)
        last |= await _wishes(snapshot.connection, [each.id for each in conversations if each.owner is Owner.QUEUED])
        positions = {conversation_id: place for place, conversation_id in enumerate(order, start=1)}
        cards = {each.id: card(each, agents, last.get(each.id), positions.get(each.id)) for each in conversations}
        for marks in self.marks:
            for conversation_id, fields in (await marks(snapshot.connection, conversations)).items():
                cards[conversation_id] |= fields
        return cards


def card(conversation: Conversation, agents: Agents, last: Message | None, position: int | None) -> Json:
    """What a list shows of a conversation, before others add their marks."""
    return {
        "id": conversation.id,
        "customer": unnamed(conversation),
        "channel": conversation.channel,
        "language": conversation.language,
        "owner": conversation.owner,
        "reason": conversation.reason,
        "topic": conversation.topic,
        "order": conversation.order_number,
        "waiting_since": moment(conversation.waiting_since) if conversation.owner is Owner.QUEUED else None,
        "position": position,
        "priority": conversation.priority,
        "team": conversation.team,
        "queued_at": moment(conversation.queued_at),
        "snoozed_until": moment(conversation.snoozed_until),
        "offered": _offered(conversation, agents),
        "assignee": _person(conversation.assignee_id, agents),
        "last": _preview(last) if last else None,
        "last_seq": conversation.last_seq,
        "updated_at": moment(conversation.updated_at),
        "tags": [],
        "contact": None,
        "sla": None,
    }


def unnamed(conversation: Conversation) -> str:
    """What a customer is called who has told no name."""
    return f"Customer {conversation.id[:6]}"


def message_view(message: Message) -> Json:
    """A line of the log as both customer and desk read it."""
    view: Json = {
        "seq": message.seq,
        "author": message.author,
        "text": message.text,
        "at": moment(message.at),
    }
    if message.name:
        view["name"] = message.name
    if message.buttons:
        view["buttons"] = [{"title": button.title, "payload": button.payload} for button in message.buttons]
    if message.author is Author.CUSTOMER and message.payload:
        view["payload"] = message.payload
    if message.files:
        view["files"] = [
            {"id": file.id, "name": file.name, "type": file.type, "size": file.size} for file in message.files
        ]
    if message.card:
        view["card"] = card_to_json(message.card)
    return view


def moment(at: datetime | None) -> str | None:
    return at.isoformat() if at else None


async def _queue_order(connection: AsyncConnection) -> list[str]:
    """As `Snapshot.queue`, the ids alone."""
    table = schema.conversation
    query = select(table.c.id).where(table.c.owner == Owner.QUEUED).order_by(table.c.ranked_at, table.c.id)
    return list(await connection.scalars(query))


async def _wishes(connection: AsyncConnection, waiting: Sequence[str]) -> dict[str, Message]:
    """What those who wait wrote last, by conversation: the bot's "I am calling a person" says nothing of them. What was
    typed goes before what was tapped."""
    table = schema.message
    seq, typed = table.c.seq, table.c.payload.is_(None)
    latest = func.coalesce(func.max(case((typed, seq))), func.max(seq))
    own = (table.c.conversation_id.in_(waiting), table.c.author == Author.CUSTOMER)
    chosen = select(table.c.conversation_id, latest).where(*own).group_by(table.c.conversation_id)
    query = select(table).where(tuple_(table.c.conversation_id, seq).in_(chosen))
    rows = (await connection.execute(query)).mappings() if waiting else ()
    return {row["conversation_id"]: message_from_row(row) for row in rows}


async def _troubles(connection: AsyncConnection, conversation_id: str) -> dict[int, str]:
    """What the provider said of the messages that are not delivered, or not yet, by sequence number."""
    table = schema.outbox
    own = (table.c.conversation_id == conversation_id, table.c.error.is_not(None))
    query = select(table.c.seq, table.c.error).where(*own, table.c.state.in_((Delivery.PENDING, Delivery.FAILED)))
    return {row.seq: row.error for row in await connection.execute(query)}


async def _conversations(connection: AsyncConnection, wanted: Sequence[str]) -> list[Conversation]:
    query = select(schema.conversation).where(schema.conversation.c.id.in_(wanted))
    return [conversation_from_row(row) for row in (await connection.execute(query)).mappings()]


def _person(agent_id: str | None, agents: Agents) -> Json | None:
    agent = agents.get(agent_id or "")
    return {"id": agent.id, "name": agent.name} if agent else None


def _offered(conversation: Conversation, agents: Agents) -> Json | None:
    to = _person(conversation.offered_to, agents)
    return {"to": to, "until": moment(conversation.offered_until)} if to else None


def _delivered(message: Message, delivery: Delivery | None, trouble: str | None) -> Json:
    if delivery is None or message.author is Author.CUSTOMER:
        return {}
    return {"delivery": delivery} | ({"trouble": trouble} if trouble else {})


def _traced(message: Message, turn: Turn | None) -> Json:
    view = {**message_view(message), **_own_id(message)}
    if turn:
        view["trace"] = {
            "outcome": turn.outcome,
            "intent": turn.intent,
            "confidence": turn.confidence,
            "ranking": [{"name": name, "confidence": confidence} for name, confidence in turn.ranking],
            "actions": list(turn.actions),
            "milliseconds": turn.milliseconds,
        }
        if rule := rule_of(turn, known_rules()):
            view["trace"]["rule"] = rule
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
    # A button that the app answers itself is nothing that the bot has understood, and has no confidence.
    understood = next((turn for turn in reversed(turns) if turn.intent and turn.confidence is not None), None)
    return {
        "language": conversation.language,
        "channel": conversation.channel,
        "intent": understood.intent if understood else None,
        "confidence": understood.confidence if understood else None,
        "order": conversation.order_number,
        "ticket": conversation.ticket,
        "reason": conversation.reason,
        "topic": conversation.topic,
        "slots": dict((understood.slots or {}) if understood else {}),
    }


def _event(transition: Transition, agents: Agents) -> Json:
    receiver = _person(transition.to_id, agents)
    return {
        "at": moment(transition.at),
        "action": transition.action,
        "from": transition.before,
        "to": transition.after,
        "by": transition.by,
        "receiver": receiver["name"] if receiver else None,
        "team": transition.team,
        "reason": transition.reason,
        "detail": transition.detail,
        "priority": transition.priority,
    }


def _preview(message: Message) -> Json:
    view = {key: value for key, value in message_view(message).items() if key in ("seq", "author", "at")}
    return {**view, "text": message.text[:PREVIEW], "files": len(message.files)}
