"""The shop's products in the database."""

from sqlalchemy import select

from sahay.shop.catalogue import Product
from sahay.shop.tables import product
from sahay.store.database import Database


class SqlCatalogue:
    """See `sahay.shop.catalogue.Catalogue`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def products(self) -> list[Product]:
        async with self._database.read() as connection:
            rows = await connection.execute(select(product.c.sku, product.c.name, product.c.aliases))
            listed = [Product(row.sku, row.name, tuple(row.aliases)) for row in rows]
        return sorted(listed, key=lambda each: each.sku)  # not by SQL: databases order letters in different ways
