"""The customers in memory: accounts, newsletter, points, reviews."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sahay.shop.accounts import Account, AccountChanges
from sahay.shop.loyalty import Points
from sahay.shop.memory.records import Records
from sahay.shop.orders import Address
from sahay.shop.own.accounts import checked, edited, is_email, with_address
from sahay.shop.own.reviews import acceptable
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why
from sahay.shop.reviews import Review


class MemoryAccounts:
    """See `sahay.shop.accounts.Accounts`."""

    def __init__(self, records: Records, rules: Rules) -> None:
        self._records = records
        self._rules = rules

    async def get(self, account_id: str) -> Account | None:
        return self._records.accounts.get(account_id)

    async def having(self, contact: str) -> Sequence[Account]:
        return self._having(contact, contact)

    async def create(self, name: str, email: str, phone: str, *, key: str, now: datetime) -> Account | Refusal:
        def work() -> Account | Refusal:
            new = Account(f"c-{len(self._records.accounts) + 1}", name.strip(), email, phone)
            wanted = checked(new, self._rules.shop.country)
            if isinstance(wanted, Refusal):
                return wanted
            return Refusal(Why.EXISTS) if self._having(wanted.email, wanted.phone) else self._keep(wanted)

        return self._records.once("create_account", key, work)

    async def edit(self, account_id: str, changes: AccountChanges, *, key: str, now: datetime) -> Account | Refusal:
        def work() -> Account | Refusal:
            account = self._records.accounts.get(account_id)
            if account is None:
                return Refusal(Why.NOT_FOUND)
            wanted = edited(account, changes, self._rules.shop.country)
            if isinstance(wanted, Refusal):
                return wanted
            email = wanted.email if wanted.email.lower() != account.email.lower() else ""
            phone = wanted.phone if wanted.phone != account.phone else ""
            is_taken = any(other.id != account_id for other in self._having(email, phone))
            return Refusal(Why.EXISTS) if is_taken else self._keep(wanted)

        return self._records.once("edit_account", key, work)

    async def add_address(self, account_id: str, address: Address, *, key: str, now: datetime) -> Account | Refusal:
        def work() -> Account | Refusal:
            account = self._records.accounts.get(account_id)
            if account is None:
                return Refusal(Why.NOT_FOUND)
            wanted = with_address(account, address)
            return wanted if isinstance(wanted, Refusal) else self._keep(wanted)

        return self._records.once("add_address", key, work)

    async def password_link(self, account_id: str, *, key: str, now: datetime) -> str | Refusal:
        if account_id not in self._records.accounts:
            return Refusal(Why.NOT_FOUND)
        token = self._rules.sign("password link", f"{account_id}\n{key}")
        return self._rules.page(f"account/password?token={token}")

    def _having(self, email: str, phone: str) -> list[Account]:
        accounts = self._records.accounts.values()
        return [
            each
            for each in accounts
            if (email and each.email.lower() == email.lower()) or (phone and each.phone == phone)
        ]

    def _keep(self, account: Account) -> Account:
        """The orders have the customer as they know them; what proves an order is the account's contact."""
        self._records.accounts[account.id] = account
        for number, order in self._records.orders.items():
            if order.customer.id == account.id:
                customer = replace(order.customer, name=account.name, email=account.email, phone=account.phone)
                self._records.orders[number] = replace(
                    order, customer=customer, view=replace(order.view, customer_name=account.name)
                )
        return account


class MemorySubscriptions:
    """See `sahay.shop.subscriptions.Subscriptions`."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def newsletter(self, email: str) -> bool:
        return email.lower() in self._records.newsletter

    async def set_newsletter(self, email: str, on: bool, *, key: str, now: datetime) -> bool | Refusal:
        def work() -> bool | Refusal:
            readers = self._records.newsletter
            if not is_email(email):
                return Refusal(Why.INVALID)
            if (email.lower() in readers) is on:
                return Refusal(Why.ALREADY_DONE)
            (readers.add if on else readers.remove)(email.lower())
            return on

        return self._records.once("set_newsletter", key, work)


class MemoryLoyalty:
    """See `sahay.shop.loyalty.Loyalty`."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def points(self, account_id: str) -> Points | None:
        return self._records.points.get(account_id)


class MemoryReviews:
    """See `sahay.shop.reviews.Reviews`."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def add(
        self, sku: str | None, account_id: str | None, stars: int, text: str, *, key: str, now: datetime
    ) -> Review | Refusal:
        def work() -> Review | Refusal:
            if not acceptable(stars, text):
                return Refusal(Why.INVALID)
            is_known = sku is None or sku in self._records.products
            if not is_known or (account_id is not None and account_id not in self._records.accounts):
                return Refusal(Why.NOT_FOUND)
            review = Review(f"v-{len(self._records.reviews) + 1}", sku, stars, text, now)
            self._records.reviews.append(review)
            return review

        return self._records.once("add_review", key, work)
