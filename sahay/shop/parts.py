"""Shipments and payments of shops that keep them with the order."""

from collections.abc import Sequence

from sahay.shop.orders import Orders, Payment, Shipment


class OrderShipments:
    """See `sahay.shop.shipments.Shipments`."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    async def of_order(self, number: str) -> Sequence[Shipment]:
        order = await self._orders.find(number)
        return sorted(order.view.shipments, key=lambda parcel: parcel.id) if order else ()


class OrderPayments:
    """See `sahay.shop.payments.Payments`."""

    def __init__(self, orders: Orders) -> None:
        self._orders = orders

    async def of_order(self, number: str) -> Sequence[Payment]:
        order = await self._orders.find(number)
        return sorted(order.view.payments, key=lambda payment: (payment.at, payment.id)) if order else ()
