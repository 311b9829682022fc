"""Accounts, and what belongs to a customer, in every adapter that has it."""

import pytest

from sahay.shop.accounts import AccountChanges, AccountKind
from sahay.shop.backend import Capability
from sahay.shop.orders import Address
from sahay.shop.refusal import Refusal, Why
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.conftest import needs
from tests.integration.shop.contract.writes import account_id

NOW = small.NOW


@pytest.mark.parametrize("contact", ["asha@example.com", "ASHA@Example.COM", "+919825012345"])
async def test_an_account_is_found_by_what_reaches_the_customer(backend, contact):
    (account,) = await backend.accounts.having(contact)
    assert (account.name, account.email, account.phone) == ("Asha Patel", "asha@example.com", "+919825012345")
    assert account.addresses[0] == small.AHMEDABAD
    assert await backend.accounts.get(account.id) == account


async def test_an_address_is_found_as_its_owner_never_wrote_it(backend):
    (account,) = await backend.accounts.having("ravi@example.com")
    assert account.name == "Ravi Nair"


@pytest.mark.parametrize("contact", ["nobody@example.com", "", "+919825012346", "%", "asha", "asha@example.com "])
async def test_nobody_is_found_by_less(backend, contact):
    assert list(await backend.accounts.having(contact)) == []


async def test_an_unknown_account_is_none(backend):
    assert await backend.accounts.get("999999") is None
    assert await backend.accounts.get("") is None


@needs(Capability.CREATE_ACCOUNT)
class TestCreate:
    async def create(self, backend, name="Meera Iyer", email="meera@example.com", phone="+919825011111", key="k1"):
        return await backend.accounts.create(name, email, phone, key=key, now=NOW)

    async def test_it_is_there_from_then_on(self, backend):
        account = await self.create(backend)
        assert (account.name, account.email, account.phone) == ("Meera Iyer", "meera@example.com", "+919825011111")
        assert account.addresses == ()
        assert await backend.accounts.get(account.id) == account
        assert list(await backend.accounts.having("+919825011111")) == [account]

    async def test_a_phone_number_is_not_needed(self, backend):
        first = await self.create(backend, phone="")
        second = await self.create(backend, email="other@example.com", phone="", key="k2")
        assert first.phone == second.phone == ""
        assert first.id != second.id

    @pytest.mark.parametrize(
        ("details", "why"),
        [
            ({"email": "Asha@Example.com"}, Why.EXISTS),
            ({"phone": "+919825012345"}, Why.EXISTS),
            ({"email": "meera"}, Why.INVALID),
            ({"email": ""}, Why.INVALID),
            ({"phone": "12"}, Why.INVALID),
            ({"name": " "}, Why.INVALID),
        ],
    )
    async def test_what_cannot_be_is_refused(self, backend, details, why):
        assert (await self.create(backend, **details)).why is why
        assert list(await backend.accounts.having("meera@example.com")) == []


@needs(Capability.EDIT_ACCOUNT)
class TestEdit:
    async def edit(self, backend, **changes):
        return await backend.accounts.edit(await account_id(backend), AccountChanges(**changes), key="k1", now=NOW)

    @pytest.mark.parametrize(
        "changes",
        [
            {"name": "Asha Mehta"},
            {"email": "asha.mehta@example.com"},
            {"phone": "+919825099999"},
            {"kind": AccountKind.BUSINESS},
            {"name": "Asha Mehta", "email": "ASHA@example.com"},  # her own, written otherwise
        ],
    )
    async def test_what_is_not_named_stays(self, backend, changes):
        (before,) = await backend.accounts.having("asha@example.com")
        after = await self.edit(backend, **changes)
        for name in ("name", "email", "phone", "kind"):
            assert getattr(after, name) == changes.get(name, getattr(before, name)), name
        assert await backend.accounts.get(before.id) == after

    @pytest.mark.parametrize(
        ("changes", "why"),
        [
            ({"email": "ravi@example.com"}, Why.EXISTS),
            ({"phone": "+919825054321"}, Why.EXISTS),
            ({"email": "not an address"}, Why.INVALID),
            ({"name": ""}, Why.INVALID),
        ],
    )
    async def test_what_cannot_be_is_refused(self, backend, changes, why):
        before = await backend.accounts.having("asha@example.com")
        assert (await self.edit(backend, **changes)).why is why
        assert await backend.accounts.having("asha@example.com") == before

    async def test_nobody_is_not_edited(self, backend):
        refused = await backend.accounts.edit("999999", AccountChanges(name="X"), key="k1", now=NOW)
        assert refused.why is Why.NOT_FOUND


@needs(Capability.ADD_ADDRESS)
class TestAddress:
    async def test_it_is_the_last_one(self, backend, asha):
        account = await backend.accounts.add_address(asha, small.KOCHI, key="k1", now=NOW)
        assert account.addresses == (small.AHMEDABAD, small.KOCHI)
        assert await backend.accounts.get(asha) == account

    @needs(Capability.CREATE_ACCOUNT)
    async def test_the_first_one_is_the_usual_one(self, backend):
        new = await backend.accounts.create("Meera Iyer", "meera@example.com", "", key="k1", now=NOW)
        account = await backend.accounts.add_address(new.id, small.KOCHI, key="k2", now=NOW)
        assert account.addresses == (small.KOCHI,)
        assert await backend.accounts.get(new.id) == account

    @pytest.mark.parametrize(
        ("address", "why"),
        [
            (small.AHMEDABAD, Why.ALREADY_DONE),
            (Address("1 Road", "Kochi", "Kerala", "12"), Why.INVALID),
            (Address("", "Kochi", "Kerala", "682036"), Why.INVALID),
        ],
    )
    async def test_what_cannot_be_is_refused(self, backend, asha, address, why):
        assert (await backend.accounts.add_address(asha, address, key="k1", now=NOW)).why is why


@needs(Capability.PASSWORD_LINK)
async def test_a_link_to_a_new_password_is_the_shops_and_another_each_time(backend, asha):
    links = [await backend.accounts.password_link(asha, key=f"k{turn}", now=NOW) for turn in range(2)]
    assert len(set(links)) == 2
    assert all(link.startswith("https://") for link in links)
    refused = await backend.accounts.password_link("999999", key="k9", now=NOW)
    assert refused.why is Why.NOT_FOUND


@needs(Capability.NEWSLETTER)
async def test_the_newsletter_comes_and_goes(backend):
    subscriptions = backend.subscriptions
    assert await subscriptions.newsletter("ASHA@example.com")
    assert not await subscriptions.newsletter("ravi@example.com")
    assert await subscriptions.set_newsletter("Asha@example.com", False, key="k1", now=NOW) is False
    assert not await subscriptions.newsletter("asha@example.com")
    assert (await subscriptions.set_newsletter("asha@example.com", False, key="k2", now=NOW)).why is Why.ALREADY_DONE
    assert await subscriptions.set_newsletter("new@example.com", True, key="k3", now=NOW) is True
    assert await subscriptions.newsletter("new@example.com")
    assert (await subscriptions.set_newsletter("nobody", True, key="k4", now=NOW)).why is Why.INVALID


@needs(Capability.LOYALTY)
async def test_points_are_those_of_the_account(backend, asha):
    assert await backend.loyalty.points(asha) == small.POINTS[small.ASHA.id]
    assert await backend.loyalty.points(await account_id(backend, small.RAVI.email)) is None
    assert await backend.loyalty.points("999999") is None


@needs(Capability.REVIEW)
@pytest.mark.parametrize(
    ("sku", "stars", "text", "why"),
    [
        ("HH-103", 5, "Lovely bottle", None),
        ("HH-103", 1, "", None),
        (None, 4, "बहुत अच्छी दुकान", None),  # of the shop
        ("HH-103", 0, "", Why.INVALID),
        ("HH-103", 6, "", Why.INVALID),
        ("XX-1", 5, "", Why.NOT_FOUND),
    ],
)
async def test_a_review_is_kept_or_refused(backend, asha, sku, stars, text, why):
    answer = await backend.reviews.add(sku, asha, stars, text, key="k1", now=NOW)
    if why is not None:
        assert isinstance(answer, Refusal)
        assert answer.why is why
    else:
        assert (answer.sku, answer.stars, answer.text) == (sku, stars, text)
