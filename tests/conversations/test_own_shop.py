"""Each script's customer and orders, and what their names stand for. No model is needed for this."""

from collections.abc import AsyncIterator
from dataclasses import asdict

import pytest
import pytest_asyncio

from sahay.config import Settings, load_settings
from sahay.domain.clock import SystemClock
from sahay.mail import Mail
from sahay.mail.sql import SqlOutbox
from sahay.shop.identity import Method
from sahay.shop.identity.sql import SqlIdentities
from sahay.shop.orders import OrderState
from sahay.shop.sql.rows import read_orders
from sahay.store.database import Database, open_database
from sahay.store.migrate import migrate
from tests.conversations.own_orders import PLANS
from tests.conversations.own_shop import OwnShops, filled
from tests.conversations.script import Script, mentioned, script_of


@pytest.fixture
def settings(tmp_path) -> Settings:
    return load_settings(environ={"SAHAY_VAR": str(tmp_path)})


@pytest_asyncio.fixture
async def database(settings: Settings) -> AsyncIterator[Database]:
    await migrate(settings.database_url)
    database = open_database(settings.database_url)
    yield database
    await database.close()


@pytest.fixture
def shops(settings: Settings, database: Database) -> OwnShops:
    return OwnShops(settings, database)


def script(says: str, **more) -> Script:
    return script_of({"conversation": "a script", "turns": [{"says": says, "bot": []}], **more})


async def test_every_order_that_can_be_named_is_one_of_a_shop(shops: OwnShops, database: Database):
    own = await shops.open(script("hello", shop=list(PLANS)), "c-1")
    async with database.read() as connection:
        found = await read_orders(connection, list(own.orders.values()))

    orders = {name: found[number] for name, number in own.orders.items()}
    assert {name: order.view.state for name, order in orders.items()} == {name: PLANS[name].state for name in PLANS}
    assert {order.customer.id for order in orders.values()} == {own.customer.id}
    for name, order in orders.items():
        view = order.view
        reached = [milestone.at for milestone in view.milestones]
        assert view.milestones[0].state is OrderState.PLACED, name
        assert view.milestones[-1].state is view.state, name
        assert sorted(reached) == reached, name
        assert reached[0] == view.placed_at, name
        assert sum(item.total for item in view.items) == view.total, name
        assert bool(view.invoice) == bool(view.shipments) == (OrderState.SHIPPED in _states(view)), name


def _states(view) -> list[OrderState]:
    return [milestone.state for milestone in view.milestones]


async def test_names_are_those_of_this_script_alone(shops: OwnShops):
    said = "{placed}|{placed2}|{placed_hi}|{stranger}|{email}|{stranger_email}|{new_email}|{phone}|{mobile}"
    first, second = [await shops.open(script(said), conversation) for conversation in ("c-1", "c-2")]

    assert first.orders.keys() == {"placed", "placed2", "stranger"}
    told = [filled(said, own.names).split("|") for own in (first, second)]
    assert not set(told[0]) & set(told[1])
    assert len(set(told[0])) == len(told[0])
    assert first.names["placed_hi"] != first.names["placed"]
    assert int(first.names["placed_hi"]) == int(first.names["placed"])  # int reads Devanagari digits


async def test_the_strangers_orders_are_the_strangers(shops: OwnShops, database: Database):
    own = await shops.open(script("{stranger}"), "c-1")
    async with database.read() as connection:
        (order,) = (await read_orders(connection, list(own.orders.values()))).values()

    assert order.customer.email == own.stranger.email != own.customer.email


async def test_the_order_that_is_named_first_is_the_latest(shops: OwnShops, database: Database):
    own = await shops.open(script("{shipped} {placed}", shop=["delivered"]), "c-1")
    async with database.read() as connection:
        found = await read_orders(connection, list(own.orders.values()))

    by_age = sorted(found.values(), key=lambda order: order.view.placed_at, reverse=True)
    assert [order.view.state for order in by_age] == [OrderState.DELIVERED, OrderState.SHIPPED, OrderState.PLACED]


@pytest.mark.parametrize("said", ["{plaecd}", "{shipped_fr}", "{password}"])
async def test_a_name_that_stands_for_nothing_is_an_error(shops: OwnShops, said: str):
    with pytest.raises(KeyError, match="stands for nothing"):
        await shops.open(script(said), "c-1")


@pytest.mark.parametrize("method", [Method.LOGIN, Method.PHONE])
async def test_a_known_customer_is_known(shops: OwnShops, settings: Settings, database: Database, method: Method):
    own = await shops.open(script("hello", known=method.value), "c-1")
    identity = await SqlIdentities.from_settings(settings, database).of("c-1", SystemClock().now())

    assert identity
    assert (identity.account_id, identity.method) == (own.customer.id, method)


async def test_the_code_is_the_last_that_was_sent(shops: OwnShops, settings: Settings, database: Database):
    own = await shops.open(script("{code}"), "c-1")
    with pytest.raises(LookupError):
        await shops.later(("code",), own)

    outbox = SqlOutbox.from_settings(settings, database, SystemClock())
    for to, code in ((own.customer.email, "123456"), (own.customer.email, "234567"), ("asha@example.com", "345678")):
        await outbox.put(Mail("code", to, "Code", f"The code is {code}.", "en"), key=code)

    assert await shops.later(("code", "email"), own) == {"code": "234567"}


async def test_what_is_no_name_stays(shops: OwnShops):
    own = await shops.open(script("{placed}"), "c-1")
    raw = asdict(
        script_of(
            {
                "conversation": "a script",
                "turns": [
                    {"taps": '/inform{"order_number": "{placed}"}', "bot": [r"/\d{5}/"], "slots": {"task": None}}
                ],
            }
        ).turns[0]
    )

    assert list(mentioned(raw)) == ["placed"]
    assert filled(raw, own.names) == raw | {"taps": f'/inform{{"order_number": "{own.orders["placed"]}"}}'}
