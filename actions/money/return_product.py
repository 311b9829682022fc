"""Sending something back, for the money or for another piece: what, why, and when it is fetched."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

from actions.matter import Matter, hand_over
from actions.outcome import not_done
from actions.questions.choice import Choice, Option
from actions.questions.confirm import Confirm, Summary
from actions.questions.item import OrderItem
from actions.questions.order import own_order
from actions.sounds import sounds
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from actions.turn import Button
from actions.undo import undo_buttons
from sahay.shop.backend import Capability
from sahay.shop.operations import Done, Kind, Write
from sahay.shop.orders import Item, OrderState, OrderView
from sahay.shop.policy import returnable
from sahay.shop.refusal import Refusal, Why
from sahay.shop.returns import PickupSlot, ReturnKind, ReturnReason, ReturnState
from sahay.shop.tickets import TicketKind

# Why the whole order cannot go back, each with a way on.
_REFUSED = {
    Why.TOO_EARLY: "utter_return_too_early",
    Why.TOO_LATE: "utter_return_too_late",
    Why.ALREADY_DONE: "utter_return_already_done",
    Why.NOT_ALLOWED: "utter_return_not_allowed",
}
_WORDS = {
    ReturnReason.DAMAGED: "broken damaged defective leaking cracked not working tuta toota kharab tuti tutelu bagdelu",
    ReturnReason.WRONG_ITEM: "wrong different another galat dusra khotu bijo biju",
    ReturnReason.SIZE: "size fit small big tight loose chhota bada nanu motu",
    ReturnReason.QUALITY: "quality cheap bad material ghatiya kharab halki",
    ReturnReason.CHANGED_MIND: "dont want like need pasand nahi chahiye gamtu nathi joitu",
}


NOON = 12
_HALVES = {
    True: sounds("morning forenoon am subah savare savar सुबह સવારે સવાર"),
    False: sounds("afternoon evening noon pm dopahar shaam sham bapore sanje दोपहर शाम બપોરે સાંજે"),
}


_ANY: Final = sounds("any anytime whenever earliest soonest jaldi koi kabhi gamey कोई कभी जल्दी ગમે જલદી")


class ReturnItem(OrderItem):
    """A product of the order that may go back. With several, each return is one product."""

    async def options(self, talk: Talk) -> Sequence[Option]:
        allowed = await returnable_items(await talk.order(), talk)
        return [option for option in await super().options(talk) if option.value in {item.sku for item in allowed}]


class ReturnWhy(Choice):
    name = "return_reason"
    depends = ("item",)
    topics = frozenset({"complaint"})

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [Option(reason, talk.title(f"return_{reason}"), words) for reason, words in _WORDS.items()]

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_return_reason", {"reasons": listed}, buttons)


class ReturnAs(Choice):
    """The money, or another piece."""

    name = "return_kind"

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [
            Option(ReturnKind.REFUND, talk.title("return_refund"), "money refund paisa paise પૈસા पैसे"),
            Option(ReturnKind.EXCHANGE, talk.title("return_exchange"), "exchange replace another badal badli બદલી बदल"),
        ]

    async def volunteered(self, talk: Talk) -> Any | None:
        return None

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_return_kind", buttons=buttons)


class PickupTime(Choice):
    name = "pickup"
    depends = ("order",)

    async def options(self, talk: Talk) -> Sequence[Option]:
        return [Option(slot.id, slot_said(slot, talk)) for slot in await self._slots(talk)]

    async def known(self, talk: Talk) -> Any | None:
        """Where nobody fetches, a person finds a way."""
        if await self._slots(talk):
            return None
        return await hand_over(Matter(TicketKind.RETURN, f"return {talk.details['item']}: nobody fetches there"), talk)

    async def answered(self, talk: Talk) -> Any | None:
        """ "Tomorrow morning" names one too: by its day, and by its half."""
        if named := await super().answered(talk):
            return named
        day, said = talk.turn.entity("date"), sounds(talk.turn.text)
        of_day = [slot for slot in await self._slots(talk) if day and talk.local(slot.begins).date().isoformat() == day]
        halves = [slot for slot in of_day if said & _HALVES[talk.local(slot.begins).hour < NOON]]
        fitting = halves or of_day or (await self._slots(talk) if said & _ANY else ())
        return fitting[0].id if fitting else None  # the first one: it is shown before anything is done

    async def say(self, talk: Talk, buttons: Sequence[Button], listed: str) -> None:
        talk.say("utter_ask_pickup", buttons=buttons)

    async def _slots(self, talk: Talk) -> Sequence[PickupSlot]:
        order = await talk.order()
        return await talk.services.backend.returns.slots(order.address.pin, talk.now, limit=3)


async def _summary(talk: Talk) -> Summary:
    order, item = await talk.order(), await _item(talk)
    slots = await talk.services.backend.returns.slots(order.address.pin, talk.now)
    pickup = next((slot_said(slot, talk) for slot in slots if slot.id == talk.details["pickup"]), "")
    values = {"item": f"{item.quantity} × {item.name}", "order": order.number, "pickup": pickup}
    if talk.details["return_kind"] == ReturnKind.EXCHANGE:
        return Summary("utter_confirm_exchange", values)
    return Summary("utter_confirm_return", values | {"amount": talk.money(item.total)})


class ReturnProduct(Task):
    intent = "return_product"
    entities = frozenset({"order_number"})
    questions = (
        *own_order(lambda order: order.state is OrderState.DELIVERED),
        ReturnItem(),
        ReturnWhy(),
        ReturnAs(),
        PickupTime(),
        Confirm(_summary),
    )

    async def consider(self, talk: Talk) -> End | None:
        if "proof" not in talk.details:
            return None
        order = await talk.order()
        if not await returnable_items(order, talk):
            return End(_REFUSED.get(await _why_not(order, talk), "utter_refused"), {"order": order.number})
        if Capability.REQUEST_RETURN not in talk.services.backend.capabilities:
            return await hand_over(Matter(TicketKind.RETURN, "send something of the order back"), talk)
        if {"item", "return_reason"} <= talk.details.keys():
            return await self._item_refused(order, talk)
        return None

    async def finish(self, talk: Talk) -> End | None:
        order, item = await talk.order(), await _item(talk)
        arguments = {
            "order_number": order.number,
            "kind": talk.details["return_kind"],
            "lines": [{"sku": item.sku, "quantity": item.quantity}],
            "reason": talk.details["return_reason"],
            "slot_id": talk.details["pickup"],
        }
        match await talk.run(Write(Kind.REQUEST_RETURN, f"order {order.number}", arguments)):
            case Done(result=result):
                return await _done(result, talk)
            case Refusal(why) if why in _REFUSED:
                return End(_REFUSED[why], {"order": order.number})
            case _ as outcome:
                return not_done(outcome)

    async def _item_refused(self, order: OrderView, talk: Talk) -> End | None:
        """Some things go back only if they came damaged or wrong."""
        refusal = await _refusal(order, talk.details["item"], talk, ReturnReason(talk.details["return_reason"]))
        if refusal is None:
            return None
        item = await _item(talk)
        key = "utter_return_item_never" if refusal.why is Why.NOT_ALLOWED else "utter_return_item_late"
        return End(key, {"item": item.name, "order": order.number})


async def returnable_items(order: OrderView, talk: Talk) -> list[Item]:
    going = await _going_back(order, talk)
    return [item for item in order.items if item.sku not in going and await _refusal(order, item.sku, talk) is None]


async def _going_back(order: OrderView, talk: Talk) -> set[str]:
    """The products of a return that is under way."""
    if order.state is not OrderState.RETURN_REQUESTED:
        return set()
    returns = await talk.services.backend.returns.of_order(order.number)
    return {line.sku for each in returns if each.state is not ReturnState.WITHDRAWN for line in each.lines}


async def _refusal(order: OrderView, sku: str, talk: Talk, reason: ReturnReason | None = None) -> Refusal | None:
    """A product that is in the catalogue no more goes back by a person."""
    product = await talk.services.backend.catalogue.product(sku)
    if product is None:
        return Refusal(Why.NOT_FOUND)
    settings = talk.services.settings
    return returnable(order, product, settings.policies, talk.today, reason=reason, timezone=settings.shop.timezone)


async def _why_not(order: OrderView, talk: Talk) -> Why:
    """The reason that the first product has, unless it is on its way back."""
    if await _going_back(order, talk):
        return Why.ALREADY_DONE
    refusal = await _refusal(order, order.items[0].sku, talk) if order.items else None
    return refusal.why if refusal else Why.NOT_FOUND


async def _item(talk: Talk) -> Item:
    order = await talk.order()
    return next(item for item in order.items if item.sku == talk.details["item"])


def slot_said(slot: PickupSlot, talk: Talk) -> str:
    """ "Mon 23 Nov, 10-13": short enough for a button."""
    return f"{talk.day(slot.begins, 'EEE d MMM')}, {_hour(slot.begins, talk)}-{_hour(slot.ends, talk)}"


def _hour(moment: datetime, talk: Talk) -> str:
    return str(talk.local(moment).hour)


async def _done(result: Any, talk: Talk) -> End:
    values = {"number": str(result["return_number"])}
    buttons = await undo_buttons(talk)
    if pickup := result.get("pickup"):
        begins, ends = datetime.fromisoformat(pickup["begins"]), datetime.fromisoformat(pickup["ends"])
        values["pickup"] = slot_said(PickupSlot("", begins, ends), talk)
    else:
        values["pickup"] = ""
    if label := result.get("label_url"):
        talk.say("utter_return_done_label", values | {"label": str(label)}, buttons)
        return End()
    return End("utter_return_done", values, buttons)
