"""What a change makes of an order, before it is made: what is in it then, what it costs, whether it can be had."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from actions.orders.change_words import Action
from actions.questions.choice import CHOICE
from actions.task.question import Again, End, Keep, Question, Taken
from actions.task.talk import Talk
from actions.turn import Button
from sahay.shop.catalogue import Product
from sahay.shop.changes import MOST_PIECES, with_items
from sahay.shop.orders import Item, Line, OrderView
from sahay.shop.refusal import Refusal, Why

Lines = list[dict[str, Any]]
EDIT: Final = "edit"


class Edit(Question):
    """The lines of the change, [{"sku", "quantity"}], made of the other details. What cannot be had is told at once.
    Never asked for."""

    name = EDIT
    depends = ("order", "action", "item", "product", "quantity")

    def is_needed(self, talk: Talk) -> bool:
        return super().is_needed(talk) and talk.details.get("action") != Action.ELSE

    async def known(self, talk: Talk) -> Any | None:
        order = await talk.order()
        lines = lines_of(talk.details, order)
        before = {item.sku: item.quantity for item in order.items}
        for line in lines:
            if line["quantity"] > MOST_PIECES:
                return Again("utter_quantity_too_many", {"most": str(MOST_PIECES)}, forget=("quantity",), asks=True)
            more = line["quantity"] - before.get(line["sku"], 0)
            product = await talk.services.backend.catalogue.product(line["sku"])
            if product and more > 0 and (problem := _missing(product, more, talk)):
                return problem
        return _checked(await preview(order, lines, talk), lines, order)

    async def ask(self, talk: Talk, *, again: bool) -> None:
        raise NotImplementedError


def edit_of(details: Mapping[str, Any]) -> Lines:
    return list(details[EDIT])


def lines_of(details: Mapping[str, Any], order: OrderView) -> Lines:
    """The new quantities of the products that the details are about."""
    return _LINES[Action(details["action"])](details, {item.sku: item.quantity for item in order.items})


def _added(details: Mapping[str, Any], before: Mapping[str, int]) -> Lines:
    sku = details["product"]
    return [_line(sku, before.get(sku, 0) + details["quantity"])]


def _removed(details: Mapping[str, Any], before: Mapping[str, int]) -> Lines:
    """All pieces, unless fewer were named."""
    sku, pieces = details["item"], details.get("quantity")
    return [_line(sku, max(before[sku] - pieces, 0) if pieces else 0)]


def _swapped(details: Mapping[str, Any], before: Mapping[str, int]) -> Lines:
    old, new = details["item"], details["product"]
    if old == new:
        return [_line(new, details["quantity"])]
    return [_line(old, 0), _line(new, before.get(new, 0) + details["quantity"])]


def _counted(details: Mapping[str, Any], _: Mapping[str, int]) -> Lines:
    return [_line(details["item"], details["quantity"])]


_LINES: Final = {
    Action.ADD: _added,
    Action.REMOVE: _removed,
    Action.SWAP: _swapped,
    Action.QUANTITY: _counted,
}


def _line(sku: str, quantity: int) -> dict[str, Any]:
    return {"sku": sku, "quantity": quantity}


async def preview(order: OrderView, lines: Sequence[Mapping[str, Any]], talk: Talk) -> OrderView | Refusal:
    """The order as it would be, at today's prices. What the shop makes of it counts."""
    goods = {}
    for line in lines:
        if product := await talk.services.backend.catalogue.product(line["sku"]):
            goods[product.sku] = Item(product.sku, product.name, 1, product.price, 0)
    wanted = [Line(line["sku"], line["quantity"]) for line in lines]
    return with_items(order, wanted, goods, lambda _: talk.today, talk.now)


def _missing(product: Product, more: int, talk: Talk) -> Taken | None:
    """That the shop has not so many pieces more of a product. `product.stock` None: nobody counts them."""
    if product.stock is None or product.stock >= more:
        return None
    if product.stock == 0:
        return End("utter_change_out_of_stock", {"product": product.name})
    values = {"product": product.name, "left": str(product.stock)}
    most = talk.details["quantity"] - (more - product.stock)
    return Again("utter_change_only_left", values, _take(most), forget=("quantity",), asks=True)


def _take(pieces: int) -> list[Button]:
    return [Button(title=str(pieces), payload=f'/inform{{"{CHOICE}": "{pieces}"}}')] if pieces > 0 else []


def _checked(changed: OrderView | Refusal, lines: Lines, order: OrderView) -> Taken:
    match changed:
        case Refusal(why=Why.ALREADY_DONE):
            return Again("utter_change_same", {"order": order.number}, forget=("quantity",), asks=True)
        case Refusal(why=Why.NOT_ALLOWED):
            return End("utter_change_nothing_left", {"order": order.number})
        case Refusal():
            return End("utter_refused")
        case _:
            return Keep({EDIT: lines})
