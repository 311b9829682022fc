"""What a shop is asked with: the bodies of requests, as `openapi.yml` has them. `asked_at` is when it was confirmed."""

from msgspec import Struct

from sahay.shop.accounts import AccountKind
from sahay.shop.remote.wire import Address, Count, Id, Moment, Paise, Phone, ReturnLine, Stars
from sahay.shop.returns import ReturnKind, ReturnReason


class Bare(Struct):
    asked_at: Moment


class Cancellation(Struct):
    fee: Paise
    reason: str
    asked_at: Moment


class Line(Struct):
    """So many of a product; 0 takes it out."""

    sku: Id
    quantity: Count


class ItemChange(Struct):
    lines: tuple[Line, ...]
    asked_at: Moment


class AddressChange(Struct):
    address: Address
    asked_at: Moment


class RefundWish(Struct):
    payment_id: str
    amount: Paise
    reason: str
    asked_at: Moment


class ReturnWish(Struct):
    kind: ReturnKind
    lines: tuple[ReturnLine, ...]
    reason: ReturnReason
    slot_id: str
    asked_at: Moment
    exchange_sku: str | None = None


class Contact(Struct):
    contact: str


class Email(Struct):
    email: str


class NewAccount(Struct):
    name: str
    email: str
    phone: Phone
    asked_at: Moment


class AccountEdit(Struct):
    """What is None stays."""

    asked_at: Moment
    name: str | None = None
    email: str | None = None
    phone: Phone | None = None
    kind: AccountKind | None = None


class NewsletterChange(Struct):
    email: str
    subscribed: bool
    asked_at: Moment


class NewReview(Struct):
    stars: Stars
    text: str
    asked_at: Moment
    sku: str | None = None
    account_id: str | None = None
