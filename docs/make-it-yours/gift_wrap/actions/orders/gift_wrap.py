"""Having an order wrapped as a gift, as long as it is not packed. Somebody does it by hand: a ticket tells them."""

from actions.outcome import not_done
from actions.questions.confirm import Confirm, Summary
from actions.questions.order import own_order
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.orders import OrderState, OrderView
from sahay.shop.tickets import Priority, TicketKind

_NOT_PACKED = frozenset({OrderState.PLACED, OrderState.CONFIRMED})


def _can_be_wrapped(order: OrderView) -> bool:
    return order.state in _NOT_PACKED


async def _summary(talk: Talk) -> Summary:
    order = await talk.order()
    return Summary("utter_confirm_gift_wrap", {"order": order.number, "items": talk.items(order)})


class GiftWrap(Task):
    intent = "gift_wrap"
    entities = frozenset({"order_number"})
    questions = (*own_order(_can_be_wrapped), Confirm(_summary))

    async def consider(self, talk: Talk) -> End | None:
        if "proof" not in talk.details:
            return None
        order = await talk.order()
        return None if _can_be_wrapped(order) else End("utter_gift_wrap_too_late", {"order": order.number})

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        arguments = {
            "kind": TicketKind.ORDER,
            "priority": Priority.HIGH,
            "text": "wrap the order as a gift",
            "order_number": order.number,
        }
        match await talk.run(Write(Kind.OPEN_TICKET, f"gift wrap of {order.number}", arguments)):
            case Done(result=result):
                return End("utter_gift_wrap_done", {"order": order.number, "reference": str(result["reference"])})
            case _ as outcome:
                return not_done(outcome)
