"""WooCommerce's customers: https://woocommerce.github.io/woocommerce-rest-api-docs/#customers

A customer has one billing and one shipping address, and WooCommerce sends links for new passwords from its own pages
only: adding an address and making such a link are not in `capabilities`.
"""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sahay.config import Shop
from sahay.shop.accounts import Account, AccountChanges, AccountKind
from sahay.shop.backend import BadAnswer
from sahay.shop.orders import Address
from sahay.shop.own.accounts import checked, edited
from sahay.shop.refusal import Refusal, Why
from sahay.shop.turns import Turns, in_turn
from sahay.shop.unsupported import UNSUPPORTED
from sahay.shop.verification import canonical_contact
from sahay.shop.woocommerce import keys, wire
from sahay.shop.woocommerce.client import Client, Declined
from sahay.shop.woocommerce.mapping import OrderReader, e164
from sahay.shop.woocommerce.repayment import ReadsOrders

KIND = "_sahay_kind"
# Without the country code and zeros before it: shops keep numbers as customers wrote them.
DIGITS_OF_A_PHONE = 10
PASSWORD_BYTES = 24


class WooAccounts:
    """See `sahay.shop.accounts.Accounts`."""

    def __init__(self, client: Client, orders: ReadsOrders, shop: Shop) -> None:
        self.turns = Turns()
        self._client = client
        self._orders = orders
        self._shop = shop

    async def get(self, account_id: str) -> Account | None:
        said = await self._raw(account_id)
        return account(said, await self._orders.reader()) if said else None

    async def having(self, contact: str) -> Sequence[Account]:
        said = canonical_contact(contact, self._shop.country) if contact == contact.strip() else None
        kind, _, value = (said or "").partition(":")
        found = await (self._by_phone(value) if kind == "phone" else self._by_email(value)) if kind else []
        reader = await self._orders.reader()
        return [account(each, reader) for each in found]

    @in_turn
    async def create(self, name: str, email: str, phone: str, *, key: str, now: datetime) -> Account | Refusal:
        wanted = checked(Account("", name, email, phone), self._shop.country)
        if isinstance(wanted, Refusal):
            return wanted
        existing = [*await self._by_email(email.casefold()), *(await self._by_phone(wanted.phone) if phone else ())]
        ours = next((each for each in existing if keys.done(each.meta_data, key)), None)
        if existing and not ours:
            return Refusal(Why.EXISTS)
        made: wire.Customer | Declined | None = ours
        if made is None:
            made = await self._client.write("POST", "customers", wire.Customer, new(name, email, wanted.phone, key))
        return await self._account(made, email)

    @in_turn
    async def edit(self, account_id: str, changes: AccountChanges, *, key: str, now: datetime) -> Account | Refusal:
        said = await self._raw(account_id)
        if said is None:
            return Refusal(Why.NOT_FOUND)
        if keys.done(said.meta_data, key):
            return account(said, await self._orders.reader())
        if refused := await self._wrong(said, changes):
            return refused
        made = await self._client.write("PUT", f"customers/{said.id}", wire.Customer, changed(changes, key))
        return await self._account(made, changes.email or said.email)

    async def add_address(self, account_id: str, address: Address, *, key: str, now: datetime) -> Account | Refusal:
        return UNSUPPORTED

    async def password_link(self, account_id: str, *, key: str, now: datetime) -> str | Refusal:
        return UNSUPPORTED

    async def _wrong(self, said: wire.Customer, changes: AccountChanges) -> Refusal | None:
        """What cannot be, or is somebody else's: WooCommerce itself looks at the e-mail address only."""
        wanted = edited(account(said, await self._orders.reader()), changes, self._shop.country)
        if isinstance(wanted, Refusal):
            return wanted
        others = await self._by_phone(wanted.phone) if changes.phone else []
        return Refusal(Why.EXISTS) if any(each.id != said.id for each in others) else None

    async def _account(self, made: wire.Customer | Declined, email: str) -> Account | Refusal:
        if isinstance(made, Declined):
            return made.refusal
        if made.email.casefold() != email.casefold():
            raise BadAnswer("the account has another address")
        return account(made, await self._orders.reader())

    async def _raw(self, account_id: str) -> wire.Customer | None:
        if not (account_id.isascii() and account_id.isdecimal() and int(account_id)):
            return None
        said = await self._client.get(f"customers/{int(account_id)}", wire.Customer)
        if said and said.id != int(account_id):
            raise BadAnswer("another customer than was asked for")
        return said

    async def _by_email(self, email: str) -> list[wire.Customer]:
        found = await self._client.get("customers", list[wire.Customer], email=email, role="all")
        return [each for each in found or () if each.email.casefold() == email]

    async def _by_phone(self, phone: str) -> list[wire.Customer]:
        """Customers cannot be searched by phone number. Their orders can: so whoever ordered with it is found."""
        orders = await self._client.get(
            "orders", list[wire.Order], search=phone[-DIGITS_OF_A_PHONE:], per_page=100, orderby="date", order="desc"
        )
        buyers = {each.customer_id for each in orders or () if e164(each.billing.phone, self._shop.country) == phone}
        found = [await self._raw(str(buyer)) for buyer in sorted(buyers)]
        return [each for each in found if each and e164(each.billing.phone, self._shop.country) == phone]


def account(said: wire.Customer, reader: OrderReader) -> Account:
    """The shipping address first: goods go there."""
    addresses = [reader.address(each) for each in (said.shipping, said.billing) if each.address_1]
    kind = next((str(meta.value) for meta in said.meta_data if meta.key == KIND), AccountKind.PERSONAL.value)
    return Account(
        id=str(said.id),
        name=" ".join(part for part in (said.first_name, said.last_name) if part),
        email=said.email,
        phone=e164(said.billing.phone, reader.shop.country),
        kind=AccountKind.BUSINESS if kind == AccountKind.BUSINESS.value else AccountKind.PERSONAL,
        addresses=tuple(dict.fromkeys(addresses)),
    )


def new(name: str, email: str, phone: str, key: str) -> dict[str, Any]:
    """A customer with a name to log in by and a password that nobody knows: shops that do not make them need both, and
    the customer sets an own one by "lost your password?"."""
    first, last = split(name)
    return {
        "email": email,
        "username": email,
        "password": secrets.token_urlsafe(PASSWORD_BYTES),
        "first_name": first,
        "last_name": last,
        "billing": {"first_name": first, "last_name": last, "email": email, "phone": phone},
        "meta_data": [keys.mark(key, "account made")],
    }


def changed(changes: AccountChanges, key: str) -> dict[str, Any]:
    body: dict[str, Any] = {"meta_data": [keys.mark(key, "account changed")]}
    billing: dict[str, str] = {}
    if changes.name is not None:
        names = dict(zip(("first_name", "last_name"), split(changes.name), strict=True))
        body |= names
        billing |= names
    if changes.email is not None:
        body["email"] = billing["email"] = changes.email
    if changes.phone is not None:
        billing["phone"] = changes.phone
    if changes.kind is not None:
        body["meta_data"].append({"key": KIND, "value": changes.kind.value})
    return body | ({"billing": billing} if billing else {})


def split(name: str) -> tuple[str, str]:
    """First names and last name, the way WordPress keeps them."""
    first, _, last = name.strip().rpartition(" ")
    return (first, last) if first else (last, "")
