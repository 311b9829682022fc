"""The customers of the demo shop, whom anybody may log in as: they are not real."""

from dataclasses import dataclass

from sqlalchemy import select

from sahay.shop.tables import customer
from sahay.store.database import Database


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    id: str
    name: str


async def demo_customers(database: Database) -> list[DemoCustomer]:
    """By name. Never one of a real shop: those are not marked."""
    marked = select(customer.c.id, customer.c.name).where(customer.c.is_demo).order_by(customer.c.name, customer.c.id)
    async with database.read() as connection:
        return [DemoCustomer(row.id, row.name) for row in await connection.execute(marked)]
