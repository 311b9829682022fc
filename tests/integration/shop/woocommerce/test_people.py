"""Accounts and reviews of WooCommerce."""

import pytest

from sahay.shop.accounts import AccountChanges, AccountKind
from sahay.shop.backend import OutcomeUnknown
from sahay.shop.refusal import Refusal, Why
from tests.fakes_shops.http import Response
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.woocommerce.conftest import asks


async def create(shop, email="meena@example.com", phone="+919825099999", key="m1:account"):
    return await shop.accounts.create("Meena Kumari Shah", email, phone, key=key, now=small.NOW)


async def edit(shop, account_id="101", key="m1:edit", **changes):
    return await shop.accounts.edit(account_id, AccountChanges(**changes), key=key, now=small.NOW)


async def review(shop, sku="HH-103", account_id="101", stars=4, text="Keeps cold", key="m1:review"):
    return await shop.reviews.add(sku, account_id, stars, text, key=key, now=small.NOW)


@pytest.mark.parametrize("account_id", ["101", "999", "c-asha", "", "0", "1e2", "٣"])
async def test_an_account_by_its_id(shop, account_id):
    account = await shop.accounts.get(account_id)

    assert account is None or (account.name, account.email, account.phone, account.addresses) == (
        "Asha Patel",
        "asha@example.com",
        "+919825012345",
        (small.AHMEDABAD,),
    )
    assert (account is not None) is (account_id == "101")


@pytest.mark.parametrize(
    ("contact", "ids"),
    [
        ("asha@example.com", ["101"]),
        ("RAVI@EXAMPLE.COM", ["102"]),
        ("+919825012345", ["101"]),  # found by her orders
        ("98250 54321", ["102"]),
        ("nobody@example.com", []),
        ("+919825000000", []),
        ("neither", []),
    ],
)
async def test_accounts_by_contact(shop, contact, ids):
    assert [account.id for account in await shop.accounts.having(contact)] == ids


async def test_a_search_that_finds_too_much_is_looked_through(shop, fake):
    fake.trouble(of=asks("GET", "customers"), instead=Response(200, list(fake.customers.values())))

    assert [account.id for account in await shop.accounts.having("asha@example.com")] == ["101"]


async def test_an_account_is_made_once(shop, fake):
    fake.trouble(of=asks("POST", "customers"), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await create(shop)

    account = await create(shop)

    assert (account.name, account.email, account.phone) == ("Meena Kumari Shah", "meena@example.com", "+919825099999")
    assert len(fake.customers) == 3
    assert len(fake.asked("POST", "customers")[0].body["password"]) >= 24
    assert (await create(shop, key="m2:account")).why is Why.EXISTS


@pytest.mark.parametrize(
    ("email", "phone", "why"),
    [
        ("Asha@Example.com", "", Why.EXISTS),
        ("new@example.com", "+919825012345", Why.EXISTS),  # her number
        ("no address", "", Why.INVALID),
    ],
)
async def test_accounts_that_are_not_made(shop, fake, email, phone, why):
    assert (await create(shop, email, phone)).why is why
    assert len(fake.customers) == 2


async def test_an_account_is_changed(shop, fake):
    account = await edit(
        shop, name="Asha Shah", email="as@example.com", phone="+919825011111", kind=AccountKind.BUSINESS
    )

    assert (account.name, account.email, account.phone) == ("Asha Shah", "as@example.com", "+919825011111")
    assert account.kind is AccountKind.BUSINESS
    assert account == await shop.accounts.get("101") == await edit(shop, name="Asha Shah")
    assert len(fake.asked("PUT")) == 1


async def test_what_is_not_named_stays(shop):
    before = await shop.accounts.get("101")

    after = await edit(shop, phone="+919825011111")

    assert (after.name, after.email, after.kind) == (before.name, before.email, before.kind)


@pytest.mark.parametrize(
    ("account_id", "email", "why"), [("999", "x@example.com", Why.NOT_FOUND), ("101", "Ravi@example.com", Why.EXISTS)]
)
async def test_accounts_that_are_not_changed(shop, account_id, email, why):
    assert (await edit(shop, account_id, email=email)).why is why


async def test_what_woocommerce_has_no_way_to_do(shop):
    added = await shop.accounts.add_address("101", small.KOCHI, key="k", now=small.NOW)
    link = await shop.accounts.password_link("101", key="k", now=small.NOW)
    of_the_shop = await review(shop, sku=None)

    assert [each.why for each in (added, link, of_the_shop)] == [Why.UNSUPPORTED] * 3


async def test_a_review_waits_to_be_read(shop, fake):
    kept = await review(shop)

    assert (kept.sku, kept.stars, kept.text) == ("HH-103", 4, "Keeps cold")
    assert [each["status"] for each in fake.reviews.values()] == ["hold"]


async def test_a_review_is_kept_once(shop, fake):
    fake.trouble(of=asks("POST", "reviews"), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await review(shop)

    assert (await review(shop)).stars == 4
    assert len(fake.reviews) == 1
    assert len(fake.asked("POST", "reviews")) == 1


async def test_stars_without_words(shop, fake):
    assert (await review(shop, text="")).text == ""
    assert [each["review"] for each in fake.reviews.values()] == ["★★★★"]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"sku": "XX-1"}, Why.NOT_FOUND),
        ({"account_id": None}, Why.NOT_ALLOWED),
        ({"account_id": "999"}, Why.NOT_ALLOWED),
        ({"stars": 6}, Why.INVALID),
    ],
)
async def test_reviews_that_are_not_kept(shop, fake, change, why):
    refused = await review(shop, **change)

    assert isinstance(refused, Refusal)
    assert refused.why is why
    assert fake.reviews == {}
