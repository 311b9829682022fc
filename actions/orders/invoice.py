"""The invoice of an order: seeing it, and having it sent."""

from collections.abc import Mapping
from typing import Any, Final

from actions.matter import Matter, hand_over
from actions.questions.confirm import Confirm, Summary
from actions.questions.heard import Heard
from actions.questions.order import own_order
from actions.questions.words import Words
from actions.sounds import sounds
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
_WRONG: Final = sounds(
    """
    wrong mistake incorrect error correct galat galti sudhar khotu khoti bhul
    गलत ग़लत गलती सुधार ખોટું ખોટી ભૂલ
    """
)
_HIDDEN: Final = "•••"


def none_yet(order: OrderView) -> End:
    return End(_NONE.get(order.state, "utter_invoice_not_yet"), {"order": order.number})


def masked(email: str) -> str:
    """Enough for its owner to know it: "a•••@example.com"."""
    local, _, domain = email.rpartition("@")
    return f"{local[:1]}{_HIDDEN}@{domain}"


class Mistake(Heard):
    """That something on it is wrong."""

    name = "mistake"

    async def volunteered(self, talk: Talk) -> Any | None:
        turn = talk.turn
        return True if turn.intent == talk.state.name and sounds(turn.text) & _WRONG else None


class Correction(Words):
    """What it should say instead: a person puts it right."""

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and Mistake.name in talk.details


CORRECTION: Final = Correction("correction", frozenset({"check_invoice", "edit_account", "complaint"}))


class CheckInvoice(Task):
    """Its figures, or that they are put right."""

    intent = "check_invoice"
    entities = frozenset({"order_number", "invoice_number"})
    questions = (*own_order(), Mistake(), CORRECTION)

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        talk.told(order)
        if CORRECTION.name in talk.details:
            return await hand_over(Matter(TicketKind.ORDER, f"correct the invoice: {talk.details['correction']}"), talk)
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


# "Mail it": what was shown is all that it can mean.
_SENDS: Final = sounds("send mail email bhej bhejo bhejiye moklo mokli mokalo भेज भेजो भेजिए मेल ईमेल મોકલો મોકલી મેલ ઈમેલ")
_IT: Final = sounds("it now please ok kar karo do de dijiye aapo kari कर करो दो दीजिए કરો કરી દો આપો")


class ConfirmSending(Confirm):
    async def answered(self, talk: Talk) -> Any | None:
        said = sounds(talk.turn.text)
        is_it = not talk.turn.is_button and bool(said & _SENDS) and said <= _SENDS | _IT
        return True if is_it else await super().answered(talk)


class GetInvoice(Task):
    """The document, by e-mail: to the order's own address and to no other."""

    intent = "get_invoice"
    entities = frozenset({"order_number", "invoice_number"})
    questions = (*own_order(), ConfirmSending(_summary))

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
