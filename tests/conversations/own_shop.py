"""The customer that each script has, with orders of their own, and a stranger with others."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import msgspec
from sqlalchemy import insert, select

from sahay.config import Settings
from sahay.domain.clock import SystemClock
from sahay.mail import Mail
from sahay.shop import tables
from sahay.shop.identity import Method
from sahay.shop.identity.sql import SqlIdentities
from sahay.shop.orders import Address, Customer, OrderState
from sahay.shop.returns import ReturnKind, ReturnReason, ReturnState
from sahay.shop.sql.rows import customer_row, insert_orders
from sahay.shop.tables.mail import mail
from sahay.shop.tables.tickets import ticket
from sahay.store.database import Database
from tests.conversations.own_orders import PLANS, order
from tests.conversations.script import NAMED, Script

HOME = Address("4 Relief Road", "Ahmedabad", "Gujarat", "380001")
STRANGER = "stranger"  # whose orders are like "shipped"
POINTS = 120
# Customers write five digits, and "order 41050" may be a price.
_FIRST_NUMBER = 41001
_PRICES = frozenset({"00", "49", "50", "95", "99"})
# The same number, as who writes in another script may write it: {shipped_hi}.
_DIGITS = {"hi": str.maketrans("0123456789", "०१२३४५६७८९"), "gu": str.maketrans("0123456789", "૦૧૨૩૪૫૬૭૮૯")}
# Six digits, as in the mail.
_CODE = re.compile(r"\b\d{6}\b")
_RETURNING = frozenset({OrderState.RETURN_REQUESTED, OrderState.RETURNED, OrderState.REFUNDED})


@dataclass(frozen=True)
class Own:
    """What the names of a script stand for. `orders` are the numbers by name, the stranger's too."""

    conversation: str
    customer: Customer
    stranger: Customer
    new_email: str
    new_phone: str
    orders: Mapping[str, str]

    @property
    def names(self) -> dict[str, str]:
        return {
            "name": self.customer.name,
            "email": self.customer.email,
            "phone": self.customer.phone,
            "mobile": _as_said(self.customer.phone),
            "stranger_email": self.stranger.email,
            "stranger_phone": self.stranger.phone,
            "new_email": self.new_email,
            "new_phone": self.new_phone,
            **self.orders,
            **{
                f"{name}_{language}": number.translate(digits)
                for name, number in self.orders.items()
                for language, digits in _DIGITS.items()
            },
        }

    @property
    def emails(self) -> frozenset[str]:
        """All addresses that mail of this script may go to."""
        return frozenset({self.customer.email, self.stranger.email, self.new_email})


class OwnShops:
    """Makes them, in the database of the running bot."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._identities = SqlIdentities.from_settings(settings, database)
        self._places = count()
        self._numbers = (str(number) for number in count(_FIRST_NUMBER) if str(number)[-2:] not in _PRICES)

    async def open(self, script: Script, conversation: str) -> Own:
        """Raises KeyError for a name that stands for nothing."""
        place, now = next(self._places), SystemClock().now()
        customer, stranger = _customer("Asha Patel", place, 12), _customer("Ravi Shah", place, 54)
        named = [*script.shop, *script.mentions]
        orders = {name: next(self._numbers) for name in dict.fromkeys(map(_plain, named)) if _is_order(name)}
        own = Own(conversation, customer, stranger, f"new.{_letters(place)}@example.com", _phone(77, place), orders)
        _check(named, own)
        await self._insert(script, own, now)
        if script.known:
            await self._identities.grant(conversation, customer.id, Method(script.known), now=now)
        return own

    async def _insert(self, script: Script, own: Own, now: datetime) -> None:
        made = []
        for place, (name, number) in enumerate(own.orders.items()):
            whose, plan = (own.stranger, "shipped") if name.startswith(STRANGER) else (own.customer, name)
            made.append(order(plan, number, whose, now - place * timedelta(minutes=1)))  # the first is the latest
        async with self._database.write() as connection:
            rows = [customer_row(each) for each in (own.customer, own.stranger)]
            await connection.execute(insert(tables.customer), rows)
            await insert_orders(connection, made)
            for table, row in (*_of_customer(script, own, now), *_returns(own, made, now)):
                await connection.execute(insert(table).values(row))

    async def later(self, names: tuple[str, ...], own: Own) -> dict[str, str]:
        """What is known only once the conversation has come so far. Raises LookupError when it has not."""
        found = {"code": self._code, "reference": self._reference}
        return {name: await found[name](own) for name in names if name in found}

    async def _code(self, own: Own) -> str:
        query = select(mail.c.content).where(mail.c.content.is_not(None)).order_by(mail.c.id.desc())
        async with self._database.read() as connection:
            letters = [msgspec.json.decode(content, type=Mail) for content in await connection.scalars(query)]
        codes = (_CODE.search(each.text) for each in letters if each.to in own.emails and each.kind == "code")
        code = next(codes, None)
        if code is None:
            raise LookupError("no code was sent")
        return code[0]

    async def _reference(self, own: Own) -> str:
        mine = ticket.c.conversation_id == own.conversation
        query = select(ticket.c.reference).where(mine).order_by(ticket.c.opened_at.desc())
        async with self._database.read() as connection:
            reference = await connection.scalar(query)
        if reference is None:
            raise LookupError("no ticket was opened")
        return str(reference)


def filled(value: Any, names: Mapping[str, str]) -> Any:
    """The same with what its names stand for. Raises KeyError."""
    match value:
        case str():
            return NAMED.sub(lambda match: names[match[1]], value)
        case dict():
            return {filled(key, names): filled(each, names) for key, each in value.items()}
        case list():
            return [filled(each, names) for each in value]
    return value


def _plain(name: str) -> str:
    return name.rpartition("_")[0] if name.rpartition("_")[2] in _DIGITS else name


def _as_said(phone: str) -> str:
    """Without the country, in two halves."""
    return f"{phone[-10:-5]} {phone[-5:]}"


def _is_order(name: str) -> bool:
    plain = name.rstrip("0123456789")
    return plain in PLANS or plain == STRANGER


def _check(named: list[str], own: Own) -> None:
    known = {*own.names, "code", "reference"}
    if unknown := [name for name in named if name not in known]:
        raise KeyError(f"{{{unknown[0]}}} stands for nothing: {sorted(known | PLANS.keys())}")


def _customer(name: str, place: int, series: int) -> Customer:
    first = name.split()[0].casefold()
    email = f"{first}.{_letters(place)}@example.com"
    return Customer(f"{first}-{_letters(place)}", name, email, _phone(series, place), HOME)


def _phone(series: int, place: int) -> str:
    return f"+919825{series}{place:04}"


def _letters(place: int) -> str:
    """In letters, as digits in an address might be taken for an order's."""
    return "".join(chr(ord("a") + int(digit)) for digit in f"{place:04}")


def _of_customer(script: Script, own: Own, now: datetime) -> Iterator[tuple[Any, dict[str, Any]]]:
    points = script.customer.get("points", POINTS)
    if points is not None:
        row = {"balance": points, "expiring": points // 6, "expires_on": (now + timedelta(days=30)).date()}
        yield tables.loyalty, row | {"customer_id": own.customer.id}
    if script.customer.get("newsletter"):
        yield tables.newsletter, {"email": own.customer.email, "since": now}


def _returns(own: Own, made: list[Any], now: datetime) -> Iterator[tuple[Any, dict[str, Any]]]:
    """What stands behind an order that goes back: fetched tomorrow, or received."""
    for each in made:
        view = each.view
        if view.state not in _RETURNING:
            continue
        is_open = view.state is OrderState.RETURN_REQUESTED
        begins = now + timedelta(days=1 if is_open else -1)
        number = f"R-{view.number}"
        yield (
            tables.goods_return,
            {
                "number": number,
                "order_number": view.number,
                "kind": ReturnKind.REFUND,
                "state": ReturnState.REQUESTED if is_open else ReturnState.RECEIVED,
                "reason": ReturnReason.QUALITY,
                "slot_id": begins.strftime("%Y-%m-%dT10"),
                "slot_begins": begins,
                "slot_ends": begins + timedelta(hours=3),
                "label_url": f"https://saral.example/returns/{number}/label",
                "requested_at": now - timedelta(days=1),
            },
        )
        for position, item in enumerate(view.items):
            line = {"position": position, "sku": item.sku, "quantity": item.quantity}
            yield tables.return_line, {"return_number": number, **line}
