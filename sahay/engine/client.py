"""Asking the engine: the contract is `components/channel.py`."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import httpx
import msgspec
import structlog

from sahay.domain.breaker import CircuitBreaker
from sahay.domain.card import BadCard, Card, card_from_json
from sahay.domain.conversation import Conversation, Handoff, Reason
from sahay.domain.message import Button, Message
from sahay.domain.priority import Priority

log = structlog.get_logger()

# Troubles of one message: the engine is well, and no customer's message may have it taken away from the others.
THIS_MESSAGE = frozenset({"empty_turn", "action_failed", "turn_failed", "bad_request"})


class EngineTrouble(Exception):
    """The engine gave no answer. The message names the kind."""


class _Button(msgspec.Struct):
    title: str
    payload: str


class _Handoff(msgspec.Struct):
    """What an action asks for a person with (`actions/handoff.py`)."""

    reason: str | None = None
    topic: str | None = None
    order: str | None = None
    priority: str | None = None
    ticket: str | None = None


class _Custom(msgspec.Struct):
    handoff: _Handoff | None = None
    language: str | None = None
    card: Any = None


class _Reply(msgspec.Struct):
    text: str | None = None
    buttons: list[_Button] = []
    custom: _Custom = msgspec.field(default_factory=_Custom)


class _Ranked(msgspec.Struct):
    name: str
    confidence: float


class _Understood(msgspec.Struct):
    intent: str | None = None
    confidence: float | None = None
    ranking: list[_Ranked] = []


class _Answer(msgspec.Struct):
    replies: list[_Reply]
    understood: _Understood
    slots: dict[str, Any] = {}
    actions: list[str] = []


@dataclass(frozen=True, slots=True)
class Reply:
    text: str
    buttons: tuple[Button, ...] = ()
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the bot says to one message, why, whether it asks for a human, and the `language` (a tag) that it goes on
    in, if the customer wants another one."""

    replies: tuple[Reply, ...]
    handoff: Handoff | None = None
    language: str | None = None
    intent: str | None = None
    confidence: float | None = None
    ranking: tuple[tuple[str, float], ...] = ()
    actions: tuple[str, ...] = ()
    slots: dict[str, Any] | None = None


class EngineClient:
    """One engine behind loopback. `ask` raises EngineTrouble and nothing else."""

    def __init__(self, url: str, token: str, timeout_seconds: float, breaker: CircuitBreaker) -> None:
        self._breaker = breaker
        self._http = httpx.AsyncClient(
            base_url=url,
            timeout=timeout_seconds,
            headers={"Authorization": f"Bearer {token}"},
            trust_env=False,  # loopback never goes through a proxy
        )

    async def close(self) -> None:
        await self._http.aclose()

    @property
    def is_available(self) -> bool:
        return not self._breaker.is_open

    async def ask(self, conversation: Conversation, message: Message) -> Answer:
        """One turn of the bot. Asking twice for the same message gives the same answer and does nothing twice."""
        if not self._breaker.allows():
            raise EngineTrouble("circuit_open")
        try:
            response = await self._http.post("/webhooks/sahay/webhook", json=_question(conversation, message))
        except httpx.TimeoutException:
            self._breaker.failed()
            raise EngineTrouble("timeout") from None
        except httpx.HTTPError:
            self._breaker.failed()
            raise EngineTrouble("unreachable") from None
        if response.status_code != httpx.codes.OK:
            return self._refused(response)
        self._breaker.succeeded()
        return _answer(response.content)

    def _refused(self, response: httpx.Response) -> Answer:
        kind = _error_of(response)
        if kind in THIS_MESSAGE:
            self._breaker.succeeded()
        else:
            self._breaker.failed()
        raise EngineTrouble(kind)


def _question(conversation: Conversation, message: Message) -> dict[str, Any]:
    return {
        "sender": conversation.id,
        "message": message.payload or _plain(message.text),
        "metadata": {
            "message_id": f"{conversation.id}:{message.seq}",
            "kind": "payload" if message.payload else "text",
            "language": conversation.language,
            "channel": conversation.channel,
            "fresh": conversation.fresh,
            "at": message.at.isoformat(),  # when it was written, also when it is asked again: "today" stays that day
        },
    }


def _plain(text: str) -> str:
    """What was typed, without a beginning that Rasa would take for a command: slashes, and whatever is not seen."""
    seen = (place for place, character in enumerate(text) if character != "/" and _is_seen(character))
    return text[next(seen, len(text)) :] or "?"


def _is_seen(character: str) -> bool:
    """Neither white space nor a control or format character (https://www.unicode.org/reports/tr44/#General_Category_Values)."""
    return not character.isspace() and unicodedata.category(character)[0] not in "CZ"


def _answer(body: bytes) -> Answer:
    try:
        answer = msgspec.json.decode(body, type=_Answer)
    except msgspec.DecodeError:
        raise EngineTrouble("unreadable_answer") from None
    replies = tuple(
        Reply(reply.text, tuple(Button(button.title, button.payload) for button in reply.buttons), _card(reply.custom))
        for reply in answer.replies
        if reply.text
    )
    handoff = _handoff(answer)
    if not replies and not handoff:
        raise EngineTrouble("empty_turn")
    return Answer(
        replies=replies,
        handoff=handoff,
        language=next((reply.custom.language for reply in answer.replies if reply.custom.language), None),
        intent=answer.understood.intent,
        confidence=answer.understood.confidence,
        ranking=tuple((ranked.name, ranked.confidence) for ranked in answer.understood.ranking),
        actions=tuple(answer.actions),
        slots=answer.slots,
    )


def _card(custom: _Custom) -> Card | None:
    """What is not a card is left out: the text says it all."""
    if custom.card is None:
        return None
    try:
        return card_from_json(custom.card)
    except BadCard as error:
        log.warning("engine.bad_card", field=str(error))
        return None


def _handoff(answer: _Answer) -> Handoff | None:
    asked = next((reply.custom.handoff for reply in answer.replies if reply.custom.handoff), None)
    if asked is None:
        return None
    # An action may be newer than the app: what is not known is taken for the usual.
    reason = Reason(asked.reason) if asked.reason in set(Reason) else Reason.REQUESTED
    priority = Priority(asked.priority) if asked.priority in set(Priority) else Priority.NORMAL
    return Handoff(reason, topic=asked.topic, order_number=asked.order, priority=priority, ticket=asked.ticket)


def _error_of(response: httpx.Response) -> str:
    try:
        return str(response.json()["error"])[:50]
    except (ValueError, KeyError, TypeError):
        return f"http_{response.status_code}"
