"""Shopify's customers: https://shopify.dev/docs/api/admin-graphql/latest/objects/Customer

There is no link for a new password: customers of new customer accounts have none, they log in with a code by e-mail
(https://shopify.dev/docs/storefronts/headless/building-with-the-customer-account-api), and the link of the classic
ones (customerGenerateAccountActivationUrl) is for accounts that were never used.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sahay.config import Shop
from sahay.shop.accounts import Account, AccountChanges, AccountKind
from sahay.shop.backend import BadAnswer
from sahay.shop.orders import Address
from sahay.shop.own.accounts import checked, edited, with_address
from sahay.shop.refusal import Refusal, Why
from sahay.shop.shopify import documents, keys, wire
from sahay.shop.shopify.client import Client, refusal
from sahay.shop.shopify.mapping import address as place_of
from sahay.shop.shopify.mapping import address_input, e164, gid, number_of
from sahay.shop.shopify.marks import leave_mark
from sahay.shop.turns import Turns, in_turn
from sahay.shop.unsupported import UNSUPPORTED
from sahay.shop.verification import canonical_contact

NO_MARK = "none"
KIND = "kind"


class Found(wire.Struct):
    customer: wire.Customer | None = None


class Searched(wire.Struct):
    customers: wire.Nodes[wire.Customer]


class Saving(wire.Struct):
    user_errors: list[wire.UserError]
    customer: wire.Customer | None = None


class Created(wire.Struct):
    customer_create: Saving


class Updated(wire.Struct):
    customer_update: Saving


class Told(wire.Struct):
    user_errors: list[wire.UserError]


class Added(wire.Struct):
    customer_address_create: Told


class ShopifyAccounts:
    """See `sahay.shop.accounts.Accounts`."""

    def __init__(self, client: Client, shop: Shop) -> None:
        self.turns = Turns()
        self._client = client
        self._country = shop.country

    async def get(self, account_id: str) -> Account | None:
        said = await self._raw(account_id)
        return self._read(said) if said else None

    async def having(self, contact: str) -> Sequence[Account]:
        return [self._read(each) for each in await self.with_contact(contact)]

    @in_turn
    async def create(self, name: str, email: str, phone: str, *, key: str, now: datetime) -> Account | Refusal:
        wanted = checked(Account("", name, email, phone), self._country)
        if isinstance(wanted, Refusal):
            return wanted
        existing = await self.with_contact(email, key) + (await self.with_contact(phone, key) if phone else [])
        if ours := next((each for each in existing if each.mark), None):
            return self._read(ours)
        if existing:
            return Refusal(Why.EXISTS)
        person = {"email": email} | named(name) | ({"phone": wanted.phone} if phone else {})
        made = person | {"metafields": [keys.mark(key, "account made")]}
        told = await self._client.write(documents.CUSTOMER_CREATE, Created, input=made, mark=keys.name(key))
        return self._saved(told.customer_create, email)

    @in_turn
    async def edit(self, account_id: str, changes: AccountChanges, *, key: str, now: datetime) -> Account | Refusal:
        said = await self._raw(account_id, key)
        if said is None:
            return Refusal(Why.NOT_FOUND)
        if said.mark:
            return self._read(said)
        wanted = edited(self._read(said), changes, self._country)
        if isinstance(wanted, Refusal):
            return wanted
        change = {"id": said.id} | changed(changes, key)
        told = await self._client.write(documents.CUSTOMER_UPDATE, Updated, input=change, mark=keys.name(key))
        return self._saved(told.customer_update, changes.email)

    @in_turn
    async def add_address(self, account_id: str, address: Address, *, key: str, now: datetime) -> Account | Refusal:
        """The mark first, then the address: what the mark says is then made true, however often."""
        said = await self._raw(account_id, key)
        if said is None:
            return Refusal(Why.NOT_FOUND)
        wanted = with_address(self._read(said), address)
        if isinstance(wanted, Refusal):
            return self._read(said) if said.mark and wanted.why is Why.ALREADY_DONE else wanted
        if not said.mark:
            await leave_mark(self._client, said.id, key, "address added")
        whose = wire.Address(first_name=said.first_name, last_name=said.last_name)
        new = address_input(address, whose) | {"countryCode": self._country}
        told = await self._client.write(documents.ADDRESS_CREATE, Added, id=said.id, address=new)
        if refused := refusal(told.customer_address_create.user_errors):
            return refused
        after = await self._raw(account_id)
        if after is None or address not in self._read(after).addresses:
            raise BadAnswer("the address was not kept as it is")
        return self._read(after)

    async def password_link(self, account_id: str, *, key: str, now: datetime) -> str | Refusal:
        return UNSUPPORTED

    async def with_contact(self, contact: str, key: str | None = None) -> list[wire.Customer]:
        """Searched, and then compared: a search finds much."""
        said = canonical_contact(contact, self._country) if contact == contact.strip() else None
        kind, _, value = (said or "").partition(":")
        if not kind or any(mark in value for mark in '"\\'):
            return []
        mark = keys.name(key) if key else NO_MARK
        told = await self._client.read(documents.CUSTOMERS, Searched, search=f'{kind}:"{value}"', mark=mark)
        same = email_of if kind == "email" else self._phone
        return [each for each in told.customers.nodes if same(each) == value]

    async def _raw(self, account_id: str, key: str | None = None) -> wire.Customer | None:
        wanted = gid("Customer", account_id)
        if wanted is None:
            return None
        mark = keys.name(key) if key else NO_MARK
        said = (await self._client.read(documents.CUSTOMER_BY_ID, Found, id=wanted, mark=mark)).customer
        if said and said.id != wanted:
            raise BadAnswer("another customer than was asked for")
        return said

    def _saved(self, told: Saving, email: str | None) -> Account | Refusal:
        if refused := refusal(told.user_errors):
            return refused
        if told.customer is None or (email and email_of(told.customer) != email.casefold()):
            raise BadAnswer("another account was kept")
        return self._read(told.customer)

    def _phone(self, said: wire.Customer) -> str:
        return e164(said.default_phone_number.phone_number if said.default_phone_number else None, self._country)

    def _read(self, said: wire.Customer) -> Account:
        """The default address first: it is the usual one."""
        kept = [said.default_address, *said.addresses_v2.nodes]
        places = [place_of(each) for each in kept if each and each.address1]
        business = said.kind and said.kind.value == AccountKind.BUSINESS.value
        return Account(
            id=number_of(said.id),
            name=" ".join(part for part in (said.first_name, said.last_name) if part),
            email=said.default_email_address.email_address if said.default_email_address else "",
            phone=self._phone(said),
            kind=AccountKind.BUSINESS if business else AccountKind.PERSONAL,
            addresses=tuple(dict.fromkeys(places)),
        )


def changed(changes: AccountChanges, key: str) -> dict[str, Any]:
    """`CustomerInput` without the id. A business account is marked as one: B2B companies of Shopify Plus are more."""
    change: dict[str, Any] = {"metafields": [keys.mark(key, "account changed")]}
    if changes.name is not None:
        change |= named(changes.name)
    if changes.email is not None:
        change["email"] = changes.email
    if changes.phone is not None:
        change["phone"] = changes.phone
    if changes.kind is not None:
        kind = {"namespace": keys.NAMESPACE, "key": KIND, "type": "single_line_text_field", "value": changes.kind.value}
        change["metafields"].append(kind)
    return change


def named(name: str) -> dict[str, str]:
    first, _, last = name.strip().rpartition(" ")
    return {"firstName": first or last, "lastName": last if first else ""}


def email_of(said: wire.Customer) -> str:
    return said.default_email_address.email_address.casefold() if said.default_email_address else ""
