"""The shop's own tables as a backend that only reads."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Label, Select, false, func, or_
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.config import Shop
from sahay.shop.accounts import Account
from sahay.shop.backend import Capability, Health, Unavailable
from sahay.shop.catalogue import Product, cart_url
from sahay.shop.mapped.reading import Reader, Row
from sahay.shop.mapped.tables import Tables
from sahay.shop.orders import Order, OrderView
from sahay.shop.parts import OrderPayments, OrderShipments
from sahay.shop.sql.connection import reading
from sahay.shop.sql.options import SqlOptions
from sahay.shop.unsupported import (
    NoDelivery,
    NoInvoices,
    NoLoyalty,
    NoRefunds,
    NoReturns,
    NoReviews,
    NoSubscriptions,
    ReadOnlyAccounts,
    ReadOnlyOrders,
)
from sahay.store.database import Database

DIGITS = 18  # more than a BIGINT has room for are no number


class Records:
    """What is read from the tables, in one transaction each."""

    def __init__(self, database: Database, tables: Tables, reader: Reader) -> None:
        self._database = database
        self._tables = tables
        self.reader = reader

    async def orders(self, key: str, value: str, limit: int | None = None) -> list[Order]:
        """The orders whose column `key` is `value`, the latest first. The same queries whether there are any."""
        column = self._tables.column
        wanted = self._tables.select("orders").where(_equal(column("orders", key), value))
        wanted = wanted.order_by(column("orders", "placed_at").desc(), column("orders", "number").desc()).limit(limit)
        async with reading(self._database) as connection:
            heads = await _rows(connection, wanted)
            numbers, buyers = ([head[name] for head in heads] for name in ("number", "customer"))
            of_orders = self._tables.select("items").where(column("items", "order").element.in_(numbers))
            items: defaultdict[Any, list[Row]] = defaultdict(list)
            for row in await _rows(connection, of_orders):
                items[row["order"]].append(row)
            of_buyers = self._tables.select("customers").where(column("customers", "id").element.in_(buyers))
            customers = {row["id"]: row for row in await _rows(connection, of_buyers)}
        return [
            self.reader.order(head, customers[head["customer"]], items[head["number"]])
            for head in heads
            if head["customer"] in customers
        ]

    async def customers(self, **wanted: str) -> list[Row]:
        """Who has one of these values, e-mail addresses in any case."""
        column = self._tables.column
        matches = [
            func.lower(column("customers", key).element) == value.lower()
            if key == "email"
            else _equal(column("customers", key), value)
            for key, value in wanted.items()
        ]
        async with reading(self._database) as connection:
            return await _rows(connection, self._tables.select("customers").where(or_(*matches)))

    async def products(self, sku: str | None = None) -> list[Row]:
        query = self._tables.select("products")
        if sku is not None:
            query = query.where(_equal(self._tables.column("products", "sku"), sku))
        async with reading(self._database) as connection:
            return await _rows(connection, query)


class MappedOrders(ReadOnlyOrders):
    """See `sahay.shop.orders.Orders`."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def find(self, number: str) -> Order | None:
        return next(iter(await self._records.orders("number", number, 1)), None)

    async def of_customer(self, customer_id: str, limit: int = 10) -> Sequence[OrderView]:
        return [order.view for order in await self._records.orders("customer", customer_id, limit)]


class MappedAccounts(ReadOnlyAccounts):
    """See `sahay.shop.accounts.Accounts`."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def get(self, account_id: str) -> Account | None:
        return next(map(self._records.reader.account, await self._records.customers(id=account_id)), None)

    async def having(self, contact: str) -> Sequence[Account]:
        found = await self._records.customers(email=contact, phone=contact) if contact else ()
        return [self._records.reader.account(row) for row in found]


class MappedCatalogue:
    """See `sahay.shop.catalogue.Catalogue`."""

    def __init__(self, records: Records, shop_url: str) -> None:
        self._records = records
        self._shop_url = shop_url

    async def products(self) -> Sequence[Product]:
        found = map(self._records.reader.product, await self._records.products())
        return sorted(found, key=lambda product: product.sku)

    async def product(self, sku: str) -> Product | None:
        return next(map(self._records.reader.product, await self._records.products(sku)), None)

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        return cart_url(self._shop_url, lines)


class MappedBackend:
    """See `sahay.shop.backend.Backend`. Changes are for people: nothing is written to the shop's tables."""

    capabilities: frozenset[Capability] = frozenset()

    def __init__(self, database: Database, tables: Tables, options: SqlOptions, shop: Shop) -> None:
        """`database` is this backend's own, and closed with it."""
        self._database = database
        self._records = Records(database, tables, Reader(options, shop.timezone))
        self.orders = MappedOrders(self._records)
        self.accounts = MappedAccounts(self._records)
        self.catalogue = MappedCatalogue(self._records, shop.url)
        self.shipments = OrderShipments(self.orders)
        self.payments = OrderPayments(self.orders)
        self.delivery = NoDelivery()
        self.refunds = NoRefunds()
        self.returns = NoReturns()
        self.invoices = NoInvoices()
        self.subscriptions = NoSubscriptions()
        self.loyalty = NoLoyalty()
        self.reviews = NoReviews()

    async def health(self) -> Health:
        try:
            await self._records.orders("number", "0", 1)
        except Unavailable as error:
            return Health(ok=False, detail=str(error))
        return Health(ok=True)

    async def close(self) -> None:
        await self._database.close()


async def _rows(connection: AsyncConnection, query: Select[Any]) -> list[Row]:
    return [dict(row) for row in (await connection.execute(query)).mappings()]


def _equal(column: Label[Any], text: str) -> ColumnElement[bool]:
    """The column is `text`: as a number where the shop keeps numbers, and nothing where it is none. Where it keeps
    text, small letters and a "#" before an order's number are the same: nobody says them."""
    bare = column.element
    if bare.type.python_type is int:
        return bare == int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS else false()
    return bare.in_([text, text.lower(), f"#{text}"]) if column.name == "number" else bare == text
