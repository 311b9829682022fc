"""Rows of the shop's tables as orders, customers and products. Raises BadAnswer for what cannot be one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from sahay.shop.accounts import Account
from sahay.shop.backend import BadAnswer
from sahay.shop.catalogue import Product
from sahay.shop.orders import Address, Customer, Item, Milestone, Order, OrderState, OrderView
from sahay.shop.sql.options import AMOUNTS, SqlOptions

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reader:
    """`zone` is that of moments without one: the shop's."""

    options: SqlOptions
    zone: tzinfo

    def order(self, head: Row, customer: Row, items: Iterable[Row]) -> Order:
        state = self.options.state(str(head["state"]))
        if state is None:
            raise BadAnswer("an order's state that backend.states does not name")
        placed_at = self.moment(head["placed_at"])
        delivered_at = head.get("delivered_at")
        reached = [Milestone(OrderState.PLACED, placed_at)]
        if delivered_at is not None:
            reached.append(Milestone(OrderState.DELIVERED, self.moment(delivered_at)))
        whose = self.customer(customer)
        address = _address(head)
        return Order(
            whose,
            OrderView(
                number=str(head["number"]),
                customer_name=whose.name,
                state=state,
                placed_at=placed_at,
                expected_on=_day(head.get("expected_on")),
                address=address if any((address.line, address.city, address.pin)) else whose.address,
                items=tuple(self._item(item) for item in items),
                delivery_charge=self.money(head.get("delivery_charge")),
                discount=self.money(head.get("discount")),
                total=self.money(head["total"]),
                milestones=tuple(reached),
            ),
        )

    def customer(self, row: Row) -> Customer:
        return Customer(str(row["id"]), _text(row["name"]), _text(row["email"]), _text(row["phone"]), _address(row))

    def account(self, row: Row) -> Account:
        customer = self.customer(row)
        addresses = (customer.address,) if customer.address.line else ()
        return Account(customer.id, customer.name, customer.email, customer.phone, addresses=addresses)

    def product(self, row: Row) -> Product:
        return Product(
            sku=str(row["sku"]),
            name=_text(row["name"]),
            category=_text(row.get("category")),
            price=self.money(row.get("price")),
            stock=_whole(row.get("stock")),
            url=_text(row.get("url")),
            warranty_months=_whole(row.get("warranty_months")) or 0,
            return_days=_whole(row.get("return_days")),
        )

    def _item(self, row: Row) -> Item:
        return Item(
            sku=str(row["sku"]),
            name=_text(row["name"]),
            quantity=_whole(row["quantity"]) or 0,
            unit_price=self.money(row["unit_price"]),
            gst_percent=_whole(row.get("gst_percent")) or 0,
        )

    def money(self, value: Any) -> int:
        """In paise; nothing is 0."""
        try:
            return round(Decimal(str(value or 0)) * AMOUNTS[self.options.amounts])
        except (InvalidOperation, ValueError, OverflowError):
            raise BadAnswer("an amount that is no number") from None

    def moment(self, value: Any) -> datetime:
        """Moments as databases keep them: with a zone or without, as text, as seconds since 1970."""
        try:
            if isinstance(value, int | float):
                return datetime.fromtimestamp(value, UTC)
            moment = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
        except (ValueError, OverflowError, OSError):
            raise BadAnswer("a moment that is none") from None
        return moment if moment.tzinfo else moment.replace(tzinfo=self.zone)


def _day(value: Any) -> date | None:
    if value is None or value == "":
        return None
    if isinstance(value, date):
        return value.date() if isinstance(value, datetime) else value
    try:
        return datetime.fromisoformat(str(value)).date()
    except ValueError:
        raise BadAnswer("a day that is none") from None


def _whole(value: Any) -> int | None:
    try:
        return None if value is None else int(value)
    except (ValueError, TypeError):
        raise BadAnswer("a count that is no number") from None


def _text(value: Any) -> str:
    return "" if value is None else str(value)


def _address(row: Row) -> Address:
    return Address(*(_text(row.get(name)) for name in ("address_line", "city", "region", "pin")))
