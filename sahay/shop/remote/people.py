"""Customers: accounts, newsletter, loyalty points and reviews, asked over HTTP."""

from collections.abc import Sequence
from datetime import datetime

from sahay.shop.accounts import Account, AccountChanges
from sahay.shop.backend import Capability
from sahay.shop.loyalty import Points
from sahay.shop.orders import Address
from sahay.shop.refusal import Refusal
from sahay.shop.remote import wire
from sahay.shop.remote.calls import Calls, contradiction
from sahay.shop.remote.wishes import (
    AccountEdit,
    AddressChange,
    Bare,
    Contact,
    Email,
    NewAccount,
    NewReview,
    NewsletterChange,
)
from sahay.shop.reviews import Review


class RemoteAccounts:
    """See `sahay.shop.accounts.Accounts`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def get(self, account_id: str) -> Account | None:
        told = await self._calls.read("readAccount", ("accounts", account_id), wire.Account)
        return _own(told, account_id) if told else None

    async def having(self, contact: str) -> Sequence[Account]:
        body = Contact(contact=contact)
        told = await self._calls.read("findAccounts", ("accounts", "search"), wire.Accounts, body=body)
        accounts = tuple(wire.like(Account, each) for each in told.items) if told else ()
        if any(contact.casefold() not in (each.email.casefold(), each.phone) for each in accounts):
            raise contradiction("an account with another contact")
        return accounts

    async def create(self, name: str, email: str, phone: str, *, key: str, now: datetime) -> Account | Refusal:
        told = await self._calls.write(
            "createAccount",
            "POST",
            ("accounts",),
            NewAccount,
            {"name": name, "email": email, "phone": phone, "asked_at": now},
            wire.Account,
            key=key,
            needs=Capability.CREATE_ACCOUNT,
        )
        if isinstance(told, Refusal):
            return told
        if told.email.casefold() != email.casefold():
            raise contradiction("another account")
        return wire.like(Account, told)

    async def edit(self, account_id: str, changes: AccountChanges, *, key: str, now: datetime) -> Account | Refusal:
        told = await self._calls.write(
            "editAccount",
            "PATCH",
            ("accounts", account_id),
            AccountEdit,
            {
                "name": changes.name,
                "email": changes.email,
                "phone": changes.phone,
                "kind": changes.kind,
                "asked_at": now,
            },
            wire.Account,
            key=key,
            needs=Capability.EDIT_ACCOUNT,
        )
        if isinstance(told, Refusal):
            return told
        if changes.email is not None and told.email.casefold() != changes.email.casefold():
            raise contradiction("another e-mail address")
        return _own(told, account_id)

    async def add_address(self, account_id: str, address: Address, *, key: str, now: datetime) -> Account | Refusal:
        told = await self._calls.write(
            "addAddress",
            "POST",
            ("accounts", account_id, "addresses"),
            AddressChange,
            {"address": address, "asked_at": now},
            wire.Account,
            key=key,
            needs=Capability.ADD_ADDRESS,
        )
        if isinstance(told, Refusal):
            return told
        if all(each.pin != address.pin for each in told.addresses):
            raise contradiction("an added address that is not there")
        return _own(told, account_id)

    async def password_link(self, account_id: str, *, key: str, now: datetime) -> str | Refusal:
        told = await self._calls.write(
            "makePasswordLink",
            "POST",
            ("accounts", account_id, "password-link"),
            Bare,
            {"asked_at": now},
            wire.PasswordLink,
            key=key,
            needs=Capability.PASSWORD_LINK,
        )
        return told if isinstance(told, Refusal) else told.url


class RemoteSubscriptions:
    """See `sahay.shop.subscriptions.Subscriptions`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def newsletter(self, email: str) -> bool:
        told = await self._calls.read(
            "readNewsletter",
            ("newsletter", "status"),
            wire.Newsletter,
            body=Email(email=email),
            needs=Capability.NEWSLETTER,
        )
        return told.subscribed if told else False

    async def set_newsletter(self, email: str, on: bool, *, key: str, now: datetime) -> bool | Refusal:
        told = await self._calls.write(
            "setNewsletter",
            "PUT",
            ("newsletter",),
            NewsletterChange,
            {"email": email, "subscribed": on, "asked_at": now},
            wire.Newsletter,
            key=key,
            needs=Capability.NEWSLETTER,
        )
        if isinstance(told, Refusal):
            return told
        if told.subscribed is not on:
            raise contradiction("the newsletter as it was")
        return on


class RemoteLoyalty:
    """See `sahay.shop.loyalty.Loyalty`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def points(self, account_id: str) -> Points | None:
        path = ("accounts", account_id, "points")
        told = await self._calls.read("readPoints", path, wire.Points, needs=Capability.LOYALTY)
        return wire.like(Points, told) if told else None


class RemoteReviews:
    """See `sahay.shop.reviews.Reviews`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def add(
        self, sku: str | None, account_id: str | None, stars: int, text: str, *, key: str, now: datetime
    ) -> Review | Refusal:
        told = await self._calls.write(
            "addReview",
            "POST",
            ("reviews",),
            NewReview,
            {"sku": sku, "account_id": account_id, "stars": stars, "text": text, "asked_at": now},
            wire.Review,
            key=key,
            needs=Capability.REVIEW,
        )
        if isinstance(told, Refusal):
            return told
        if (told.sku, told.stars) != (sku, stars):
            raise contradiction("another review")
        return wire.like(Review, told)


def _own(told: wire.Account, account_id: str) -> Account:
    if told.id != account_id:
        raise contradiction("another account")
    return wire.like(Account, told)
