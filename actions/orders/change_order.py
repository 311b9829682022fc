"""Changing what is in an order, as long as it is not packed: one thing at a time."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from actions.matter import Matter, hand_over
from actions.orders.change_words import WORDS, Action, action_of
from actions.orders.edit import Edit, edit_of, preview
from actions.questions.choice import Choice, Option
from actions.questions.confirm import Confirm, Summary
from actions.questions.heard import Heard
from actions.questions.item import OrderItem
from actions.questions.order import own_order
from actions.questions.product import ProductQuestion, named
from actions.questions.quantity import Quantity, is_bare, numbers_in, quantity_of
from actions.questions.words import Words
from actions.task.question import End, Keep, Taken
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from actions.undo import undo_buttons
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.orders import OrderState, OrderView
from sahay.shop.policy import item_change
from sahay.shop.refusal import Refusal, Why
from sahay.shop.tickets import TicketKind

# Why not, by where the order is, each with a way on.
_REFUSED: Final[Mapping[OrderState, str]] = {
    OrderState.PACKED: "utter_change_refused_packed",
    OrderState.SHIPPED: "utter_change_refused_on_its_way",
    OrderState.OUT_FOR_DELIVERY: "utter_change_refused_on_its_way",
    OrderState.DELIVERY_FAILED: "utter_change_refused_on_its_way",
    OrderState.DELIVERED: "utter_change_refused_delivered",
    OrderState.CANCELLED: "utter_change_refused_off",
    OrderState.PAYMENT_FAILED: "utter_change_refused_off",
}
# With these a message may say more about the change; with any other it is a wish or a question of its own.
_ABOUT_IT: Final = frozenset(
    {"change_order", "inform", "deny", "affirm", "place_order", "nlu_fallback", "out_of_scope"}
)
# While these are asked for, a number or a name may be something else.
_ABOUT_OTHER: Final = frozenset({"order", "proof", "email", "account", "wish"})


# These words are said of a whole order or account too: "cancel the kettle", "basket hata do".
_ABOUT_IT_OF_A_PRODUCT: Final = frozenset({"cancel_order", "delete_account"})


def _may_say(talk: Talk) -> bool:
    is_about_it = talk.turn.intent in _ABOUT_IT
    is_of_product = talk.turn.intent in _ABOUT_IT_OF_A_PRODUCT and bool(named(talk.turn))
    return (is_about_it or is_of_product) and talk.state.asked not in _ABOUT_OTHER and not talk.turn.is_button


def _is(talk: Talk, *actions: Action) -> bool:
    return talk.details.get("action") in actions


class Named(Heard):
    """The products that were named, before it is known which of them are in the order."""

    name = "named"

    async def volunteered(self, talk: Talk) -> Any | None:
        """Of what is swapped the old one stays, where only another new one is named."""
        found = named(talk.turn)
        if not found or not _may_say(talk) or talk.state.asked in ("item", "product"):
            return None
        old = talk.details.get("item")
        return [old, *found] if old and _is(talk, Action.SWAP) and old not in found and len(found) == 1 else found


class WhatToDo(Choice):
    name = "action"

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [Option(action, talk.title(f"change_{action}"), words) for action, words in WORDS.items()]

    async def known(self, talk: Talk) -> Any | None:
        """Only a person can do anything where the shop's system cannot."""
        return None if Capability.CHANGE_ITEMS in talk.services.backend.capabilities else Action.ELSE

    async def volunteered(self, talk: Talk) -> Any | None:
        """A number alone changes no other wish: "make it 3", where something is to be added, adds three."""
        action = _action(talk) if _may_say(talk) else None
        return None if action is Action.QUANTITY and self.name in talk.details else action

    async def answered(self, talk: Talk) -> Any | None:
        """A number alone is one of the list."""
        by_words = None if talk.turn.is_button or is_bare(talk.turn) else _action(talk)
        return by_words or await super().answered(talk)

    async def taken(self, value: Any, talk: Talk) -> Taken:
        """What only a person can do may be said in the customer's words already."""
        says_it = value == Action.ELSE and not talk.turn.is_button and _action(talk) is Action.ELSE
        return Keep({self.name: str(value)} | ({"wish": talk.turn.text} if says_it else {}))

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        order = await talk.order()
        values = {"order": order.number, "items": talk.items(order), "options": listed}
        talk.say("utter_ask_change_action", values, buttons)


def _action(talk: Talk) -> Action | None:
    turn = talk.turn
    return action_of(turn.text, len(named(turn)), numbers_in(turn))


class Item(OrderItem):
    """The thing that is taken out, swapped or counted anew."""

    depends = ("order", "action", "named")

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and _is(talk, Action.REMOVE, Action.SWAP, Action.QUANTITY)

    async def known(self, talk: Talk) -> Any | None:
        own = {item.sku for item in (await talk.order()).items}
        found = [sku for sku in talk.details.get("named", ()) if sku in own]
        return found[0] if len(found) == 1 else await super().known(talk)


class NewProduct(ProductQuestion):
    """The product that is put in: of two that were named, the one that is not in the order yet."""

    depends = ("order", "action", "named")

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and _is(talk, Action.ADD, Action.SWAP)

    async def known(self, talk: Talk) -> Any | None:
        own = {item.sku for item in (await talk.order()).items}
        found = talk.details.get("named", ())
        new = [sku for sku in found if sku not in own]
        if not new and _is(talk, Action.ADD):
            new = list(found)  # more of what is there
        return new[0] if len(new) == 1 else None


class HowMany(Quantity):
    """Pieces: of something new one, unless more are asked for; of what takes another's place as many as that was."""

    depends = ("action",)

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and _is(talk, Action.QUANTITY, Action.ADD, Action.SWAP)

    async def known(self, talk: Talk) -> Any | None:
        if _is(talk, Action.QUANTITY):
            return None
        before = {item.sku: item.quantity for item in (await talk.order()).items}
        return before.get(talk.details.get("item", ""), 1)

    async def volunteered(self, talk: Talk) -> Any | None:
        """A number alone, where another thing is asked for, is the place in its list."""
        is_place = talk.state.asked in ("action", "item") and is_bare(talk.turn)
        return quantity_of(talk.turn) if _may_say(talk) and not is_place else None

    async def taken(self, value: Any, talk: Talk) -> Taken:
        """Whether so many can be had is seen when it is known of what."""
        return Keep({self.name: value}) if value else await super().taken(value, talk)


class Wish(Words):
    """What only a person can change, in the customer's words."""

    depends = ("action",)

    def __init__(self) -> None:
        super().__init__("wish", topics=frozenset({"change_order", "product_question", "return_product"}), least=3)

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and _is(talk, Action.ELSE)


class ConfirmChange(Confirm):
    """Nothing is changed where a person is asked to."""

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and not _is(talk, Action.ELSE)


async def _summary(talk: Talk) -> Summary:
    order = await talk.order()
    changed = await preview(order, edit_of(talk.details), talk)
    if isinstance(changed, Refusal):  # it was possible when it was said
        return Summary("utter_refused", {"order": order.number})
    values = {"order": order.number, "items": talk.items(changed), "total": talk.money(changed.total)}
    difference = changed.total - order.total
    if difference == 0:
        return Summary("utter_confirm_change_same", values)
    values |= {"before": talk.money(order.total), "difference": talk.money(abs(difference))}
    return Summary("utter_confirm_change_more" if difference > 0 else "utter_confirm_change_less", values)


class ChangeOrder(Task):
    intent = "change_order"
    entities = frozenset({"order_number"})
    questions = (
        *own_order(lambda order: order.state in (OrderState.PLACED, OrderState.CONFIRMED)),
        Named(),
        WhatToDo(),
        Item(),
        NewProduct(),
        HowMany(),
        Wish(),
        Edit(),
        ConfirmChange(_summary),
    )

    async def consider(self, talk: Talk) -> End | None:
        if "proof" not in talk.details:
            return None
        order = await talk.order()
        talk.told(order)
        refusal = item_change(order, talk.services.settings.policies)
        return _refused(order, refusal.why) if refusal else None

    async def finish(self, talk: Talk) -> End | None:
        order = await talk.order()
        if _is(talk, Action.ELSE):
            return await hand_over(Matter(TicketKind.ORDER, f"change the order: {talk.details['wish']}"), talk)
        arguments = {"order_number": order.number, "lines": edit_of(talk.details)}
        match await talk.run(Write(Kind.CHANGE_ITEMS, f"order {order.number}", arguments)):
            case Done(result=result):
                values = {"order": order.number, "items": _items(result), "total": talk.money(result["total"])}
                return End("utter_change_done", values, await undo_buttons(talk))
            case Refusal(why):
                return _refused(order, why)
            case _:
                return End("utter_unsettled")


def _items(result: Mapping[str, Any]) -> str:
    return ", ".join(f"{item['quantity']} × {item['name']}" for item in result["items"])


def _refused(order: OrderView, why: Why) -> End:
    if why is Why.OUT_OF_STOCK:
        return End("utter_change_refused_stock", {"order": order.number})
    if why in (Why.TOO_LATE, Why.NOT_ALLOWED):
        return End(_REFUSED.get(order.state, "utter_change_refused_over"), {"order": order.number})
    return End("utter_refused")
