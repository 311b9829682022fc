"""The check of a shop's API: quiet about one that keeps to the contract, precise about one that does not."""

import pytest

from sahay.shop.memory import MemoryBackend
from sahay.shop.orders import OrderState
from sahay.shop.remote.__main__ import main
from sahay.shop.remote.check import Inspection, Sample, Verdict
from sahay.shop.remote.options import TOKEN, HttpOptions
from tests.fakes import ManualClock
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.remote.peer import answers, misbehaving, problem
from tests.integration.shop.remote.serving import SECRET, ManualPace, opened, served

DELIVERED = "A1005"
PLACED = "A1001"


def shop():
    return MemoryBackend(
        small.ORDERS,
        small.PRODUCTS,
        small.ACCOUNTS,
        points=small.POINTS,
        newsletter=small.NEWSLETTER,
        zones=small.ZONES,
        gst_percent=small.GST_PERCENT,
        hsn=small.HSN,
        rules=small.RULES,
    )


async def inspected(url, sample):
    """What is found, by name."""
    inspection = Inspection(
        HttpOptions(url=url, retry_seconds=()), SECRET, sample, ManualClock(small.NOW), ManualPace()
    )
    try:
        return {each.name: each async for each in inspection.findings()}
    finally:
        await inspection.close()


def having(found, verdict):
    return {name for name, each in found.items() if each.verdict is verdict}


async def test_a_shop_that_keeps_to_the_contract_is_all_right():
    async with served(shop()) as url:
        found = await inspected(url, Sample(order=DELIVERED, change=PLACED))
    assert having(found, Verdict.OK) == set(found)
    assert found["cancelling twice with one key"].detail == "done once"
    assert found["its invoice"].detail.endswith("application/pdf")


async def test_nothing_is_changed_that_was_not_offered():
    backend = shop()
    async with served(backend) as url:
        found = await inspected(url, Sample(order=PLACED))
        async with opened(url) as client:
            assert (await client.orders.find(PLACED)).view.state is OrderState.PLACED
    left_out = {"a change without its key", "cancelling twice with one key", "reinstating twice with one key"}
    assert having(found, Verdict.LEFT_OUT) == left_out
    assert having(found, Verdict.WRONG) == set()


async def test_what_was_tried_with_an_order_is_taken_back():
    backend = shop()
    async with served(backend) as url:
        await inspected(url, Sample(change=PLACED))
    assert (await backend.orders.find(PLACED)).view.state is OrderState.PLACED


async def test_what_cannot_be_tried_is_said():
    async with served(shop()) as url:
        found = await inspected(url, Sample())
    assert found["an order"].detail == "name one with --order"
    assert found["its parcels"].detail == "no order is known"
    assert found["delivery options"].detail == "name a PIN code with --pin"


@pytest.mark.parametrize(
    ("steps", "name", "detail"),
    [
        ([answers(200, {})], "a wrong token is refused", "status 200 instead of 401"),
        ([problem(401), problem(401)], "an order that does not exist", "Unavailable: token_refused"),
        (
            [problem(401), answers(404)],
            "an order that does not exist",
            "BadAnswer: status 404, without problem details",
        ),
        (
            [problem(401), problem(404, "not_found"), answers(200, {"id": "NO-SUCH-THING-0", "name": "", "email": ""})],
            "an account that does not exist",
            "found",
        ),
    ],
)
async def test_what_is_wrong_is_named(steps, name, detail):
    rest = [problem(404, "not_found")] * 10
    async with misbehaving(*steps, *rest) as peer:
        found = await inspected(peer.url, Sample())
    assert (found[name].verdict, found[name].detail) == (Verdict.WRONG, detail)


async def test_the_place_of_a_mistake_is_told():
    async with misbehaving(
        problem(401),
        *[problem(404, "not_found")] * 3,
        answers(200, {"items": [{"sku": "K-1", "name": "Kurta", "price": "899.00"}]}),
    ) as peer:
        found = await inspected(peer.url, Sample())
    assert found["products"].detail.endswith("Expected `int`, got `str` - at `$.items[0].price`")


def test_without_a_token_or_an_address_the_program_says_so(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["remote", "check", "https://shop.invalid"])
    monkeypatch.delenv(TOKEN, raising=False)
    assert main() == 2
    monkeypatch.setattr("sys.argv", ["remote", "check", "http://shop.invalid"])
    assert main() == 2
    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith(f"{TOKEN}: must be")
    assert second.startswith("must begin with https://")
