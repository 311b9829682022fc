"""Calling an order off, as long as it is not on its way."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from actions.matter import Matter, hand_over
from actions.questions.choice import Choice, Option
from actions.questions.confirm import Confirm, Summary
from actions.questions.order import own_order
from actions.questions.product import named
from actions.sounds import sounds
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from actions.undo import undo_buttons
from sahay.config.sections import BEFORE_SHIPPING
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.orders import OrderState, OrderView
from sahay.shop.policy import Terms, cancellation
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind

_CANCELLABLE: Final = frozenset({*BEFORE_SHIPPING, OrderState.PAYMENT_FAILED.value})
# Why not, by where the order is, each with a way on. A refusal for any other reason is for a person.
_TOO_LATE: Final[Mapping[OrderState, str]] = {
    OrderState.SHIPPED: "utter_cancel_refused_on_its_way",
    OrderState.OUT_FOR_DELIVERY: "utter_cancel_refused_on_its_way",
    OrderState.DELIVERY_FAILED: "utter_cancel_refused_on_its_way",
    OrderState.DELIVERED: "utter_cancel_refused_delivered",
    OrderState.RETURN_REQUESTED: "utter_cancel_refused_sent_back",
    OrderState.RETURNED: "utter_cancel_refused_sent_back",
    OrderState.REFUNDED: "utter_cancel_refused_sent_back",
}


_BECAUSE: Final[Mapping[str, Sequence[frozenset[str]]]] = {
    reason: tuple(sounds(phrase) for phrase in phrases)
    for reason, phrases in {
        "changed_mind": (
            "changed mind",
            "dont need",
            "dont want",
            "longer need",
            "nahi chahiye",
            "nathi joitu",
            "नहीं चाहिए",
            "નથી જોઈતું",
        ),
        "mistake": ("mistake", "mistakenly", "galti", "galti se", "bhul thi", "ordered twice", "गलती", "ભૂલથી"),
        "too_slow": ("too late", "too long", "too slow", "taking long", "der", "देर", "મોડું"),
        "other": ("cheaper", "sasta", "sastu", "सस्ता", "સસ્તું"),
    }.items()
}


class Reason(Choice):
    """Why: the shop learns from it."""

    name = "reason"
    topics = frozenset({"complaint", "delivery_period"})

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [
            Option("changed_mind", talk.title("changed_mind"), "dont want need nahi chahiye nathi joitu joie"),
            Option("mistake", talk.title("mistake"), "wrong galti galat bhul khoto twice duplicate"),
            Option("too_slow", talk.title("too_slow"), "late slow long der modu delay time"),
        ]

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_cancel_reason", {"order": talk.details["order"]}, buttons)

    async def volunteered(self, talk: Talk) -> Any | None:
        """Where it is said with the wish: "cancel it, I ordered it by mistake"."""
        turn = talk.turn
        if turn.is_button or turn.intent != talk.state.name:
            return None
        said = sounds(turn.text)
        heard = [reason for reason, phrases in _BECAUSE.items() if any(phrase <= said for phrase in phrases)]
        return heard[0] if len(heard) == 1 else None

    async def answered(self, talk: Talk) -> Any | None:
        """Whatever else is said is a reason too, unless it is a wish or question of its own."""
        turn = talk.turn
        return await super().answered(talk) or ("other" if turn.intent in _SAID and not turn.is_button else None)


# What the engine makes of words that are no wish: "found it cheaper elsewhere".
_SAID: Final = frozenset({"nlu_fallback", "out_of_scope", "complaint", "cancel_order"})


def can_be_cancelled(order: OrderView) -> bool:
    return order.state.value in _CANCELLABLE


async def terms_of(talk: Talk) -> Terms | Refusal:
    return cancellation(await talk.order(), talk.services.settings.policies, talk.now)


def refused(order: OrderView, why: Why) -> End:
    """Says why the order cannot be cancelled, and what can be done instead."""
    values = {"order": order.number}
    if why is Why.ALREADY_DONE:
        return End("utter_cancel_refused_already_done", values)
    if why is Why.TOO_LATE:
        return End(_TOO_LATE.get(order.state, "utter_cancel_refused_too_late"), values)
    return End("utter_refused")


async def _summary(talk: Talk) -> Summary:
    order, terms = await talk.order(), await terms_of(talk)
    fee, refund = (terms.fee, terms.refund) if isinstance(terms, Terms) else (0, 0)
    values = {"order": order.number, "items": talk.items(order)}
    if fee:
        return Summary("utter_confirm_cancel_fee", values | {"fee": talk.money(fee), "refund": talk.money(refund)})
    if refund:
        return Summary("utter_confirm_cancel_refund", values | {"refund": talk.money(refund)})
    return Summary("utter_confirm_cancel_unpaid", values)


# "Cancel only the lamp": the rest is to come.
_ONLY: Final = sounds("only just sirf keval faqat fakt matra mathi सिर्फ सिर्फ़ केवल ફક્ત માત્ર માંથી")


class CancelOrder(Task):
    intent = "cancel_order"
    entities = frozenset({"order_number"})
    questions = (*own_order(can_be_cancelled), Reason(), Confirm(_summary))

    def instead(self, talk: Talk) -> str | None:
        return "change_order" if named(talk.turn) and sounds(talk.turn.text) & _ONLY else None

    async def consider(self, talk: Talk) -> End | None:
        if "proof" not in talk.details:
            return None
        order, terms = await talk.order(), await terms_of(talk)
        talk.told(order)
        return refused(order, terms.why) if isinstance(terms, Refusal) else None

    async def finish(self, talk: Talk) -> End | None:
        order, terms = await talk.order(), await terms_of(talk)
        if Capability.CANCEL_ORDER not in talk.services.backend.capabilities:
            return await hand_over(Matter(TicketKind.ORDER, f"cancel the order: {talk.details['reason']}"), talk)
        fee = 0 if isinstance(terms, Refusal) else terms.fee  # a refusal now is the shop's to tell, as after a crash
        arguments = {"order_number": order.number, "fee": fee, "reason": talk.details["reason"]}
        match await talk.run(Write(Kind.CANCEL_ORDER, f"order {order.number}", arguments)):
            case Done(result=result):
                return await _done(order, result["refunds"], talk)
            case Refusal(why):
                return refused(order, why)
            case _:
                return End("utter_unsettled")


async def _done(order: OrderView, refunds: Sequence[Mapping[str, Any]], talk: Talk) -> End:
    """Says what comes back, and by when; `refunds` are all of the order, also those of before."""
    buttons = await undo_buttons(talk)
    before = {refund.id for refund in order.refunds}
    new = [each for each in refunds if each["refund_id"] not in before] or refunds
    if not new:
        return End("utter_cancel_done", {"order": order.number}, buttons)
    latest = max(date.fromisoformat(each["expected_on"]) for each in new)
    refund = talk.money(sum(each["amount"] for each in new))
    return End("utter_cancel_done_refund", {"order": order.number, "refund": refund, "by": talk.day(latest)}, buttons)
