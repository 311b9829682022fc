"""A payment that failed, hangs, or was taken twice: what the bank says of it, and the second one given back."""

from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.confirm import Confirm, Summary
from actions.questions.order import own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.orders import OrderState, OrderView, Payment, PaymentMethod, PaymentState
from sahay.shop.payments import taken_twice
from sahay.shop.policy import refund_due
from sahay.shop.tickets import Priority, TicketKind

TWICE = "twice"  # the payment that was taken a second time: {"id", "amount", "method"}


async def _summary(talk: Talk) -> Summary:
    twice = talk.details[TWICE]
    values = {"order": talk.details["order"], "amount": talk.money(twice["amount"]), "days": _days(talk)}
    return Summary("utter_confirm_twice", values)


class PaymentIssue(Task):
    intent = "payment_issue"
    entities = frozenset({"order_number"})
    questions = (*own_order(), Confirm(_summary, when=TWICE))

    async def consider(self, talk: Talk) -> End | None:
        talk.details.pop(TWICE, None)  # it may be another order by now
        if "proof" not in talk.details:
            return None
        order = await talk.order()
        payments = await talk.services.backend.payments.of_order(order.number)
        twice = taken_twice(payments, order.total)
        if twice is None:
            return _told(order, payments[-1] if payments else None, talk)
        known = next((refund for refund in order.refunds if refund.payment_id == twice.id), None)
        values = {"order": order.number, "amount": talk.money(twice.amount)}
        if known:
            return End("utter_twice_on_its_way", values | {"day": talk.day(known.expected_on)})
        if Capability.REQUEST_REFUND not in talk.services.backend.capabilities:
            text = f"payment {twice.id} took {twice.amount} paise a second time: give it back"
            return await hand_over(Matter(TicketKind.PAYMENT, text, Priority.HIGH), talk)
        talk.details[TWICE] = {"id": twice.id, "amount": twice.amount, "method": twice.method.value}
        return None

    async def finish(self, talk: Talk) -> End | None:
        number, twice = talk.details["order"], talk.details[TWICE]
        arguments = {
            "order_number": number,
            "payment_id": twice["id"],
            "amount": twice["amount"],
            "reason": "taken twice",
        }
        match await talk.run(Write(Kind.REQUEST_REFUND, f"order {number}", arguments)):
            case Done():
                values = {"order": number, "amount": talk.money(twice["amount"]), "days": _days(talk)}
                return End("utter_twice_refunded", values)
            case _ as outcome:
                return not_done(outcome)


def _days(talk: Talk) -> str:
    method = PaymentMethod(talk.details[TWICE]["method"])
    return str(refund_due(method, talk.services.settings.policies))


def _told(order: OrderView, last: Payment | None, talk: Talk) -> End:
    """What became of the last payment."""
    values = {"order": order.number, "total": talk.money(order.total)}
    if last is None:
        return End("utter_payment_none", values)
    if order.state is OrderState.PAYMENT_FAILED or last.state is PaymentState.FAILED:
        return End("utter_payment_failed", values)
    if last.state is PaymentState.PENDING:
        return End("utter_payment_cod" if last.method is PaymentMethod.COD else "utter_payment_pending", values)
    values |= {"amount": talk.money(last.amount), "day": talk.day(last.at), "reference": last.reference or last.id}
    return End("utter_payment_fine", values)
