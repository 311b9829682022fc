"""The shop's invoices, made from its records when they are asked for."""

import asyncio

from sqlalchemy import select

from sahay.shop.invoices import Document
from sahay.shop.own import invoice
from sahay.shop.own.rules import Rules
from sahay.shop.sql.connection import reading
from sahay.shop.sql.rows import read_orders
from sahay.shop.tables import product
from sahay.store.database import Database


class SqlInvoices:
    """See `sahay.shop.invoices.Invoices`."""

    def __init__(self, database: Database, rules: Rules) -> None:
        self._database = database
        self._rules = rules

    async def document(self, order_number: str) -> Document | None:
        async with reading(self._database) as connection:
            order = (await read_orders(connection, [order_number])).get(order_number)
            if order is None or order.view.invoice is None:
                return None
            skus = [item.sku for item in order.view.items]
            rows = await connection.execute(select(product.c.sku, product.c.hsn).where(product.c.sku.in_(skus)))
            hsn = {row.sku: row.hsn for row in rows}
        return await asyncio.to_thread(invoice.document, order, order.view.invoice, hsn, self._rules.shop)
