"""Ports of a shop whose system has no way to do it: they know nothing, and refuse every change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from sahay.shop.accounts import Account
from sahay.shop.delivery import DeliveryOption
from sahay.shop.invoices import Document
from sahay.shop.loyalty import Points
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import PickupSlot, Return

UNSUPPORTED: Final = Refusal(Why.UNSUPPORTED)


async def _refuse(*_: Any, **__: Any) -> Refusal:
    return UNSUPPORTED


class ReadOnlyOrders:
    """The changes of `sahay.shop.orders.Orders`, refused. Its look-ups come from who inherits this."""

    cancel = reinstate = change_items = change_address = staticmethod(_refuse)


class ReadOnlyAccounts:
    """The changes of `sahay.shop.accounts.Accounts`, refused. Its look-ups come from who inherits this."""

    create = edit = add_address = password_link = staticmethod(_refuse)


class NoAccounts(ReadOnlyAccounts):
    async def get(self, account_id: str) -> Account | None:
        return None

    async def having(self, contact: str) -> Sequence[Account]:
        return ()


class NoDelivery:
    async def options(self, pin: str, value: int = 0) -> Sequence[DeliveryOption]:
        return ()


class NoRefunds:
    request = staticmethod(_refuse)


class NoReturns:
    request = withdraw = staticmethod(_refuse)

    async def slots(self, pin: str, now: datetime, limit: int = 6) -> Sequence[PickupSlot]:
        return ()

    async def of_order(self, number: str) -> Sequence[Return]:
        return ()


class NoInvoices:
    async def document(self, order_number: str) -> Document | None:
        return None


class NoSubscriptions:
    set_newsletter = staticmethod(_refuse)

    async def newsletter(self, email: str) -> bool:
        return False


class NoLoyalty:
    async def points(self, account_id: str) -> Points | None:
        return None


class NoReviews:
    add = staticmethod(_refuse)
