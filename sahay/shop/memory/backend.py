"""The shop in memory, all ports together."""

from collections.abc import Iterable

from sahay.shop.backend import Capability, Health
from sahay.shop.catalogue import Product
from sahay.shop.memory.catalogue import MemoryCatalogue
from sahay.shop.memory.orders import MemoryOrders
from sahay.shop.orders import Order
from sahay.shop.parts import OrderPayments, OrderShipments
from sahay.shop.unsupported import (
    NoAccounts,
    NoDelivery,
    NoInvoices,
    NoLoyalty,
    NoRefunds,
    NoReturns,
    NoReviews,
    NoSubscriptions,
)


class MemoryBackend:
    """See `sahay.shop.backend.Backend`."""

    capabilities: frozenset[Capability] = frozenset()

    def __init__(self, orders: Iterable[Order] = (), products: Iterable[Product] = ()) -> None:
        self.orders = MemoryOrders(orders)
        self.catalogue = MemoryCatalogue(products)
        self.shipments = OrderShipments(self.orders)
        self.payments = OrderPayments(self.orders)
        self.delivery = NoDelivery()
        self.refunds = NoRefunds()
        self.returns = NoReturns()
        self.invoices = NoInvoices()
        self.accounts = NoAccounts()
        self.subscriptions = NoSubscriptions()
        self.loyalty = NoLoyalty()
        self.reviews = NoReviews()

    async def health(self) -> Health:
        return Health(ok=True)

    async def close(self) -> None:
        pass
