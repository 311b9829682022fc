"""The shop in the database, all ports together."""

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from sahay.config import Shop
from sahay.shop import tables
from sahay.shop.backend import Capability, Health
from sahay.shop.parts import OrderPayments, OrderShipments
from sahay.shop.sql.catalogue import SqlCatalogue
from sahay.shop.sql.orders import SqlOrders
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
from sahay.store.database import Database


class SqlBackend:
    """See `sahay.shop.backend.Backend`. The database is the caller's, and stays open."""

    capabilities: frozenset[Capability] = frozenset()

    def __init__(self, database: Database, shop: Shop) -> None:
        self._database = database
        self.orders = SqlOrders(database)
        self.catalogue = SqlCatalogue(database, shop.url)
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
        try:
            async with self._database.read() as connection:
                await connection.execute(select(tables.order.c.number).limit(1))
        except (SQLAlchemyError, OSError) as error:
            return Health(ok=False, detail=type(error).__name__)
        return Health(ok=True)

    async def close(self) -> None:
        pass
