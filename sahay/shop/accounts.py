"""The customers' accounts. An account is a customer: orders refer to it by its id."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from sahay.shop.orders import Address
from sahay.shop.refusal import Refusal


class AccountKind(StrEnum):
    PERSONAL = "personal"
    BUSINESS = "business"


@dataclass(frozen=True, slots=True)
class Account:
    """`phone` is in E.164, empty where none is known; the first address is the usual one."""

    id: str
    name: str
    email: str
    phone: str = ""
    kind: AccountKind = AccountKind.PERSONAL
    addresses: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountChanges:
    """What is None stays."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None
    kind: AccountKind | None = None


class Accounts(Protocol):
    async def get(self, account_id: str) -> Account | None: ...

    async def having(self, contact: str) -> Sequence[Account]:
        """The accounts with this e-mail address (any case) or phone number (E.164). Shops may have several for one."""

    async def create(self, name: str, email: str, phone: str, *, key: str, now: datetime) -> Account | Refusal:
        """Refuses (EXISTS) an address or number that has an account."""

    async def edit(self, account_id: str, changes: AccountChanges, *, key: str, now: datetime) -> Account | Refusal: ...

    async def add_address(self, account_id: str, address: Address, *, key: str, now: datetime) -> Account | Refusal: ...

    async def password_link(self, account_id: str, *, key: str, now: datetime) -> str | Refusal:
        """A link that sets a new password once, for a short time. It goes by e-mail to the account's own address and
        nowhere else."""
