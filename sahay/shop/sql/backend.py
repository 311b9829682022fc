"""The shop in the database, all ports together."""

from sqlalchemy import select

from sahay.shop import tables
from sahay.shop.backend import Capability, Health, Unavailable
from sahay.shop.own.rules import Rules
from sahay.shop.parts import OrderPayments, OrderShipments
from sahay.shop.sql.accounts import SqlAccounts
from sahay.shop.sql.catalogue import SqlCatalogue
from sahay.shop.sql.connection import reading
from sahay.shop.sql.customers import SqlLoyalty, SqlReviews, SqlSubscriptions
from sahay.shop.sql.delivery import SqlDelivery
from sahay.shop.sql.invoices import SqlInvoices
from sahay.shop.sql.orders import SqlOrders, SqlRefunds
from sahay.shop.sql.returns import SqlReturns
from sahay.store.database import Database


class SqlBackend:
    """See `sahay.shop.backend.Backend`. The database is the caller's, and stays open."""

    capabilities = frozenset(Capability)

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self.catalogue = SqlCatalogue(database, rules.shop.url)
        self.delivery = SqlDelivery(database)
        self.orders = SqlOrders(database, rules, self.delivery)
        self.shipments = OrderShipments(self.orders)
        self.payments = OrderPayments(self.orders)
        self.refunds = SqlRefunds(database, rules)
        self.returns = SqlReturns(database, rules, self.delivery)
        self.invoices = SqlInvoices(database, rules)
        self.accounts = SqlAccounts(database, rules)
        self.subscriptions = SqlSubscriptions(database)
        self.loyalty = SqlLoyalty(database, rules)
        self.reviews = SqlReviews(database)

    async def health(self) -> Health:
        try:
            async with reading(self._database) as connection:
                await connection.execute(select(tables.order.c.number).limit(1))
        except Unavailable as error:
            return Health(ok=False, detail=str(error))
        return Health(ok=True)

    async def close(self) -> None:
        pass
