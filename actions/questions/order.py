"""Which order, and that it is the customer's own."""

from collections.abc import Callable, Sequence
from typing import Any, Final

from actions import order_numbers, told_order
from actions.cards import orders_card
from actions.history import did_else
from actions.order_numbers import ENTITY, given
from actions.own_parcel import speaks_of_last, speaks_of_other
from actions.proof import keep, kept
from actions.questions.account import AccountEmail, Code
from actions.questions.choice import chosen
from actions.task.question import Again, End, Keep, Question, Taken
from actions.task.talk import Talk
from actions.turn import BUTTONS, Button
from sahay.shop.orders import Order, OrderView
from sahay.shop.verification import Exhausted, Refused

SEVERAL: Final = 2  # different order numbers in one message: it is asked which
BY_EMAIL: Final = "by_email"  # the choice to find the order by a code that is sent by e-mail
TITLE_CHARACTERS: Final = 20
_NO_WISH: Final = frozenset({"inform", "affirm", "deny", "nlu_fallback", "out_of_scope"})


class OrderNumber(Question):
    """The number of the order. Of a customer who is known, or who has just proved an order, it may be known already.

    `among` says which of a customer's orders the task is about; `recent` that the order that was told last is meant
    where none is named.
    """

    name = "order"

    def __init__(self, among: Callable[[OrderView], bool] = lambda _: True, *, recent: bool = True) -> None:
        self._among = among
        self._recent = recent

    async def volunteered(self, talk: Talk) -> Any | None:
        if talk.state.asked is None:
            numbers = given(talk.turn)
            return numbers[0] if len(numbers) == 1 else None
        others: list[str] = []
        if self._may_correct(talk):
            others = [number for number in order_numbers.called(talk.turn) if number != talk.details.get(self.name)]
        if not others and self.name in talk.details and speaks_of_other(talk.turn.text):
            others = [order.number for order in await self._fit(talk) if order.number != talk.details[self.name]]
        return others[0] if len(others) == 1 else None

    def _may_correct(self, talk: Talk) -> bool:
        """ "Sorry, order 20002" does; "where is order 20002" is another wish, after which the task goes on."""
        return talk.turn.intent in _NO_WISH | {talk.state.name} or order_numbers.is_all(talk.turn)

    async def answered(self, talk: Talk) -> Any | None:
        if chosen(talk.turn) == BY_EMAIL:
            return BY_EMAIL
        numbers = given(talk.turn)
        if len(numbers) == 1:
            return numbers[0]
        if not numbers and speaks_of_last(talk.turn.text) and (orders := await self.own_orders(talk)):
            return orders[0].number
        return None

    async def known(self, talk: Talk) -> Any | None:
        if len(given(talk.turn)) >= SEVERAL:
            return None
        if told := await self._told(talk):
            return told
        if not await talk.identity():
            return None
        orders = await self.own_orders(talk)
        if not orders:
            return End("utter_no_such_orders")
        if speaks_of_last(talk.turn.text):
            return orders[0].number
        # Where none is fit for it the latest is meant, and its task says why it is not.
        fit = await self._fit(talk) or orders[:1]
        return fit[0].number if len(fit) == 1 else None

    async def taken(self, value: Any, talk: Talk) -> Taken:
        if value == BY_EMAIL:
            return Keep({BY_EMAIL: True})
        order = await self._own(value, talk)
        if order:
            talk.knows(order)
            return Keep({self.name: order.view.number, "proof": "account"})
        if (contact := kept(talk.turn, talk.now)) and await talk.services.ownership.belongs(value, contact):
            return Keep({self.name: value, "proof": "contact"})
        return Keep({self.name: value})

    async def ask(self, talk: Talk, *, again: bool) -> None:
        numbers = given(talk.turn)
        if len(numbers) >= SEVERAL:
            talk.say("utter_ask_order_number_which", buttons=order_numbers.buttons(numbers[:BUTTONS]))
        elif orders := await self._fit(talk):
            talk.say("utter_choose_order", {"orders": _listed(orders, talk)}, _order_buttons(orders))
            talk.turn.show(orders_card(orders, talk))
        elif "proof" in talk.state.gained:
            talk.say("utter_ask_order_number_next")
        else:
            talk.say("utter_ask_order_number_again" if again else "utter_ask_order_number")

    async def help(self, talk: Talk) -> None:
        talk.say("utter_help_order_number")

    async def _told(self, talk: Talk) -> str | None:
        """The order that was told last, if it is meant, and was proved not long ago."""
        told = told_order.asked_about(talk.turn, talk.now)
        is_meant = self._recent or (talk.turn.is_button and told_order.was_just_told(talk.turn))
        if told or not is_meant or did_else(talk.turn.events):
            return told
        number = talk.turn.slot("known_order")
        if not number or not (kept(talk.turn, talk.now) or await self._own(number, talk)):
            return None
        fit = {order.number for order in await self._fit(talk)}
        return number if not fit or number in fit else None

    async def _own(self, number: str, talk: Talk) -> Order | None:
        identity = await talk.identity()
        return await talk.services.ownership.of_account(number, identity.account_id) if identity else None

    async def _fit(self, talk: Talk) -> list[OrderView]:
        return [order for order in await self.own_orders(talk) if self._among(order)]

    async def own_orders(self, talk: Talk) -> Sequence[OrderView]:
        """Those of a customer who is known, the latest first."""
        identity = await talk.identity()
        return await talk.services.backend.orders.of_customer(identity.account_id) if identity else ()


class OrderContact(Question):
    """The e-mail address or phone number behind the order, which proves that it is the customer's."""

    name = "proof"
    depends = ("order",)

    async def known(self, talk: Talk) -> Any | None:
        return talk.details.get("contact")

    async def volunteered(self, talk: Talk) -> Any | None:
        """Of an order that is proved no other contact is looked at."""
        others = set(given(talk.turn)) - {talk.details.get("order")}
        if self.name in talk.details and not others:
            return None
        return talk.turn.entity("email") or talk.turn.entity("phone_number")

    async def taken(self, value: Any, talk: Talk) -> Taken:
        number = talk.details.get("order")
        if number is None:
            return Keep({"contact": value})
        outcome = await talk.services.ownership.prove(
            number,
            value,
            conversation_id=talk.turn.conversation_id,
            message_id=talk.turn.message_id,
            now=talk.now,
        )
        match outcome:
            case Order():
                talk.knows(outcome)
                talk.events += keep(value, talk.now)
                return Keep({self.name: "contact", "contact": None})
            case Refused(attempts_left):
                left = {"attempts_left": str(attempts_left)}
                return Again("utter_order_refused", left, forget=("order", "contact", "proof"), asks=True)
            case Exhausted():
                return End("utter_verification_exhausted", reason="verification_exhausted")

    async def ask(self, talk: Talk, *, again: bool) -> None:
        if again:
            talk.say("utter_ask_order_contact_again", {"order_number": talk.details["order"]})
        else:
            talk.say("utter_ask_order_contact")

    async def help(self, talk: Talk) -> None:
        talk.say("utter_help_order_contact")


def own_order(
    among: Callable[[OrderView], bool] | OrderNumber = lambda _: True, *, recent: bool = True
) -> tuple[Question, ...]:
    """The questions by which a task has an order that is the customer's own: `await talk.order()`.

    A customer who is known is asked for nothing, or which of several orders; others give number and contact, or have
    a code sent by e-mail. A number that is asked for in another way may be given instead of `among`.
    """
    number = among if isinstance(among, OrderNumber) else OrderNumber(among, recent=recent)
    return (AccountEmail(when=BY_EMAIL), Code(), number, OrderContact())


def _listed(orders: Sequence[OrderView], talk: Talk) -> str:
    return "\n".join(
        f"{order.number}: {', '.join(item.name for item in order.items)} ({talk.day(order.placed_at, 'd MMM')})"
        for order in orders
    )


def _order_buttons(orders: Sequence[OrderView]) -> list[Button]:
    return [
        Button(title=f"{order.number} {order.items[0].name}"[:TITLE_CHARACTERS].rstrip(), payload=_payload(order))
        for order in orders[:BUTTONS]
    ]


def _payload(order: OrderView) -> str:
    return f'/inform{{"{ENTITY}": "{order.number}"}}'
