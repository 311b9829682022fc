"""Buying: a chat takes no order, so it brings the customer to the page where it can be placed."""

from collections.abc import Sequence
from typing import Any, Final

from actions.question_words import is_question
from actions.questions.heard import Heard
from actions.questions.only import Only
from actions.questions.order import OrderNumber, own_order
from actions.questions.product import ProductQuestion, named
from actions.questions.quantity import quantity_of
from actions.sounds import sounds
from actions.task.question import End
from actions.task.talk import Talk
from actions.task.task import Task
from sahay.shop.catalogue import Product
from sahay.shop.orders import OrderView

FEW: Final = 5  # pieces left that are worth telling
_AGAIN: Final = sounds(
    """
    reorder repeat phir dobara dubara wapas fari farithi pachho pachhu
    रीऑर्डर फिर दोबारा वापस ફરી ફરીથી પાછો પાછું રિપીટ रिपीट
    """
)
_AGAIN_PHRASES: Final = tuple(sounds(phrase) for phrase in ("order again", "buy again", "same again", "same order"))


def speaks_of_again(text: str) -> bool:
    """ "The same again": what was ordered before."""
    said = sounds(text)
    return bool(said & _AGAIN) or any(phrase <= said for phrase in _AGAIN_PHRASES)


class Again(Heard):
    """Whether an order is to be placed once more."""

    name = "again"

    async def volunteered(self, talk: Talk) -> Any | None:
        says_so = talk.state.asked in (None, "product") and not talk.turn.is_button
        return True if says_so and speaks_of_again(talk.turn.text) and not named(talk.turn) else None


class Wanted(ProductQuestion):
    """The product that somebody wants to buy. Who asks how that is done is told, and not asked back."""

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and "again" not in talk.details

    async def volunteered(self, talk: Talk) -> Any | None:
        return await self.answered(talk) if talk.state.asked is None else None

    async def known(self, talk: Talk) -> Any | None:
        if is_question(talk.turn.text) and not talk.turn.is_button:
            return End("utter_how_to_order", {"url": talk.services.settings.shop.url})
        return None


class Pieces(Heard):
    """How many of it, if somebody says so."""

    name = "quantity"

    async def volunteered(self, talk: Talk) -> Any | None:
        return quantity_of(talk.turn) if talk.state.asked in (None, "product") else None


class LastOrder(OrderNumber):
    """Where none is named, the one that was placed last."""

    async def known(self, talk: Talk) -> Any | None:
        found = await super().known(talk)
        orders = () if found else await self.own_orders(talk)
        return orders[0].number if orders else found


def _is_again(talk: Talk) -> bool:
    return "again" in talk.details


class PlaceOrder(Task):
    intent = "place_order"
    entities = frozenset({"product"})
    questions = (
        Again(),
        Pieces(),
        *(Only(question, _is_again) for question in own_order(LastOrder())),
        Wanted(),
    )

    async def finish(self, talk: Talk) -> End | None:
        if _is_again(talk):
            return await _reorder(await talk.order(), talk)
        product = await talk.services.backend.catalogue.product(talk.details["product"])
        if product is None:
            return End("utter_how_to_order", {"url": talk.services.settings.shop.url})
        return _page(product, talk)


def _page(product: Product, talk: Talk) -> End:
    """Where to buy it, what it costs, and whether it is there."""
    pieces = talk.details.get("quantity", 1)
    cart = talk.services.backend.catalogue.cart_url([(product.sku, pieces)])
    values = {"product": product.name, "price": talk.money(product.price)}
    if product.stock == 0:
        return End("utter_buy_sold_out", values | {"url": product.url or talk.services.settings.shop.url})
    values |= {"url": product.url or cart}
    if product.stock is not None and product.stock < max(pieces, FEW):
        return End("utter_buy_few", values | {"left": str(product.stock)})
    if pieces > 1:
        return End(
            "utter_buy_several",
            values | {"pieces": str(pieces), "total": talk.money(pieces * product.price), "url": cart},
        )
    return End("utter_buy", values)


async def _reorder(order: OrderView, talk: Talk) -> End:
    """A cart with what there still is of an order; what there is not is named."""
    talk.told(order)
    lines, missing = await _available(order, talk)
    values = {"order": order.number}
    if not lines:
        return End("utter_reorder_none", values | {"url": talk.services.settings.shop.url})
    names = {item.sku: item.name for item in order.items}
    values |= {
        "items": ", ".join(f"{quantity} × {names[sku]}" for sku, quantity in lines),
        "url": talk.services.backend.catalogue.cart_url(lines),
    }
    if missing:
        return End("utter_reorder_some", values | {"missing": ", ".join(missing)})
    return End("utter_reorder", values)


async def _available(order: OrderView, talk: Talk) -> tuple[Sequence[tuple[str, int]], Sequence[str]]:
    """The lines (SKU, pieces) that can be had, and the names of what cannot, or not in full."""
    wanted: dict[str, int] = {}
    for item in order.items:
        wanted[item.sku] = wanted.get(item.sku, 0) + item.quantity
    names = {item.sku: item.name for item in order.items}
    lines, missing = [], []
    for sku, pieces in wanted.items():
        product = await talk.services.backend.catalogue.product(sku)
        there = 0 if product is None else pieces if product.stock is None else min(product.stock, pieces)
        if there:
            lines.append((sku, there))
        if there < pieces:
            missing.append(f"{pieces - there} × {names[sku]}")
    return lines, missing
