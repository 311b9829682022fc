"""The demo shop's own API and pages: what anybody sees, and what only who is logged in does."""

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import select, update

from sahay.http.demo.account import ORDERS_PER_MINUTE
from sahay.http.demo.login import COOKIE, LASTS
from sahay.shop import tables
from sahay.shop.demo.seed import seed
from sahay.shop.tables import customer, product
from sahay.store.database import open_database
from tests.fakes import MORNING
from tests.integration.http.conftest import App

ASHA, RAVI = "demo-01", "demo-02"
HTML = {"Accept": "text/html,*/*"}


@pytest.fixture
def environ() -> dict[str, str]:
    return {"SAHAY_DEMO": "1"}


@pytest.fixture(scope="module")
def prepared(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Seeded once for all tests."""
    file = tmp_path_factory.mktemp("seeded") / prepared.name
    shutil.copy(prepared, file)
    asyncio.run(_seed(f"sqlite:///{file}"))
    return file


async def _seed(url: str) -> None:
    database = open_database(url)
    await seed(database, MORNING)
    await database.close()


@asynccontextmanager
async def logged_in(app: App, account: str = ASHA) -> AsyncIterator[httpx.AsyncClient]:
    async with app.client() as browser:
        (await browser.post("/demo/login", json={"account": account})).raise_for_status()
        yield browser


def basket(key: str = "k", **more: Any) -> dict[str, Any]:
    return {"key": key, "lines": [{"sku": "HH-101", "quantity": 2}], "method": "cod", **more}


async def stock(app: App) -> int:
    async with app.services.database.read() as connection:
        left: int = await connection.scalar(select(product.c.stock).where(product.c.sku == "HH-101"))
    return left


async def test_anybody_sees_the_goods(app: App) -> None:
    async with app.client() as browser:
        answer = (await browser.get("/demo/products")).json()

    assert answer["currency"] == "INR"
    first = answer["products"][0]
    assert (first["sku"], first["price"]) == ("CL-201", 899_00)
    assert "कुर्ता" in first["also"]


DELIVERIES = [
    ("pin=380015&value=50000", 200, [("Standard", 79_00)]),  # in Gujarat, for a fee
    ("pin=380015&value=99900", 200, [("Standard", 0)]),  # worth enough to be free
    ("pin=744101", 200, []),  # the islands: not served
    ("pin=38001", 400, None),
    ("pin=012345", 400, None),
    ("pin=", 400, None),
    ("pin=380015&value=-1", 400, None),
    ("pin=380015&value=9999999999", 400, None),
]


async def test_when_it_comes_is_told_by_the_pin_code(app: App) -> None:
    async with app.client() as browser:
        for query, status, ways in DELIVERIES:
            answer = await browser.get(f"/demo/delivery?{query}")
            assert answer.status_code == status, query
            if ways is not None:
                assert [(way["name"], way["charge"]) for way in answer.json()["ways"]] == ways, query


async def test_questions_are_asked_in_a_language_that_is_offered(app: App) -> None:
    async with app.client() as browser:
        assert (await browser.get("/demo/questions?language=hi")).status_code == 200
        assert (await browser.get("/demo/questions?language=xx")).status_code == 400


async def test_an_account_is_told_to_who_is_logged_in_as_it(app: App) -> None:
    async with logged_in(app) as browser:
        account = (await browser.get("/demo/account")).json()
    async with logged_in(app, RAVI) as browser:
        other = (await browser.get("/demo/account")).json()

    assert account["name"] == "Aarav Mehta"
    numbers, others = ({order["number"] for order in each["orders"]} for each in (account, other))
    assert numbers
    assert others
    assert not numbers & others


COOKIES = {
    "none": "",
    "made up": "x.y.z",
    "of another key": "ImRlbW8tMDEi.aSGa7g.VJ8hlZf2",
    "plain": ASHA,
}


async def test_a_cookie_that_is_not_the_shops_opens_nothing(app: App) -> None:
    for kind, cookie in COOKIES.items():
        async with app.client() as browser:
            browser.cookies.set(COOKIE, cookie)
            answers = [
                await browser.get("/demo/account"),
                await browser.post("/demo/token"),
                await browser.post("/demo/orders", json=basket()),
            ]
        assert [answer.status_code for answer in answers] == [401] * 3, kind
        assert all(answer.json()["error"]["code"] == "not_logged_in" for answer in answers)


async def test_a_log_in_ends(app: App) -> None:
    async with logged_in(app) as browser:
        app.clock.forward(LASTS.total_seconds() + 1)
        assert (await browser.get("/demo/account")).status_code == 401
    async with logged_in(app) as browser:
        await browser.post("/demo/logout")
        assert (await browser.get("/demo/account")).status_code == 401


async def test_who_is_no_demo_customer_any_more_is_logged_out(app: App) -> None:
    async with logged_in(app) as browser:
        async with app.services.database.write() as connection:
            await connection.execute(update(customer).where(customer.c.id == ASHA).values(is_demo=False))
        assert (await browser.get("/demo/account")).status_code == 401


async def test_the_cookie_is_kept_from_scripts_and_other_sites(app: App) -> None:
    async with app.client() as browser:
        answer = await browser.post("/demo/login", json={"account": ASHA}, headers={"X-Forwarded-Proto": "http"})

    kept = answer.headers["set-cookie"]
    assert all(word in kept for word in ("HttpOnly", "SameSite=Strict", "Path=/demo"))


async def test_an_order_is_placed_once_and_is_the_customers(app: App) -> None:
    before = await stock(app)
    async with logged_in(app) as browser:
        first = await browser.post("/demo/orders", json=basket())
        again = await browser.post("/demo/orders", json=basket())
        orders = (await browser.get("/demo/account")).json()["orders"]

    assert first.status_code == 201
    assert first.json() == again.json()
    assert orders[0] == first.json()
    assert (orders[0]["state"], orders[0]["total"]) == ("placed", 2 * 649_00)
    assert await stock(app) == before - 2
    async with app.services.database.read() as connection:
        marked = select(tables.order.c.is_demo).where(tables.order.c.number == orders[0]["number"])
        assert await connection.scalar(marked) is True


REFUSED = [
    (basket(lines=[]), 400),
    (basket(lines=[{"sku": "HH-101", "quantity": 0}]), 400),
    (basket(lines=[{"sku": "HH-101", "quantity": 11}]), 400),
    (basket(method="netbanking"), 400),  # the demo takes cash and UPI
    (basket(key=""), 400),
    ({}, 400),
    (basket("twice", lines=[{"sku": "HH-101", "quantity": 1}] * 2), 400),  # the same product twice
    (basket("unknown", lines=[{"sku": "XX-1", "quantity": 1}]), 404),
    (basket("sold", lines=[{"sku": "HH-110", "quantity": 1}]), 409),
    (basket("dear", lines=[{"sku": "CL-211", "quantity": 4}]), 409),  # too much for cash
]


async def test_an_order_that_the_shop_does_not_take(app: App) -> None:
    async with logged_in(app) as browser:
        before = (await browser.get("/demo/account")).json()
        for body, status in REFUSED:
            assert (await browser.post("/demo/orders", json=body)).status_code == status, body
        assert (await browser.get("/demo/account")).json() == before


async def test_orders_are_not_placed_by_the_hundred(app: App) -> None:
    async with logged_in(app) as browser:
        answers = [await browser.post("/demo/orders", json=basket(str(n))) for n in range(ORDERS_PER_MINUTE + 1)]

    assert [answer.status_code for answer in answers] == [201] * ORDERS_PER_MINUTE + [429]


PAGES = {
    "/": 200,
    "/shop/products": 200,
    "/shop/products/HH-101": 200,
    "/shop/cart?add=HH-101:2": 200,
    "/shop/account": 200,
    "/shop/help": 200,
    "/shop/products/HH-999": 404,
    "/shop/products/..%2f..%2fapp.py": 404,
    "/shop/nowhere": 404,
    "/shop/pictures/HH-999.svg": 404,
}


async def test_every_page_has_its_address(app: App) -> None:
    async with app.client() as browser:
        for path, status in PAGES.items():
            answer = await browser.get(path, headers=HTML)
            assert answer.status_code == status, path
            assert answer.headers["content-type"].startswith("text/html"), path
            assert "Saral Store" in answer.text


async def test_a_program_hears_of_a_missing_page_in_json(app: App) -> None:
    async with app.client() as browser:
        answer = await browser.get("/shop/nowhere")

    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


class TestWithoutTheDemo:
    @pytest.fixture
    def environ(self) -> dict[str, str]:
        return {}

    async def test_there_is_the_first_page_and_nothing_else(self, app: App) -> None:
        async with app.client() as browser:
            assert (await browser.get("/", headers=HTML)).status_code == 200
            assert (await browser.get("/shop/account", headers=HTML)).status_code == 404
            for path in ("products", "delivery?pin=380015", "questions", "customers", "account"):
                assert (await browser.get(f"/demo/{path}")).status_code == 404, path
            for path in ("login", "logout", "token", "orders"):
                assert (await browser.post(f"/demo/{path}", json={"account": ASHA})).status_code == 404, path
