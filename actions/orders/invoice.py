"""The invoice of an order: seeing it, and having it sent."""

from collections.abc import Mapping
from typing import Final

from actions.matter import Matter, hand_over
from actions.questions.confirm import Confirm, Summary
from actions.questions.order import own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.orders import Invoice, OrderState, OrderView
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind

# Why there is none; of any other order it comes when the parcel leaves.
_NONE: Final[Mapping[OrderState, str]] = {
    OrderState.CANCELLED: "utter_invoice_none_cancelled",
    OrderState.PAYMENT_FAILED: "utter_invoice_none_unpaid",
}
_HIDDEN: Final = "•••"


def none_yet(order: OrderView) -> End:
    return End(_NONE.get(order.state, "utter_invoice_not_yet"), {"order": order.number})


def masked(email: str) -> str:
    """Enough for its owner to know it: "a•••@example.com"."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}{_HIDDEN}@{domain}"


class CheckInvoice(Task):
    """Its figures."""

    intent = "check_invoice"
    entities = frozenset({"order_number", "invoice_number"})
    questions = own_order()

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        talk.told(order)
        if order.invoice is None:
            return none_yet(order)
        return End(_FIGURES[bool(order.invoice.igst)], _values(order, order.invoice, talk))


# Whether the tax is the union's (another state) or the state's and the union's in halves.
_FIGURES: Final[Mapping[bool, str]] = {True: "utter_invoice_igst", False: "utter_invoice_cgst_sgst"}


def _values(order: OrderView, invoice: Invoice, talk: Talk) -> dict[str, str]:
    values = {
        "number": invoice.number,
        "order": order.number,
        "date": talk.day(invoice.issued_at, "d MMMM y"),
        "taxable": talk.money(invoice.taxable),
        "total": talk.money(invoice.total),
    }
    if invoice.igst:
        return values | {"igst": talk.money(invoice.igst)}
    return values | {"cgst": talk.money(invoice.cgst), "sgst": talk.money(invoice.sgst)}


async def _summary(talk: Talk) -> Summary:
    order, email = await talk.order(), await talk.order_email()
    return Summary("utter_confirm_invoice", {"order": order.number, "email": masked(email)})


class GetInvoice(Task):
    """The document, by e-mail: to the order's own address and to no other."""

    intent = "get_invoice"
    entities = frozenset({"order_number", "invoice_number"})
    questions = (*own_order(), Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if "proof" not in talk.details:
            return None
        order = await talk.order()
        talk.told(order)
        if order.invoice is None:
            return none_yet(order)
        if Capability.INVOICE_DOCUMENT not in talk.services.backend.capabilities or not await talk.order_email():
            return await hand_over(Matter(TicketKind.ORDER, "send the invoice"), talk)
        return None

    async def finish(self, talk: Talk) -> End | None:
        order, email = await talk.order(), await talk.order_email()
        arguments = {"order_number": order.number, "email": email}
        match await talk.run(Write(Kind.SEND_INVOICE, f"order {order.number}", arguments)):
            case Done():
                return End("utter_invoice_sent", {"order": order.number, "email": masked(email)})
            case Refusal(why=Why.NOT_FOUND):
                return none_yet(order)
            case Refusal():
                return End("utter_refused")
            case _:
                return End("utter_unsettled")
