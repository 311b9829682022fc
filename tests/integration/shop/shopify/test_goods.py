"""Products, the cart and returns of Shopify."""

import pytest

from sahay.shop.backend import OutcomeUnknown
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import ReturnKind, ReturnLine, ReturnReason, ReturnRequest, ReturnState
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.adapters.shopify import product as kept
from tests.integration.shop.shopify.conftest import asks

BOTTLE = "gid://shopify/ProductVariant/11"


async def test_products_by_sku(shop):
    expected = sorted((kept(each) for each in small.PRODUCTS), key=lambda each: each.sku)

    assert await shop.catalogue.products() == expected
    assert [await shop.catalogue.product(each.sku) for each in expected] == expected
    assert [await shop.catalogue.product(each) for each in ("XX-1", "", 'a"b', "11")] == [None] * 4


async def test_every_page_is_read(shop, fake):
    for number in range(1000, 1120):
        fake.variants[f"v{number}"] = fake.variants[BOTTLE] | {"sku": f"N-{number}"}

    assert len(await shop.catalogue.products()) == 125
    assert fake.operations.count("Variants") == 3


async def test_a_variant_is_named_by_its_choice(shop, fake):
    fake.variants[BOTTLE] |= {"title": "L / Blue", "selectedOptions": [{"name": "Size", "value": "L"}]}
    fake.variants[BOTTLE]["product"]["hasOnlyDefaultVariant"] = False

    product = await shop.catalogue.product("HH-103")

    assert product.name == "Copper water bottle 1 litre (L / Blue)"
    assert product.specification["Size"] == "L"


@pytest.mark.parametrize(
    ("change", "stock"),
    [
        ({"inventoryQuantity": 0}, 0),
        ({"inventoryQuantity": -3}, 0),  # oversold
        ({"inventoryPolicy": "CONTINUE"}, None),  # sold beyond the count
        ({"inventoryItem": {"tracked": False}}, None),
    ],
)
async def test_stock(shop, fake, change, stock):
    fake.variants[BOTTLE] |= change

    assert (await shop.catalogue.product("HH-103")).stock == stock


async def test_a_variant_without_sku_goes_by_its_number(shop, fake):
    fake.variants[BOTTLE]["sku"] = ""

    assert (await shop.catalogue.product("11")).sku == "11"


async def test_drafts_are_not_sold(shop, fake):
    fake.variants[BOTTLE]["product"]["status"] = "DRAFT"

    assert await shop.catalogue.product("HH-103") is None
    assert "HH-103" not in [each.sku for each in await shop.catalogue.products()]


async def test_a_cart(shop):
    unknown = shop.catalogue.cart_url([("HH-103", 2)])
    await shop.catalogue.products()

    assert unknown == "https://small.myshopify.com/search?q=HH-103"
    assert shop.catalogue.cart_url([("HH-103", 2), ("CL-201", 1)]) == "https://small.myshopify.com/cart/11:2,12:1"


def wanted(*lines, number="A1005", kind=ReturnKind.REFUND, reason=ReturnReason.SIZE):
    return ReturnRequest(number, kind, tuple(ReturnLine(*line) for line in lines), reason, slot_id="")


async def request(shop, asked, key="m1:return"):
    return await shop.returns.request(asked, key=key, now=small.NOW)


async def test_goods_are_sent_back_once_the_shop_agrees(shop, fake):
    made = await request(shop, wanted(("CL-201", 1)))

    assert (made.state, made.reason, made.lines) == (
        ReturnState.REQUESTED,
        ReturnReason.SIZE,
        (ReturnLine("CL-201", 1),),
    )
    assert list(await shop.returns.of_order("A1005")) == [made]
    assert [each["status"] for each in fake.returns.values()] == ["REQUESTED"]


async def test_a_return_is_asked_for_once(shop, fake):
    fake.trouble(of=asks("ReturnRequest"), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await request(shop, wanted(("CL-201", 2)))

    assert (await request(shop, wanted(("CL-201", 2)))).lines == (ReturnLine("CL-201", 2),)
    assert len(fake.returns) == 1


@pytest.mark.parametrize(
    ("asked", "why"),
    [
        (wanted(("CL-201", 1), number="A9999"), Why.NOT_FOUND),
        (wanted(("CL-201", 3)), Why.INVALID),  # two were sent
        (wanted(("CL-201", 0)), Why.INVALID),
        (wanted(("HH-103", 1)), Why.NOT_FOUND),  # not in the order
        (wanted(("HH-103", 1), number="A1004"), Why.TOO_EARLY),  # still on its way
        (wanted(("HH-103", 1), number="A1006"), Why.NOT_ALLOWED),  # cancelled
        (wanted(), Why.INVALID),
        (wanted(("CL-201", 1), kind=ReturnKind.EXCHANGE), Why.UNSUPPORTED),
    ],
)
async def test_returns_that_are_refused(shop, fake, asked, why):
    refused = await request(shop, asked)

    assert isinstance(refused, Refusal)
    assert refused.why is why
    assert fake.returns == {}


async def test_nothing_is_sent_back_twice(shop):
    await request(shop, wanted(("CL-201", 2)), key="m1")

    assert (await request(shop, wanted(("CL-201", 1)), key="m2")).why is Why.ALREADY_DONE


async def test_a_return_is_called_off(shop, fake):
    made = await request(shop, wanted(("CL-201", 1)))

    gone = await shop.returns.withdraw(made.number, key="k", now=small.NOW)

    assert gone.state is ReturnState.WITHDRAWN
    assert await shop.returns.withdraw(made.number, key="k", now=small.NOW) == gone
    assert fake.operations.count("ReturnCancel") == 1
    assert (await shop.returns.withdraw(made.number, key="k2", now=small.NOW)).why is Why.ALREADY_DONE
    assert (await request(shop, wanted(("CL-201", 2)), key="m2")).state is ReturnState.REQUESTED


async def test_returns_that_cannot_be_called_off(shop, fake):
    made = await request(shop, wanted(("CL-201", 1)))
    next(iter(fake.returns.values()))["status"] = "CLOSED"

    assert (await shop.returns.withdraw(made.number, key="k", now=small.NOW)).why is Why.TOO_LATE
    assert (await shop.returns.withdraw("1", key="k", now=small.NOW)).why is Why.NOT_FOUND
    assert (await shop.returns.withdraw("R-1", key="k", now=small.NOW)).why is Why.NOT_FOUND


async def test_nobody_fetches(shop):
    assert list(await shop.returns.slots("380001", small.NOW)) == []
    assert list(await shop.returns.of_order("A9999")) == []
