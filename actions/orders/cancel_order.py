"""Calling an order off, as long as it is not on its way."""

from collections.abc import Sequence

from actions.questions.choice import Choice, Option
from actions.questions.confirm import Confirm, Summary
from actions.questions.order import own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.policy import Terms, cancellation
from sahay.shop.refusal import Refusal


class Reason(Choice):
    """Why: the shop learns from it."""

    name = "reason"

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [
            Option("changed_mind", talk.title("changed_mind"), "dont want need nahi chahiye nathi joitu"),
            Option("mistake", talk.title("mistake"), "wrong galti galat bhul khoto twice"),
            Option("too_slow", talk.title("too_slow"), "late slow long der modu delay"),
        ]

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_cancel_reason", buttons=buttons)


async def _terms(talk: Talk) -> Terms | Refusal:
    return cancellation(await talk.order(), talk.services.settings.policies, talk.now)


async def _summary(talk: Talk) -> Summary:
    order, terms = await talk.order(), await _terms(talk)
    fee, refund = (terms.fee, terms.refund) if isinstance(terms, Terms) else (0, 0)
    values = {"order": order.number, "items": talk.items(order), "fee": talk.money(fee), "refund": talk.money(refund)}
    if refund == 0:
        return Summary("utter_confirm_cancel_unpaid", {name: values[name] for name in ("order", "items")})
    return Summary("utter_confirm_cancel_fee" if fee else "utter_confirm_cancel", values)


class CancelOrder(Task):
    intent = "cancel_order"
    questions = (*own_order(), Reason(), Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if "proof" not in talk.details:
            return None
        order, terms = await talk.order(), await _terms(talk)
        if isinstance(terms, Refusal):
            return End(f"utter_cancel_refused_{terms.why}", {"order": order.number})
        return None

    async def finish(self, talk: Talk) -> End | None:
        order, terms = await talk.order(), await _terms(talk)
        if isinstance(terms, Refusal):
            return End(f"utter_cancel_refused_{terms.why}", {"order": order.number})
        arguments = {"order_number": order.number, "fee": terms.fee, "reason": talk.details["reason"]}
        values = {"order": order.number, "refund": talk.money(terms.refund), "days": str(terms.refund_days)}
        match await talk.run(Write(Kind.CANCEL_ORDER, f"order {order.number}", arguments)):
            case Done():
                return End("utter_cancel_done_refund" if terms.refund else "utter_cancel_done", values)
            case Refusal(why):
                return End(f"utter_cancel_refused_{why}", {"order": order.number})
            case _:
                return End("utter_unsettled")
