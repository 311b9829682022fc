"""Saying hello: to a customer who is known, by name, and with what is going on."""

from rasa_sdk.events import EventType

from actions.skill import Skill
from actions.turn import Turn
from sahay.shop.orders import OrderState, OrderView

# Nothing more is to come of these.
_OVER = frozenset({OrderState.DELIVERED, OrderState.REFUNDED, OrderState.CANCELLED, OrderState.RETURNED})


class Greet(Skill):
    action = "action_greet"

    async def act(self, turn: Turn) -> list[EventType]:
        identity = await self._services.identities.of(turn.conversation_id, self._services.clock.now())
        account = await self._services.backend.accounts.get(identity.account_id) if identity else None
        if account is None:
            turn.say("utter_greet")
            return []
        turn.say("utter_greet_known", {"name": account.name.split()[0]})
        orders = await self._services.backend.orders.of_customer(account.id)
        if under_way := [order for order in orders if order.state not in _OVER]:
            turn.say("utter_greet_orders", {"orders": _numbers(under_way)})
        waiting = [each for each in await self._services.tickets.of_account(account.id) if each.closed_at is None]
        if waiting:
            turn.say("utter_greet_tickets", {"tickets": ", ".join(each.reference for each in waiting)})
        return []


def _numbers(orders: list[OrderView]) -> str:
    return ", ".join(order.number for order in orders)
