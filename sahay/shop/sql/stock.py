"""The products as an order needs them: their price today, and how many there are."""

from collections.abc import Iterable, Mapping

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop.orders import Item
from sahay.shop.tables import product


async def goods(connection: AsyncConnection, skus: Iterable[str]) -> dict[str, Item]:
    """One piece of each of these products, at today's price."""
    rows = await connection.execute(select(product).where(product.c.sku.in_(list(skus))))
    return {row.sku: Item(row.sku, row.name, 1, row.price, row.gst_percent) for row in rows}


async def take(connection: AsyncConnection, pieces: Mapping[str, int]) -> bool:
    """Take these from the stock, or give back where negative; nothing at all when there are not enough of one.

    Products that nobody counts, or that are no longer sold, are always there.
    """
    sku, stock = product.c.sku, product.c.stock
    counted = select(sku, stock).where(sku.in_(list(pieces)), stock.is_not(None)).order_by(sku).with_for_update()
    rows = (await connection.execute(counted)).all()
    if any(row.stock < pieces[row.sku] for row in rows):
        return False
    for row in rows:
        await connection.execute(update(product).where(sku == row.sku).values(stock=stock - pieces[row.sku]))
    return True
