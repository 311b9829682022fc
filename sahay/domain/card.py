"""What a message may show beside its text: an order, or a list to choose from.

The text is complete without it: a channel that knows no cards sends the text. Money and days are data, which each
channel writes as they are written where the customer is.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

# The longest list that WhatsApp shows has ten rows:
# https://developers.facebook.com/docs/whatsapp/cloud-api/messages/interactive-list-messages
ROWS = 10
ACTIONS = 3  # as many buttons as every channel can show
STEPS = 8
LINES = 12
# The longest title, line, description or state, in characters.
CHARACTERS = 160
# As long as the payload of a button may be.
PAYLOAD = 500

_AMOUNT = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,3})?")
_CURRENCY = re.compile(r"[A-Z]{3}")
# A path on our own server: a card never makes a page ask a third party.
_PATH = re.compile(r"/(?!/)[!-\[\]-~]{1,300}")


class BadCard(ValueError):
    """What should be a card is none. The message names the field."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to tap, as a button is: `title` is what is read, `payload` what the tap sends."""

    title: str
    payload: str
    description: str | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """One of the states on the way, in the customer's language."""

    title: str
    done: bool


@dataclass(frozen=True, slots=True)
class Money:
    """`amount` is decimal, `currency` of ISO 4217: "1549.00", "INR"."""

    amount: str
    currency: str


@dataclass(frozen=True, slots=True)
class OrderCard:
    """An order that was proved to be the customer's. `image` is a path on our server, `expected` the promised day."""

    title: str
    state: str
    lines: tuple[str, ...] = ()
    steps: tuple[Progress, ...] = ()
    total: Money | None = None
    expected: date | None = None
    image: str | None = None
    actions: tuple[Choice, ...] = ()

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.actions


@dataclass(frozen=True, slots=True)
class ListCard:
    """One of several things is to be chosen."""

    title: str
    rows: tuple[Choice, ...]

    @property
    def choices(self) -> tuple[Choice, ...]:
        return self.rows


Card = OrderCard | ListCard
Json = dict[str, Any]
_Read = TypeVar("_Read")


def card_from_json(value: object) -> Card:
    """The card that JSON describes, as `card_to_json` gives it; what is not known is left out. Raises BadCard."""
    if not isinstance(value, Mapping):
        raise BadCard("a card is an object")
    read = _READERS.get(str(value.get("kind")))
    if read is None:
        raise BadCard("kind")
    return read(value)


def card_to_json(card: Card) -> Json:
    return _order_to_json(card) if isinstance(card, OrderCard) else _list_to_json(card)


def _order(value: Mapping[str, Any]) -> OrderCard:
    return OrderCard(
        title=_text(value, "title"),
        state=_text(value, "state"),
        lines=tuple(_line(line, "lines") for line in _several(value, "lines", LINES)),
        steps=tuple(_step(step) for step in _several(value, "steps", STEPS)),
        total=_optional(value, "total", _money),
        expected=_optional(value, "expected", _day),
        image=_optional(value, "image", lambda _: _shaped(value, "image", _PATH)),
        actions=tuple(_choice(action) for action in _several(value, "actions", ACTIONS)),
    )


def _list(value: Mapping[str, Any]) -> ListCard:
    rows = tuple(_choice(row) for row in _several(value, "rows", ROWS))
    if not rows:
        raise BadCard("rows")
    return ListCard(_text(value, "title"), rows)


_READERS: Mapping[str, Callable[[Mapping[str, Any]], Card]] = {"order": _order, "list": _list}


def _order_to_json(card: OrderCard) -> Json:
    return {
        "kind": "order",
        "title": card.title,
        "image": card.image,
        "lines": list(card.lines),
        "total": {"amount": card.total.amount, "currency": card.total.currency} if card.total else None,
        "state": card.state,
        "steps": [{"title": step.title, "done": step.done} for step in card.steps],
        "expected": card.expected.isoformat() if card.expected else None,
        "actions": [_choice_to_json(action) for action in card.actions],
    }


def _list_to_json(card: ListCard) -> Json:
    return {"kind": "list", "title": card.title, "rows": [_choice_to_json(row) for row in card.rows]}


def _choice_to_json(choice: Choice) -> Json:
    described = {"description": choice.description} if choice.description else {}
    return {"title": choice.title, **described, "payload": choice.payload}


def _choice(value: Any) -> Choice:
    fields = _fields(value, "actions and rows")
    payload = fields.get("payload")
    if not isinstance(payload, str) or not payload.startswith("/") or len(payload) > PAYLOAD:
        raise BadCard("payload")
    description = _optional(fields, "description", lambda text: _line(text, "description"))
    return Choice(_text(fields, "title"), payload, description)


def _step(value: Any) -> Progress:
    fields = _fields(value, "steps")
    if not isinstance(fields.get("done"), bool):
        raise BadCard("done")
    return Progress(_text(fields, "title"), fields["done"])


def _money(value: Any) -> Money:
    fields = _fields(value, "total")
    return Money(_shaped(fields, "amount", _AMOUNT), _shaped(fields, "currency", _CURRENCY))


def _day(value: Any) -> date:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise BadCard("expected") from None


def _text(value: Mapping[str, Any], name: str) -> str:
    return _line(value.get(name), name)


def _line(text: Any, name: str) -> str:
    if not isinstance(text, str) or not text.strip() or len(text) > CHARACTERS:
        raise BadCard(name)
    return text


def _shaped(value: Mapping[str, Any], name: str, shape: re.Pattern[str]) -> str:
    text = value.get(name)
    if not isinstance(text, str) or not shape.fullmatch(text):
        raise BadCard(name)
    return text


def _several(value: Mapping[str, Any], name: str, most: int) -> Sequence[Any]:
    found = value.get(name, ())
    if not isinstance(found, list | tuple) or len(found) > most:
        raise BadCard(name)
    return found


def _fields(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise BadCard(name)
    return value


def _optional(value: Mapping[str, Any], name: str, read: Callable[[Any], _Read]) -> _Read | None:
    return None if value.get(name) is None else read(value[name])
