"""Getting money back, and where it is."""

from actions.questions.order import own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from sahay.shop.orders import OrderState, OrderView, Refund, RefundState
from sahay.shop.policy import cancellation
from sahay.shop.refusal import Refusal

_DELIVERED = frozenset({OrderState.DELIVERED})
_COMING_BACK = frozenset({OrderState.RETURN_REQUESTED, OrderState.RETURNED})


class TrackRefund(Task):
    intent = "track_refund"
    entities = frozenset({"order_number"})
    questions = own_order(lambda order: bool(order.refunds) or order.state in _COMING_BACK)

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        talk.told(order)
        if not order.refunds:
            return _without(order, talk)
        for refund in order.refunds:
            talk.say(*_told(refund, order, talk))
        return None


class GetRefund(Task):
    """Money comes back by cancelling what is not sent, or returning what has come: the way is shown and begun."""

    intent = "get_refund"
    entities = frozenset({"order_number"})
    questions = own_order()

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        talk.told(order)
        if order.refunds:
            for refund in order.refunds:
                talk.say(*_told(refund, order, talk))
            return None
        return _without(order, talk)


def _told(refund: Refund, order: OrderView, talk: Talk) -> tuple[str, dict[str, str]]:
    values = {"order": order.number, "amount": talk.money(refund.amount)}
    if refund.state is RefundState.PAID and refund.paid_at:
        return "utter_refund_paid", values | {"day": talk.day(refund.paid_at)}
    key = "utter_refund_late" if refund.expected_on < talk.today else "utter_refund_expected"
    return key, values | {"day": talk.day(refund.expected_on)}


def _without(order: OrderView, talk: Talk) -> End:
    """Nothing is promised yet: what has to be done for it."""
    values = {"order": order.number}
    if order.state is OrderState.PAYMENT_FAILED:
        return End("utter_refund_nothing_paid", values)
    if order.state in _COMING_BACK:
        return End("utter_refund_after_return", values)
    if order.state in _DELIVERED:
        return End("utter_refund_by_return", values, [_button("return_product", talk)])
    terms = cancellation(order, talk.services.settings.policies, talk.now)
    if isinstance(terms, Refusal):
        return End("utter_refund_not_yet", values)
    if terms.refund == 0:
        return End("utter_refund_nothing_paid", values)
    return End("utter_refund_by_cancelling", values, [_button("cancel_order", talk)])


def _button(intent: str, talk: Talk) -> Button:
    return Button(title=talk.title(intent), payload=f"/{intent}")
