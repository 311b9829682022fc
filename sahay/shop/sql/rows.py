"""An order as rows of the shop's tables, and back.

The parts of an order have the names of their columns; a part is found by its order and read in the order of
its key.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from sqlalchemy import Row, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop import tables
from sahay.shop.orders import (
    Address,
    CarrierEvent,
    Customer,
    Invoice,
    Item,
    Milestone,
    Order,
    OrderView,
    Payment,
    Refund,
    Shipment,
)
from sahay.store.schema import metadata

Part = TypeVar("Part", CarrierEvent, Invoice, Item, Milestone, Payment, Refund)
Values = dict[str, Any]


def customer_row(customer: Customer) -> Values:
    return {
        "id": customer.id,
        "name": customer.name,
        "email": customer.email,
        "phone": customer.phone,
        **_address_values(customer.address),
    }


async def insert_orders(connection: AsyncConnection, orders: Iterable[Order], *, is_demo: bool = False) -> None:
    """Orders with all their parts. Their customers are there already."""
    rows: dict[Table, list[Values]] = {}
    for order in orders:
        for table, values in _order_rows(order, is_demo):
            rows.setdefault(table, []).append(values)
    for table in metadata.sorted_tables:  # what is referred to comes first
        if table in rows:
            await connection.execute(table.insert(), rows[table])


async def update_order(connection: AsyncConnection, before: OrderView, after: OrderView) -> None:
    """Bring what a change can touch from `before` to `after`: all but parcels and invoice."""
    head = {
        "state": after.state,
        "expected_on": after.expected_on,
        **_address_values(after.address),
        "discount": after.discount,
        "total": after.total,
    }
    await connection.execute(tables.order.update().where(tables.order.c.number == after.number).values(head))
    parts = (
        (tables.refund, before.refunds, after.refunds),
        (tables.payment, before.payments, after.payments),
        (tables.item, tuple(enumerate(before.items)), tuple(enumerate(after.items))),
        (tables.milestone, tuple(enumerate(before.milestones)), tuple(enumerate(after.milestones))),
    )
    for table, old, new in parts:
        await _replace_parts(connection, table, after.number, old, new)


async def _replace_parts(
    connection: AsyncConnection, table: Table, number: str, before: Sequence[Any], after: Sequence[Any]
) -> None:
    """Parts that have an id, or a (position, part) each."""
    *_, key = table.primary_key
    for part in before:
        if part not in after:
            gone = (table.c.order_number == number) & (key == _part_values(part)[key.name])
            await connection.execute(table.delete().where(gone))
    added = [{"order_number": number} | _part_values(part) for part in after if part not in before]
    if added:
        await connection.execute(table.insert(), added)


def _part_values(part: Any) -> Values:
    if isinstance(part, tuple):
        position, numbered = part
        return {"position": position} | _values(numbered)
    return _values(part)


async def read_orders(connection: AsyncConnection, numbers: Sequence[str]) -> dict[str, Order]:
    """The orders with these numbers and all their parts, by number; what does not exist is left out.

    The same queries are made whether an order exists or not, so that their time does not tell.
    """
    order, customer = tables.order, tables.customer
    whose = (column.label(f"of_{column.name}") for column in customer.c)
    heads = await connection.execute(select(order, *whose).join(customer).where(order.c.number.in_(numbers)))
    items = await _read_parts(connection, tables.item, Item, numbers)
    milestones = await _read_parts(connection, tables.milestone, Milestone, numbers)
    shipments = await _read_shipments(connection, numbers)
    payments = await _read_parts(connection, tables.payment, Payment, numbers)
    refunds = await _read_parts(connection, tables.refund, Refund, numbers)
    invoices = await _read_parts(connection, tables.invoice, Invoice, numbers)
    return {
        head.number: Order(
            Customer(
                head.of_id,
                head.of_name,
                head.of_email,
                head.of_phone,
                Address(head.of_address_line, head.of_city, head.of_region, head.of_pin),
            ),
            OrderView(
                number=head.number,
                customer_name=head.of_name,
                state=head.state,
                placed_at=head.placed_at,
                expected_on=head.expected_on,
                address=Address(head.address_line, head.city, head.region, head.pin),
                items=tuple(items[head.number]),
                delivery_charge=head.delivery_charge,
                discount=head.discount,
                total=head.total,
                milestones=tuple(milestones[head.number]),
                shipments=tuple(shipments[head.number]),
                payments=tuple(payments[head.number]),
                refunds=tuple(refunds[head.number]),
                invoice=next(iter(invoices[head.number]), None),
            ),
        )
        for head in heads
    }


def _order_rows(order: Order, is_demo: bool) -> Iterable[tuple[Table, Values]]:
    view = order.view
    of_order = {"order_number": view.number}
    yield (
        tables.order,
        {
            "number": view.number,
            "customer_id": order.customer.id,
            "state": view.state,
            "placed_at": view.placed_at,
            "expected_on": view.expected_on,
            **_address_values(view.address),
            "delivery_charge": view.delivery_charge,
            "discount": view.discount,
            "total": view.total,
            "is_demo": is_demo,
        },
    )
    for shipment in view.shipments:
        yield tables.shipment, of_order | _values(shipment, leave_out="events")
        of_shipment = {"shipment_id": shipment.id}
        yield from _numbered(tables.carrier_event, of_shipment, shipment.events)
    yield from _numbered(tables.item, of_order, view.items)
    yield from _numbered(tables.milestone, of_order, view.milestones)
    yield from ((tables.payment, of_order | _values(payment)) for payment in view.payments)
    yield from ((tables.refund, of_order | _values(refund)) for refund in view.refunds)
    if view.invoice:
        yield tables.invoice, of_order | _values(view.invoice)


def _numbered(table: Table, owner: Values, parts: Sequence[Any]) -> Iterable[tuple[Table, Values]]:
    for position, part in enumerate(parts):
        yield table, owner | {"position": position} | _values(part)


def _values(part: Any, leave_out: str = "") -> Values:
    return {field.name: getattr(part, field.name) for field in fields(part) if field.name != leave_out}


def _address_values(address: Address) -> Values:
    return {
        "address_line": address.line,
        "city": address.city,
        "region": address.region,
        "pin": address.pin,
    }


async def _read_parts(
    connection: AsyncConnection, table: Table, kind: type[Part], numbers: Sequence[str]
) -> defaultdict[str, list[Part]]:
    query = select(table).where(table.c.order_number.in_(numbers)).order_by(*table.primary_key)
    parts = defaultdict(list)
    for row in await connection.execute(query):
        parts[row.order_number].append(_part(kind, row))
    return parts


def _part(kind: type[Part], row: Row[Any]) -> Part:
    return kind(**{field.name: getattr(row, field.name) for field in fields(kind)})


async def _read_shipments(connection: AsyncConnection, numbers: Sequence[str]) -> defaultdict[str, list[Shipment]]:
    parcels = select(tables.shipment).where(tables.shipment.c.order_number.in_(numbers))
    events = (
        select(tables.carrier_event)
        .join(tables.shipment)
        .where(tables.shipment.c.order_number.in_(numbers))
        .order_by(*tables.carrier_event.primary_key)
    )
    reported: defaultdict[str, list[CarrierEvent]] = defaultdict(list)
    for row in await connection.execute(events):
        reported[row.shipment_id].append(_part(CarrierEvent, row))
    shipments = defaultdict(list)
    for row in await connection.execute(parcels.order_by(tables.shipment.c.id)):
        shipments[row.order_number].append(
            Shipment(
                id=row.id,
                kind=row.kind,
                carrier=row.carrier,
                tracking_number=row.tracking_number,
                tracking_url=row.tracking_url,
                events=tuple(reported[row.id]),
            )
        )
    return shipments
