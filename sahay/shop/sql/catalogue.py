"""The shop's products in the database."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, select

from sahay.shop.catalogue import Product, cart_url
from sahay.shop.sql.connection import reading
from sahay.shop.tables import product
from sahay.store.database import Database


class SqlCatalogue:
    """See `sahay.shop.catalogue.Catalogue`."""

    def __init__(self, database: Database, shop_url: str) -> None:
        self._database = database
        self._shop_url = shop_url

    async def products(self) -> Sequence[Product]:
        async with reading(self._database) as connection:
            listed = [_product(row) for row in await connection.execute(select(product))]
        return sorted(listed, key=lambda each: each.sku)  # not by SQL: databases order letters in different ways

    async def product(self, sku: str) -> Product | None:
        async with reading(self._database) as connection:
            row = (await connection.execute(select(product).where(product.c.sku == sku))).one_or_none()
        return _product(row) if row else None

    def cart_url(self, lines: Sequence[tuple[str, int]]) -> str:
        return cart_url(self._shop_url, lines)


def _product(row: Row[Any]) -> Product:
    return Product(
        sku=row.sku,
        name=row.name,
        aliases=tuple(row.aliases),
        category=row.category,
        price=row.price,
        stock=row.stock,
        url=row.url,
        specification=row.specification,
        warranty_months=row.warranty_months,
        return_days=row.return_days,
    )
