"""The demo in the database: made once a day, and in nobody's way."""

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from sqlalchemy import func, insert, select, update

from sahay.shop import tables
from sahay.shop.catalogue import Product
from sahay.shop.demo.build import build
from sahay.shop.demo.seed import Outcome, listed, seed
from sahay.shop.orders import Address, Customer, Order, OrderState, OrderView
from sahay.shop.sql import SqlBackend
from sahay.shop.sql.catalogue import SqlCatalogue
from sahay.shop.sql.delivery import put_zones
from sahay.shop.sql.rows import customer_row, insert_orders, read_orders
from sahay.shop.zones import Way, Zone
from tests.integration.shop.contract import small_shop as small

DAY = timedelta(days=1)
ADDRESS = Address("1 Some Road", "Surat", "Gujarat", "395007")


async def view(database, number):
    async with database.read() as connection:
        orders = await read_orders(connection, [number])
    return orders[number].view if orders else None


async def counted(database, table):
    async with database.read() as connection:
        return await connection.scalar(select(func.count()).select_from(table))


async def add(database, number, customer, placed_at, *, is_known=False):
    """An order that is not the demo's."""
    own = OrderView(number, customer.name, OrderState.PLACED, placed_at, None, ADDRESS, (), 0, 0, 100, ())
    async with database.write() as connection:
        if not is_known:
            await connection.execute(insert(tables.customer).values(customer_row(customer)))
        await insert_orders(connection, [Order(customer, own)])
    return own


async def test_the_whole_shop_is_stored(database, now):
    assert await seed(database, now) is Outcome.SEEDED
    shop = build(now)
    for order in shop.orders:
        assert await view(database, order.view.number) == order.view
    products = await SqlCatalogue(database, "").products()
    made = sorted(shop.products, key=lambda each: each.sku)
    for product, each in zip(products, made, strict=True):
        assert product == Product(**{field.name: getattr(each, field.name) for field in fields(Product)})
    assert all(product.aliases for product in products)
    assert await counted(database, tables.customer) == len(shop.customers)


async def test_the_second_time_of_a_day_is_skipped(database, now):
    await seed(database, now)
    before = await view(database, "10001")
    assert await seed(database, now + timedelta(hours=11)) is Outcome.SKIPPED
    assert await view(database, "10001") == before


async def test_the_next_day_the_dates_move_along(database, now):
    await seed(database, now)
    assert await seed(database, now + DAY) is Outcome.REFRESHED
    for order in build(now + DAY).orders:
        assert await view(database, order.view.number) == order.view


async def test_what_happened_to_the_demo_is_undone_the_next_day(database, now):
    await seed(database, now)
    async with database.write() as connection:
        await connection.execute(update(tables.order).values(state=OrderState.CANCELLED))
        await connection.execute(update(tables.customer).values(email="changed@example.com"))
        await connection.execute(update(tables.product).values(price=1))
    await seed(database, now + DAY)
    assert {row["state"] for row in await listed(database)} == set(OrderState)
    assert "changed@example.com" not in {row["email"] for row in await listed(database)}
    async with database.read() as connection:
        assert await connection.scalar(select(func.min(tables.product.c.price))) > 1


async def test_other_data_makes_it_anew_on_the_same_day(database, now, monkeypatch):
    await seed(database, now)
    changed = replace(build(now).products[0], price=12345)

    def build_changed(*arguments):
        return replace(build(*arguments), products=(changed, *build(*arguments).products[1:]))

    monkeypatch.setattr("sahay.shop.demo.seed.build", build_changed)
    assert await seed(database, now) is Outcome.REFRESHED
    async with database.read() as connection:
        price = select(tables.product.c.price).where(tables.product.c.sku == changed.sku)
        assert await connection.scalar(price) == 12345


@pytest.mark.parametrize(
    "number",
    [
        "77777",  # one of the shop's own
        "10001",  # one that the demo would take
    ],
)
async def test_orders_that_are_not_the_demos_are_left_alone(database, now, number):
    stranger = Customer("c-1", "A real customer", "real@example.org", "+916500009999", ADDRESS)
    own = await add(database, number, stranger, now)
    for moment in (now, now + DAY):
        await seed(database, moment)
        assert await view(database, number) == own
        assert number not in {row["number"] for row in await listed(database)}


async def test_an_own_order_of_a_demo_customer_stays(database, now):
    await seed(database, now)
    own = await add(database, "77777", build(now).customers[0], now, is_known=True)
    await seed(database, now + DAY)
    assert await view(database, "77777") == own


async def test_an_own_product_and_customer_stay(database, now):
    product = build(now).products[0]
    customer = replace(build(now).customers[0], name="Not the demo's")
    values = {"name": "Ours", "category": "ours", "hsn": "1", "gst_percent": 5, "price": 1}
    async with database.write() as connection:
        await connection.execute(insert(tables.product).values(sku=product.sku, **values))
        await connection.execute(insert(tables.customer).values(customer_row(customer)))
    await seed(database, now)
    async with database.read() as connection:
        row = (await connection.execute(select(tables.product).where(~tables.product.c.is_demo))).one()
        assert (row.sku, row.name) == (product.sku, "Ours")
        name = select(tables.customer.c.name).where(tables.customer.c.id == customer.id)
        assert await connection.scalar(name) == "Not the demo's"


async def test_the_list_has_the_contacts_that_prove(database, now):
    await seed(database, now)
    rows = await listed(database)
    assert rows == [
        {
            "number": order.view.number,
            "email": order.customer.email,
            "phone": order.customer.phone,
            "state": order.view.state,
        }
        for order in build(now).orders
    ]


async def test_the_customers_have_what_the_demo_says_of_them(database, now):
    await seed(database, now)
    backend = SqlBackend(database, small.RULES)
    shop = build(now)
    for customer in shop.customers:
        own = shop.habits[customer.id]
        account = await backend.accounts.get(customer.id)
        assert account.kind is own.kind
        assert account.addresses == (customer.address, *filter(None, [own.office]))
        assert await backend.subscriptions.newsletter(customer.email) is own.reads_newsletter
        points = await backend.loyalty.points(customer.id)
        assert points == (own.points and replace(own.points, worth=own.points.balance * 1_00))
        ways = await backend.delivery.options(customer.address.pin, 500_00)
        assert [way.charge for way in ways] == [79_00]
    assert {own.reads_newsletter for own in shop.habits.values()} == {True, False}
    assert None in {own.points for own in shop.habits.values()}


async def test_some_places_are_not_served(database, now):
    await seed(database, now)
    delivery = SqlBackend(database, small.RULES).delivery
    assert [list(await delivery.options(pin)) for pin in ("194101", "744101", "682555", "900001")] == [[]] * 4


async def test_what_customers_changed_of_themselves_is_undone_the_next_day(database, now):
    await seed(database, now)
    backend = SqlBackend(database, small.RULES)
    somebody = build(now).customers[0]
    before = await backend.accounts.get(somebody.id)
    await backend.accounts.add_address(somebody.id, small.KOCHI, key="k1", now=now)
    reads = await backend.subscriptions.newsletter(somebody.email)
    await backend.subscriptions.set_newsletter(somebody.email, not reads, key="k2", now=now)
    await seed(database, now + DAY)
    assert await backend.accounts.get(somebody.id) == before
    assert await backend.subscriptions.newsletter(somebody.email) is reads


async def test_an_own_delivery_zone_stays(database, now):
    own = Zone("38", (Way("By bicycle", 10_00, (1, 1)),))
    async with database.write() as connection:
        await put_zones(connection, [own])
    await seed(database, now)
    (way,) = await SqlBackend(database, small.RULES).delivery.options("380001")
    assert way.name == "By bicycle"
