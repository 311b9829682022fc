"""The demo shop's log-in: its own customers, and nobody else."""

import pytest
from sqlalchemy import insert

from sahay.http.identify import ADDRESS
from sahay.shop.tables import customer
from tests.integration.http.conftest import App

NOWHERE = {"address_line": "", "city": "", "region": "", "pin": ""}
PEOPLE = [
    {"id": "demo-2", "name": "Ravi", "email": "r@example.com", "phone": "+919811100002", "is_demo": True},
    {"id": "demo-1", "name": "Asha", "email": "a@example.com", "phone": "+919811100001", "is_demo": True},
    {"id": "c-1", "name": "Real", "email": "x@example.com", "phone": "+919811100009", "is_demo": False},
]


@pytest.fixture
def environ() -> dict[str, str]:
    return {"SAHAY_DEMO": "1"}


@pytest.fixture(autouse=True)
async def people(app: App) -> None:
    async with app.services.database.write() as connection:
        await connection.execute(insert(customer), [person | NOWHERE for person in PEOPLE])


async def test_who_may_be_logged_in_as_are_the_demos_customers(app: App) -> None:
    async with app.client() as page:
        answer = await page.get("/demo/customers")

    assert [(each["id"], each["name"]) for each in answer.json()] == [("demo-1", "Asha"), ("demo-2", "Ravi")]


async def test_the_token_is_believed(app: App) -> None:
    async with app.client(await app.session()) as page:
        token = (await page.post("/demo/login", json={"account": "demo-1"})).json()["token"]
        answer = await page.post(ADDRESS, json={"token": token})

    assert answer.status_code == 200


async def test_nobody_is_logged_in_as_somebody_real(app: App) -> None:
    async with app.client() as page:
        for account in ("c-1", "c-999", "", "' OR 1=1 --", "DEMO-1"):
            answer = await page.post("/demo/login", json={"account": account})
            assert answer.status_code == 404, account
            assert "token" not in answer.json()
            assert "set-cookie" not in answer.headers


async def test_a_body_that_is_none_is_refused(app: App) -> None:
    async with app.client() as page:
        for body in ({}, {"account": 1}, {"account": "x" * 65}):
            assert (await page.post("/demo/login", json=body)).status_code == 400, body
