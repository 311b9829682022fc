"""Payments, refunds and invoices, asked over HTTP."""

import re
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from typing import Final

from sahay.shop.backend import BadAnswer, Capability
from sahay.shop.invoices import Document
from sahay.shop.orders import Payment, Refund
from sahay.shop.refusal import Refusal
from sahay.shop.remote import wire
from sahay.shop.remote.calls import Calls, contradiction
from sahay.shop.remote.transport import Answer
from sahay.shop.remote.wishes import RefundWish

# What an invoice may be, with the ending of its file's name.
DOCUMENTS: Final = {"application/pdf": ".pdf", "text/html": ".html", "image/png": ".png", "image/jpeg": ".jpg"}
_NAME_CHARACTERS: Final = 100
_MEANS_SOMETHING: Final = re.compile(r'[/:*?"<>|;]+')  # to a file system or a shell


class RemotePayments:
    """See `sahay.shop.payments.Payments`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def of_order(self, number: str) -> Sequence[Payment]:
        told = await self._calls.read("listPayments", ("orders", number, "payments"), wire.Payments)
        payments = [wire.like(Payment, each) for each in told.items] if told else []
        return tuple(sorted(payments, key=lambda each: each.at))


class RemoteRefunds:
    """See `sahay.shop.refunds.Refunds`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def request(
        self, number: str, payment_id: str, amount: int, reason: str, *, key: str, now: datetime
    ) -> Refund | Refusal:
        told = await self._calls.write(
            "requestRefund",
            "POST",
            ("orders", number, "refunds"),
            RefundWish,
            {"payment_id": payment_id, "amount": amount, "reason": reason, "asked_at": now},
            wire.Refund,
            key=key,
            needs=Capability.REQUEST_REFUND,
        )
        if isinstance(told, Refusal):
            return told
        if (told.payment_id, told.amount) != (payment_id, amount):
            raise contradiction("another refund")
        return wire.like(Refund, told)


class RemoteInvoices:
    """See `sahay.shop.invoices.Invoices`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def document(self, order_number: str) -> Document | None:
        path = ("orders", order_number, "invoice")
        told = await self._calls.file("readInvoice", path, needs=Capability.INVOICE_DOCUMENT)
        if told is None:
            return None
        if told.media_type not in DOCUMENTS or not told.content:
            raise BadAnswer("not an invoice's file")
        return Document(_name(told, order_number), told.media_type, told.content)


def _name(told: Answer, order_number: str) -> str:
    """The file's name as the shop gives it, without a folder and what a file system would stumble over."""
    header = EmailMessage()
    header["Content-Disposition"] = re.sub(r"[\r\n]", "", told.headers.get("Content-Disposition", "attachment"))
    given = (header.get_filename() or "").replace("\\", "/").rpartition("/")[2]
    plain = "".join(character if character.isprintable() else "-" for character in given)
    name = _MEANS_SOMETHING.sub("-", plain).strip(".-")[-_NAME_CHARACTERS:]
    return name or f"invoice-{order_number}{DOCUMENTS[told.media_type]}"
