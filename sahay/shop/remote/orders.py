"""Orders and their parcels, asked over HTTP. An answer about another order or customer is never passed on."""

from collections.abc import Sequence
from datetime import datetime

from sahay.shop.backend import Capability
from sahay.shop.orders import Address, Line, Order, OrderState, OrderView, Shipment
from sahay.shop.refusal import Refusal
from sahay.shop.remote import wire
from sahay.shop.remote.calls import Calls, contradiction
from sahay.shop.remote.wishes import AddressChange, Bare, Cancellation, ItemChange

# A cancelled order whose money went back at once may be told as refunded.
_CALLED_OFF = frozenset({OrderState.CANCELLED, OrderState.REFUNDED})


class RemoteOrders:
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def find(self, number: str) -> Order | None:
        told = await self._calls.read("readOrder", ("orders", number), wire.Order)
        return _same(told, number).order() if told else None

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        path, query = ("accounts", customer_id, "orders"), {"limit": str(limit)}
        told = await self._calls.read("listOrders", path, wire.Orders, query=query)
        orders = told.items if told else ()
        if any(each.customer.id != customer_id for each in orders):
            raise contradiction("another customer's order")
        latest = sorted(orders, key=lambda each: each.placed_at, reverse=True)
        return tuple(each.order().view for each in latest[:limit])

    async def cancel(self, number: str, *, fee: int, reason: str, key: str, now: datetime) -> OrderView | Refusal:
        told = await self._calls.write(
            "cancelOrder",
            "POST",
            ("orders", number, "cancel"),
            Cancellation,
            {"fee": fee, "reason": reason, "asked_at": now},
            wire.Order,
            key=key,
            needs=Capability.CANCEL_ORDER,
        )
        if isinstance(told, Refusal):
            return told
        if told.state not in _CALLED_OFF:
            raise contradiction("a cancelled order that is not")
        return _same(told, number).order().view

    async def reinstate(self, number: str, *, key: str, now: datetime) -> OrderView | Refusal:
        told = await self._calls.write(
            "reinstateOrder",
            "POST",
            ("orders", number, "reinstate"),
            Bare,
            {"asked_at": now},
            wire.Order,
            key=key,
            needs=Capability.REINSTATE_ORDER,
        )
        if isinstance(told, Refusal):
            return told
        if told.state in _CALLED_OFF:
            raise contradiction("a reinstated order that is not")
        return _same(told, number).order().view

    async def change_items(self, number: str, lines: Sequence[Line], *, key: str, now: datetime) -> OrderView | Refusal:
        told = await self._calls.write(
            "changeItems",
            "PATCH",
            ("orders", number, "items"),
            ItemChange,
            {"lines": lines, "asked_at": now},
            wire.Order,
            key=key,
            needs=Capability.CHANGE_ITEMS,
        )
        if isinstance(told, Refusal):
            return told
        pieces = {line.sku: sum(item.quantity for item in told.items if item.sku == line.sku) for line in lines}
        if pieces != {line.sku: line.quantity for line in lines}:
            raise contradiction("other quantities")
        return _same(told, number).order().view

    async def change_address(self, number: str, address: Address, *, key: str, now: datetime) -> OrderView | Refusal:
        told = await self._calls.write(
            "changeAddress",
            "PUT",
            ("orders", number, "address"),
            AddressChange,
            {"address": address, "asked_at": now},
            wire.Order,
            key=key,
            needs=Capability.CHANGE_ADDRESS,
        )
        if isinstance(told, Refusal):
            return told
        if told.address.pin != address.pin:  # the rest may come back tidied up
            raise contradiction("another address")
        return _same(told, number).order().view


class RemoteShipments:
    """See `sahay.shop.shipments.Shipments`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def of_order(self, number: str) -> Sequence[Shipment]:
        told = await self._calls.read("listShipments", ("orders", number, "shipments"), wire.Shipments)
        parcels = [wire.shipment(each) for each in told.items] if told else []
        return tuple(sorted(parcels, key=lambda each: each.id))


def _same(told: wire.Order, number: str) -> wire.Order:
    if told.number != number:
        raise contradiction("another order")
    return told
