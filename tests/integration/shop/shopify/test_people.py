"""Accounts and the newsletter of Shopify."""

import pytest

from sahay.shop.accounts import AccountChanges, AccountKind
from sahay.shop.backend import OutcomeUnknown
from sahay.shop.refusal import Refusal, Why
from tests.fakes_shops.shopify import people
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.shopify.conftest import asks


async def create(shop, email="meena@example.com", phone="+919825099999", key="m1:account"):
    return await shop.accounts.create("Meena Kumari Shah", email, phone, key=key, now=small.NOW)


async def edit(shop, account_id="501", key="m1:edit", **changes):
    return await shop.accounts.edit(account_id, AccountChanges(**changes), key=key, now=small.NOW)


async def newsletter(shop, email, on, key="m1:news"):
    return await shop.subscriptions.set_newsletter(email, on, key=key, now=small.NOW)


async def test_an_account_by_its_id(shop):
    account = await shop.accounts.get("501")

    assert (account.name, account.email, account.phone, account.addresses) == (
        "Asha Patel",
        "asha@example.com",
        "+919825012345",
        (small.AHMEDABAD,),
    )
    assert [await shop.accounts.get(each) for each in ("999", "c-asha", "", "٣")] == [None] * 4


@pytest.mark.parametrize(
    ("contact", "ids"),
    [
        ("asha@example.com", ["501"]),
        ("RAVI@EXAMPLE.COM", ["502"]),
        ("98250 54321", ["502"]),
        ("nobody@example.com", []),
        ('x" OR email:"asha@example.com', []),
        ("neither", []),
    ],
)
async def test_accounts_by_contact(shop, contact, ids):
    assert [account.id for account in await shop.accounts.having(contact)] == ids


async def test_a_search_that_finds_too_much_is_looked_through(shop, fake, monkeypatch):
    monkeypatch.setitem(people.FIELDS, "customers", lambda fake, _info, **_: {"nodes": list(fake.customers.values())})

    assert [account.id for account in await shop.accounts.having("asha@example.com")] == ["501"]


async def test_an_account_is_made_once(shop, fake):
    fake.trouble(of=asks("CustomerCreate"), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await create(shop)

    account = await create(shop)

    assert (account.name, account.email, account.phone) == ("Meena Kumari Shah", "meena@example.com", "+919825099999")
    assert len(fake.customers) == 3
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
    refused = await create(shop, email, phone)

    assert isinstance(refused, Refusal)
    assert refused.why is why
    assert len(fake.customers) == 2


async def test_an_account_is_changed(shop, fake):
    contact = {"email": "as@example.com", "phone": "+919825011111"}
    account = await edit(shop, name="Asha Shah", kind=AccountKind.BUSINESS, **contact)

    assert (account.name, account.email, account.phone) == ("Asha Shah", "as@example.com", "+919825011111")
    assert account.kind is AccountKind.BUSINESS
    assert account == await shop.accounts.get("501") == await edit(shop, name="Asha Shah")
    assert fake.operations.count("CustomerUpdate") == 1


@pytest.mark.parametrize(
    ("account_id", "email", "why"), [("999", "x@example.com", Why.NOT_FOUND), ("501", "Ravi@example.com", Why.EXISTS)]
)
async def test_accounts_that_are_not_changed(shop, account_id, email, why):
    assert (await edit(shop, account_id, email=email)).why is why


async def test_an_address_is_added_once(shop, fake):
    fake.trouble(of=asks("AddressCreate"), dropped=True)
    with pytest.raises(OutcomeUnknown):
        await shop.accounts.add_address("501", small.KOCHI, key="k", now=small.NOW)

    account = await shop.accounts.add_address("501", small.KOCHI, key="k", now=small.NOW)

    assert account.addresses == (small.AHMEDABAD, small.KOCHI)
    assert fake.operations.count("AddressCreate") == 1
    again = await shop.accounts.add_address("501", small.KOCHI, key="k2", now=small.NOW)
    assert again.why is Why.ALREADY_DONE


async def test_no_link_for_a_password(shop):
    assert (await shop.accounts.password_link("501", key="k", now=small.NOW)).why is Why.UNSUPPORTED


async def test_the_newsletter(shop):
    assert await shop.subscriptions.newsletter("Asha@example.com")
    assert not await shop.subscriptions.newsletter("ravi@example.com")
    assert not await shop.subscriptions.newsletter("nobody@example.com")


@pytest.mark.parametrize(("email", "on"), [("asha@example.com", False), ("ravi@example.com", True)])
async def test_the_newsletter_is_set(shop, fake, email, on):
    assert await newsletter(shop, email, on) is on
    assert await shop.subscriptions.newsletter(email) is on
    assert await newsletter(shop, email, on) is on  # the same key
    assert (await newsletter(shop, email, on, key="m2")).why is Why.ALREADY_DONE
    assert fake.operations.count("ConsentUpdate") == 1


@pytest.mark.parametrize("lost", ["SetMarks", "ConsentUpdate"])
@pytest.mark.parametrize("done", [True, False])
async def test_the_newsletter_is_set_by_the_second_asking(shop, fake, lost, done):
    fake.trouble(of=asks(lost), dropped=True, done=done)
    with pytest.raises(OutcomeUnknown):
        await newsletter(shop, "ravi@example.com", True)

    assert await newsletter(shop, "ravi@example.com", True) is True
    assert await shop.subscriptions.newsletter("ravi@example.com")


async def test_who_has_no_account_can_have_the_newsletter(shop):
    assert await newsletter(shop, "new@example.com", True) is True
    assert await shop.subscriptions.newsletter("new@example.com")
    assert await newsletter(shop, "new@example.com", True) is True
    assert (await newsletter(shop, "nobody@example.com", False)).why is Why.ALREADY_DONE
