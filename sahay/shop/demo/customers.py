"""The customers of the demo shop, whom anybody may log in as: they are not real."""

from dataclasses import dataclass

from sqlalchemy import func, select

from sahay.shop.orders import Address, Customer
from sahay.shop.tables import customer, order
from sahay.store.database import Database

# With whom the demo is tried first, and their orders: placed, out for delivery and delivered; on its way and sent back;
# confirmed, cancelled and delivered.
SUGGESTED = ("demo-01", "demo-02", "demo-07")


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """`orders` is how many there are."""

    id: str
    name: str
    city: str = ""
    orders: int = 0

    @property
    def is_suggested(self) -> bool:
        return self.id in SUGGESTED


async def demo_customers(database: Database) -> list[DemoCustomer]:
    """By name. Never one of a real shop: those are not marked."""
    placed = select(func.count()).where(order.c.customer_id == customer.c.id).scalar_subquery()
    marked = select(customer.c.id, customer.c.name, customer.c.city, placed.label("orders"))
    marked = marked.where(customer.c.is_demo).order_by(customer.c.name, customer.c.id)
    async with database.read() as connection:
        return [DemoCustomer(*row) for row in await connection.execute(marked)]


async def demo_customer(database: Database, customer_id: str) -> Customer | None:
    """One of the demo's, with everything that is known of them; None also where a real one has this id."""
    marked = select(customer).where(customer.c.is_demo, customer.c.id == customer_id)
    async with database.read() as connection:
        row = (await connection.execute(marked)).one_or_none()
    if row is None:
        return None
    return Customer(row.id, row.name, row.email, row.phone, Address(row.address_line, row.city, row.region, row.pin))
