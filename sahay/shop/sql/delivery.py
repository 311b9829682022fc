"""The shop's delivery zones in the database."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from sahay.shop import zones
from sahay.shop.delivery import DeliveryOption
from sahay.shop.sql.connection import reading
from sahay.shop.tables import way, zone
from sahay.shop.zones import Way, Zone
from sahay.store.database import Database


class SqlDelivery:
    """See `sahay.shop.delivery.Delivery`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def options(self, pin: str, value: int = 0) -> Sequence[DeliveryOption]:
        return zones.options(await self.zone(pin), value)

    async def zone(self, pin: str) -> Zone | None:
        """The zone to which the PIN code belongs."""
        named = zones.prefixes(pin)
        async with reading(self._database) as connection:
            rows = (await connection.execute(select(zone).where(zone.c.prefix.in_(named)))).all()
            found = max(rows, key=lambda row: len(row.prefix), default=None)
            if found is None:
                return None
            ways = (await connection.execute(select(way).where(way.c.prefix == found.prefix))).all()
        return Zone(found.prefix, tuple(map(_way, ways)), found.fetches)


def _way(row: Row[Any]) -> Way:
    return Way(row.name, row.charge, (row.fewest_days, row.most_days), row.free_from, row.cash_up_to)


async def put_zones(connection: AsyncConnection, served: Iterable[Zone], *, is_demo: bool = False) -> None:
    """Add zones, in the place of those with the same prefix."""
    for each in served:
        await connection.execute(delete(zone).where(zone.c.prefix == each.prefix))
        row = {"prefix": each.prefix, "fetches": each.fetches, "is_demo": is_demo}
        await connection.execute(zone.insert().values(row))
        ways = [
            {
                "prefix": each.prefix,
                "name": one.name,
                "charge": one.charge,
                "free_from": one.free_from,
                "cash_up_to": one.cash_up_to,
                "fewest_days": one.days[0],
                "most_days": one.days[1],
            }
            for one in each.ways
        ]
        if ways:
            await connection.execute(way.insert(), ways)
