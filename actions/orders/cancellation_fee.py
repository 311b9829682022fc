"""What cancelling costs: the rule, and for an order that is named or known what it would cost now."""

from typing import Any

from actions.orders.cancel_order import can_be_cancelled, refused, terms_of
from actions.questions.order import OrderNumber, own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.policy import Terms


class OrderIfKnown(OrderNumber):
    """It is not asked for: without an order the rule is the answer."""

    async def known(self, talk: Talk) -> Any | None:
        found = await super().known(talk)
        return rule(talk) if found is None or isinstance(found, End) else found


def rule(talk: Talk) -> End:
    policies = talk.services.settings.policies
    values = {"last": talk.title(f"while_{policies.cancel_until}")}
    is_free = policies.cancellation_fee == 0 or policies.cancel_free_until == policies.cancel_until
    if is_free:
        return End("utter_cancellation_rule_free", values)
    values |= {
        "free": talk.title(f"while_{policies.cancel_free_until}"),
        "minutes": str(policies.cancel_free_minutes),
        "fee": talk.money(policies.cancellation_fee),
    }
    return End("utter_cancellation_rule", values)


class CheckCancellationFee(Task):
    intent = "check_cancellation_fee"
    is_offered = False
    questions = own_order(OrderIfKnown(can_be_cancelled))

    async def finish(self, talk: Talk) -> End | None:
        order, terms = await talk.order(), await terms_of(talk)
        talk.told(order)
        if not isinstance(terms, Terms):
            return refused(order, terms.why)
        if not terms.fee:
            return End("utter_cancellation_free_now", {"order": order.number})
        values = {"order": order.number, "fee": talk.money(terms.fee), "refund": talk.money(terms.refund)}
        return End("utter_cancellation_fee_now", values)
