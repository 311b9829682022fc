"""A shop in tables of its own, read by what sahay.yml says of them, and never written."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from sahay.config import ConfigError, load_settings
from sahay.shop.backend import BadAnswer, Capability
from sahay.shop.opening import SHOP_DATABASE, open_backend
from sahay.shop.orders import Address, OrderState
from sahay.shop.refusal import Refusal, Why
from sahay.store.database import open_database

INDIA = ZoneInfo("Asia/Kolkata")
TABLES = """
CREATE TABLE sales (
    order_no TEXT, buyer INTEGER, status TEXT, made TEXT, sum NUMERIC, ship NUMERIC, got TEXT, due TEXT
);
CREATE TABLE sale_lines (sale TEXT, code TEXT, title TEXT, pieces INTEGER, each NUMERIC);
CREATE TABLE people (nr INTEGER, fullname TEXT, mail TEXT, tel TEXT, street TEXT, town TEXT, zip TEXT);
CREATE TABLE goods (code TEXT, title TEXT, cost NUMERIC, kind TEXT, left_over INTEGER);
INSERT INTO people VALUES
    (7, 'Asha Patel', 'Asha@Example.com', '+919825012345', '4 Relief Road', 'Ahmedabad', '380001');
INSERT INTO people VALUES (8, 'Ravi Nair', 'ravi@example.com', NULL, NULL, NULL, NULL);
INSERT INTO goods VALUES ('K1', 'Kurta', 899.50, 'clothing', 3), ('B1', 'Bottle', 799, NULL, NULL);
INSERT INTO sales VALUES ('so-10', 7, 'sent', '2026-11-18 10:00:00', 1878.50, 79.50, NULL, '2026-11-24');
INSERT INTO sales VALUES ('SO-11', 7, 'delivered', '2026-11-10T10:00:00+05:30', 799, NULL, '2026-11-15 18:00:00', NULL);
INSERT INTO sales VALUES ('#12', 8, 'lost in space', '2026-11-10 10:00:00', 799, NULL, NULL, NULL);
INSERT INTO sales VALUES ('SO-13', 8, 'paid', 'last Tuesday', 799, NULL, NULL, NULL);
INSERT INTO sale_lines VALUES ('so-10', 'K1', 'Kurta', 2, 899.50), ('SO-11', 'B1', 'Bottle', 1, 799);
"""
SECTION = """
backend:
  kind: sql
  amounts: units
  states: {sent: shipped, paid: confirmed}
  tables:
    orders: {table: sales, number: order_no, customer: buyer, state: status, placed_at: made, total: sum,
             delivery_charge: ship, delivered_at: got, expected_on: due}
    items: {table: sale_lines, order: sale, sku: code, name: title, quantity: pieces, unit_price: each}
    customers: {table: people, id: nr, name: fullname, email: mail, phone: tel, address_line: street, city: town,
                pin: zip}
    products: {table: goods, sku: code, name: title, price: cost, category: kind, stock: left_over}
"""
SHOP = "shop: {name: S, url: 'https://s.example', email: a@s.example, phone: '+91 79 4000 1234'}\n"


@pytest.fixture
async def shop_url(tmp_path):
    url = f"sqlite:///{tmp_path / 'shop.db'}"
    database = open_database(url)
    async with database.write() as connection:
        for statement in filter(str.strip, TABLES.split(";")):
            await connection.execute(text(statement))
    await database.close()
    return url


@pytest.fixture
async def opened(tmp_path, shop_url):
    """Opens the shop that a section describes."""
    backends = []

    def open_with(section=SECTION):
        file = tmp_path / "my.yml"
        file.write_text(SHOP + section)
        settings = load_settings(file, {"SAHAY_VAR": str(tmp_path)})
        backends.append(open_backend(settings, None, {SHOP_DATABASE: shop_url}))
        return backends[-1]

    yield open_with
    for backend in backends:
        await backend.close()


async def test_an_order_is_read_with_its_customer_and_items(opened):
    order = await opened().orders.find("SO-10")
    view = order.view
    assert (order.customer.id, order.customer.email, view.customer_name) == ("7", "Asha@Example.com", "Asha Patel")
    assert (view.number, view.state) == ("so-10", OrderState.SHIPPED)
    assert (view.total, view.delivery_charge, view.discount) == (1_878_50, 79_50, 0)
    assert view.placed_at == datetime(2026, 11, 18, 10, tzinfo=INDIA)  # the shop's own time
    assert view.expected_on.isoformat() == "2026-11-24"
    assert [(item.sku, item.quantity, item.unit_price) for item in view.items] == [("K1", 2, 899_50)]
    assert view.address == Address("4 Relief Road", "Ahmedabad", "", "380001")  # the customer's, for want of its own


async def test_states_may_be_ours_and_moments_may_have_a_zone(opened):
    view = (await opened().orders.find("SO-11")).view
    assert view.state is OrderState.DELIVERED
    assert view.placed_at == datetime(2026, 11, 10, 4, 30, tzinfo=UTC)
    assert view.delivered_at == datetime(2026, 11, 15, 18, tzinfo=INDIA)


@pytest.mark.parametrize("number", ["", "SO-1", "99", "' OR 1=1 --"])
async def test_what_is_not_there_is_not_found(opened, number):
    assert await opened().orders.find(number) is None


@pytest.mark.parametrize("number", ["12", "SO-13"])
async def test_what_makes_no_sense_is_said(opened, number):
    """A state that nobody named; a moment that is none."""
    with pytest.raises(BadAnswer):
        await opened().orders.find(number)


async def test_customers_and_their_orders(opened):
    backend = opened()
    (account,) = await backend.accounts.having("asha@example.com")
    assert await backend.accounts.get("7") == account == (await backend.accounts.having("+919825012345"))[0]
    assert [view.number for view in await backend.orders.of_customer("7")] == ["so-10", "SO-11"]
    assert await backend.accounts.get("x") is None
    (ravi,) = await backend.accounts.having("ravi@example.com")
    assert (ravi.phone, ravi.addresses) == ("", ())


async def test_products(opened):
    backend = opened()
    bottle, kurta = await backend.catalogue.products()
    assert (bottle.sku, bottle.price, bottle.stock) == ("B1", 799_00, None)
    assert await backend.catalogue.product("K1") == kurta
    assert (kurta.price, kurta.stock, kurta.category) == (899_50, 3, "clothing")
    assert await backend.catalogue.product("k1") is None


async def test_it_only_reads(opened):
    backend = opened()
    assert backend.capabilities == frozenset()
    refused = await backend.orders.cancel("SO-10", fee=0, reason="", key="k", now=datetime.now(UTC))
    assert refused == Refusal(Why.UNSUPPORTED)
    assert Capability.CANCEL_ORDER not in backend.capabilities
    assert (await backend.health()).ok


@pytest.mark.parametrize(
    ("right", "wrong", "complaint"),
    [
        ("table: sales", "table: sale", "backend.tables.orders.table: there is no table sale"),
        ("state: status", "state: stat", "backend.tables.orders.state: sales has no column stat"),
        ("pin: zip", "pin: postcode", "backend.tables.customers.pin: people has no column postcode"),
        (" sku: code, name: title, price", " name: title, price", "backend.tables: products: sku is missing"),
        ("kind, stock", "kind, stocks", "backend.tables: products: stocks is not known; known are table, sku, name"),
        ("sent: shipped", "sent: shiped", "backend.states: must be placed or confirmed"),
        ("amounts: units", "amounts: rupees", "backend.amounts: must be hundredths or units, not 'rupees'"),
        ("    items:", "    lines:", "backend.tables: items is missing"),
    ],
)
async def test_a_mistake_is_said_with_its_key_at_the_start(opened, right, wrong, complaint):
    assert right in SECTION
    with pytest.raises(ConfigError) as refused:
        opened(SECTION.replace(right, wrong))
    assert str(refused.value).startswith(f"my.yml: {complaint}")


async def test_a_database_that_is_not_there_is_said(tmp_path):
    file = tmp_path / "my.yml"
    file.write_text(SHOP + SECTION)
    settings = load_settings(file, {"SAHAY_VAR": str(tmp_path)})
    with pytest.raises(ConfigError, match=r"my\.yml: backend\.tables"):
        open_backend(settings, None, {SHOP_DATABASE: "postgresql://nobody:secret@127.0.0.1:1/x"})
