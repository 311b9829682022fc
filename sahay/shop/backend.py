"""The business behind the bot, as one object with a port for each thing that a shop keeps.

An adapter (the shop's own tables, an HTTP service, WooCommerce, Shopify) implements what its shop can do and says so
by `capabilities`; the bot hands what is missing to a person, with all details. Every adapter passes the same contract
tests.

A write names its idempotency key: asked twice with the same key it is done once, and answers the same. It answers
what became of it, or a `Refusal` when the shop will not. Trouble is an exception:

    Unavailable      the shop could not be asked, or refused for now: nothing was changed
    OutcomeUnknown   a write went out and no answer came: it may be done. Ask again, with the same key
    BadAnswer        the shop's answer makes no sense, or contradicts what was asked
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from sahay.shop.accounts import Accounts
from sahay.shop.catalogue import Catalogue
from sahay.shop.delivery import Delivery
from sahay.shop.invoices import Invoices
from sahay.shop.loyalty import Loyalty
from sahay.shop.orders import Orders
from sahay.shop.payments import Payments
from sahay.shop.refunds import Refunds
from sahay.shop.returns import Returns
from sahay.shop.reviews import Reviews
from sahay.shop.shipments import Shipments
from sahay.shop.subscriptions import Subscriptions


class BackendError(Exception):
    """The shop could not do its part."""


class Unavailable(BackendError):
    """The shop could not be asked: nothing was changed."""


class OutcomeUnknown(BackendError):
    """A write may have been done. Ask again with the same key."""


class BadAnswer(BackendError):
    """What the shop answered makes no sense."""


class Capability(StrEnum):
    """What a shop's system can do beyond looking up orders and products."""

    CANCEL_ORDER = "cancel_order"
    REINSTATE_ORDER = "reinstate_order"
    CHANGE_ITEMS = "change_items"
    CHANGE_ADDRESS = "change_address"
    DELIVERY_OPTIONS = "delivery_options"
    REQUEST_REFUND = "request_refund"
    REQUEST_RETURN = "request_return"
    WITHDRAW_RETURN = "withdraw_return"
    INVOICE_DOCUMENT = "invoice_document"
    CREATE_ACCOUNT = "create_account"
    EDIT_ACCOUNT = "edit_account"
    ADD_ADDRESS = "add_address"
    PASSWORD_LINK = "password_link"  # noqa: S105
    NEWSLETTER = "newsletter"
    LOYALTY = "loyalty"
    REVIEW = "review"


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the shop answers now; `detail` is for the operator, without a customer's data or a secret."""

    ok: bool
    detail: str = ""


class Backend(Protocol):
    """One shop."""

    @property
    def capabilities(self) -> frozenset[Capability]: ...

    @property
    def orders(self) -> Orders: ...

    @property
    def catalogue(self) -> Catalogue: ...

    @property
    def delivery(self) -> Delivery: ...

    @property
    def shipments(self) -> Shipments: ...

    @property
    def payments(self) -> Payments: ...

    @property
    def refunds(self) -> Refunds: ...

    @property
    def returns(self) -> Returns: ...

    @property
    def invoices(self) -> Invoices: ...

    @property
    def accounts(self) -> Accounts: ...

    @property
    def subscriptions(self) -> Subscriptions: ...

    @property
    def loyalty(self) -> Loyalty: ...

    @property
    def reviews(self) -> Reviews: ...

    async def health(self) -> Health: ...

    async def close(self) -> None: ...
