"""Changing what was ordered, as WooCommerce wants it said."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sahay.shop.backend import BadAnswer
from sahay.shop.decimals import paise
from sahay.shop.orders import Line
from sahay.shop.refusal import Refusal, Why
from sahay.shop.woocommerce import wire
from sahay.shop.woocommerce.client import DECIMALS, Client
from sahay.shop.woocommerce.mapping import sku


class ItemChanges:
    """`line_items` of a request. WooCommerce takes a line out at quantity 0, and counts the order's total anew, but not
    a changed line's: `prepare_line_items` sets what is sent, so subtotal and total go with the quantity."""

    def __init__(self, client: Client) -> None:
        self._client = client

    async def plan(self, order: wire.Order, lines: Sequence[Line]) -> list[dict[str, Any]] | Refusal:
        ordered: dict[str, list[wire.LineItem]] = {}
        for item in order.line_items:
            ordered.setdefault(sku_of(item), []).append(item)
        wanted = {line.sku: line.quantity for line in lines}
        if any(quantity < 0 for quantity in wanted.values()):
            return Refusal(Why.INVALID, "a negative quantity")
        after = {name: sum(item.quantity for item in items) for name, items in ordered.items()} | wanted
        if not any(after.values()):
            return Refusal(Why.NOT_ALLOWED, "nothing would be left")
        if after == {name: sum(item.quantity for item in items) for name, items in ordered.items()}:
            return Refusal(Why.ALREADY_DONE)
        plan: list[dict[str, Any]] = []
        for name, quantity in wanted.items():
            step = await self._one(name, quantity, ordered.get(name, []))
            if isinstance(step, Refusal):
                return step
            plan += step
        return plan

    async def _one(self, name: str, quantity: int, items: list[wire.LineItem]) -> list[dict[str, Any]] | Refusal:
        if not quantity:
            return [{"id": item.id, "quantity": 0} for item in items] or Refusal(Why.NOT_FOUND, "not in the order")
        more = quantity - sum(item.quantity for item in items)
        product = await product_with(self._client, name) if more > 0 or not items else None
        if more > 0 and (refused := lacking(product, more)):
            return refused
        if items:
            first, *rest = items
            return [scaled(first, quantity), *({"id": item.id, "quantity": 0} for item in rest)]
        assert product is not None  # noqa: S101 -- `lacking` refused otherwise
        variation = {"variation_id": product.id} if product.parent_id else {}
        return [{"product_id": product.parent_id or product.id, **variation, "quantity": quantity}]

    def check(self, order: wire.Order, lines: Sequence[Line]) -> None:
        """Raises BadAnswer when the order is not what `lines` say."""
        now = {sku_of(item): 0 for item in order.line_items}
        for item in order.line_items:
            now[sku_of(item)] += item.quantity
        if any(now.get(line.sku, 0) != line.quantity for line in lines):
            raise BadAnswer("the items were changed to others")


async def product_with(client: Client, name: str) -> wire.Product | None:
    """The product or variation with this SKU, or with this number where it has none. A search by SKU finds variations
    too (class-wc-rest-products-controller.php)."""
    found = await client.get("products", list[wire.Product], sku=name)
    exact = [each for each in found or () if each.sku == name]
    if exact or not (name.isascii() and name.isdecimal()):
        return next(iter(exact), None)
    by_number = await client.get(f"products/{name}", wire.Product)
    return by_number if by_number and not by_number.sku else None


def lacking(product: wire.Product | None, pieces: int) -> Refusal | None:
    if product is None or product.status != "publish":
        return Refusal(Why.NOT_FOUND, "no such product")
    if product.stock_status == "outofstock":
        return Refusal(Why.OUT_OF_STOCK)
    counted = product.manage_stock is not False and product.stock_quantity is not None
    if counted and product.stock_status == "instock" and pieces > (product.stock_quantity or 0):
        return Refusal(Why.OUT_OF_STOCK)
    return None


def scaled(item: wire.LineItem, quantity: int) -> dict[str, Any]:
    """The same line with another quantity, at the price that it was ordered at."""
    for name, amount in (("subtotal", item.subtotal), ("total", item.total)):
        paise(amount, name)  # or it is no amount
    sums = {
        "subtotal": part(item.subtotal, quantity, item.quantity),
        "total": part(item.total, quantity, item.quantity),
    }
    return {"id": item.id, "quantity": quantity, **sums}


def part(amount: str, pieces: int, of: int) -> str:
    """As exact as WooCommerce keeps it: the tax is counted on it, and a paisa lost here is one in the total."""
    return str((Decimal(amount) * pieces / of).quantize(Decimal(1).scaleb(-DECIMALS)))


def sku_of(item: wire.LineItem) -> str:
    return sku(item.sku, item.variation_id or item.product_id)
