"""Changing what was ordered: https://shopify.dev/docs/apps/build/orders-fulfillment/order-management-apps/edit-orders

An edit is begun, its steps are laid out, and nothing counts before it is committed: what fails on the way changed
nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sahay.shop.backend import BadAnswer, OutcomeUnknown, Unavailable
from sahay.shop.orders import Line, OrderView
from sahay.shop.refusal import Refusal, Why
from sahay.shop.shopify import documents, keys, wire
from sahay.shop.shopify.client import Client, refusal
from sahay.shop.shopify.goods import lacking, variant_with
from sahay.shop.shopify.mapping import same_lines, sku_of
from sahay.shop.shopify.marks import leave_mark
from sahay.shop.shopify.settings import Shopify

CHANGING, CHANGED = "items are being changed", "items changed"


class Beginning(wire.Struct):
    user_errors: list[wire.UserError]
    calculated_order: wire.CalculatedOrder | None = None


class Begun(wire.Struct):
    order_edit_begin: Beginning


class Told(wire.Struct):
    user_errors: list[wire.UserError]


class Committed(wire.Struct):
    order_edit_commit: Told


@dataclass(frozen=True, slots=True)
class Step:
    """A line of the edit: `what` it does with a calculated line or a variant."""

    what: str
    id: str
    quantity: int


class ItemChanges:
    def __init__(self, client: Client, options: Shopify) -> None:
        self._client = client
        self._options = options

    async def change(self, order: wire.Order, lines: Sequence[Line], key: str) -> Refusal | None:
        """A mark before and another after: begun and not ended, what `lines` say is found out and made true."""
        wanted = {line.sku: line.quantity for line in lines}
        if any(quantity < 0 for quantity in wanted.values()):
            return Refusal(Why.INVALID, "a negative quantity")
        begun = (await self._client.read(documents.EDIT_BEGIN, Begun, id=order.id)).order_edit_begin
        if refused := refusal(begun.user_errors):
            return Refusal(Why.NOT_ALLOWED, refused.detail)  # archived, or too old to be edited
        if begun.calculated_order is None:
            raise BadAnswer("neither an edit nor an error")
        plan = await self._plan(begun.calculated_order, wanted)
        if isinstance(plan, Refusal):
            return plan
        if not plan and not order.mark:
            return Refusal(Why.ALREADY_DONE)
        if plan and (refused := await self._make(order.id, begun.calculated_order.id, plan, key)):
            return refused
        await leave_mark(self._client, order.id, key, CHANGED)
        return None

    async def _make(self, order_id: str, edit: str, plan: Sequence[Step], key: str) -> Refusal | None:
        if refused := await self._lay_out(edit, plan):
            return refused
        await leave_mark(self._client, order_id, key, CHANGING)
        return await self._commit(edit, key)

    def check(self, view: OrderView, lines: Sequence[Line]) -> None:
        """Raises BadAnswer when the order is not what `lines` say."""
        if not same_lines([(each.sku, each.quantity) for each in lines], [(i.sku, i.quantity) for i in view.items]):
            raise BadAnswer("the items were changed to others")

    async def _plan(self, edit: wire.CalculatedOrder, wanted: dict[str, int]) -> list[Step] | Refusal:
        ordered: dict[str, list[wire.CalculatedLine]] = {}
        for line in edit.line_items.nodes:
            if line.quantity:
                ordered.setdefault(sku_of(line.sku, line.variant), []).append(line)
        now = {sku: sum(line.quantity for line in same) for sku, same in ordered.items()}
        if not any((now | wanted).values()):
            return Refusal(Why.NOT_ALLOWED, "nothing would be left")
        plan: list[Step] = []
        for sku, quantity in wanted.items():
            steps = await self._steps(sku, quantity, ordered.get(sku, []))
            if isinstance(steps, Refusal):
                return steps
            plan += steps
        return plan

    async def _steps(self, sku: str, quantity: int, lines: list[wire.CalculatedLine]) -> list[Step] | Refusal:
        if not lines and not quantity:
            return Refusal(Why.NOT_FOUND, "not in the order")
        more = quantity - sum(line.quantity for line in lines)
        variant = await variant_with(self._client, self._options, sku) if more > 0 else None
        if more > 0 and (refused := lacking(variant, more)):
            return refused
        if not lines:
            return [Step(documents.EDIT_ADD, variant.id, quantity)] if variant else []
        first, *rest = lines
        steps = [Step(documents.EDIT_SET, first.id, quantity), *(Step(documents.EDIT_SET, e.id, 0) for e in rest)]
        return [] if not more and not rest else steps

    async def _lay_out(self, edit: str, plan: Sequence[Step]) -> Refusal | None:
        try:
            told = await self._client.write(laid_out(plan), dict[str, Told], edit=edit, **variables(plan))
        except OutcomeUnknown as error:
            raise Unavailable(str(error)) from None  # it is not committed, so nothing is changed
        return refusal([error for step in told.values() for error in step.user_errors])

    async def _commit(self, edit: str, key: str) -> Refusal | None:
        told = await self._client.write(
            documents.EDIT_COMMIT,
            Committed,
            edit=edit,
            notify=self._options.notify_customers,
            note=keys.note("Changed in the chat", key),
        )
        return refusal(told.order_edit_commit.user_errors)


def laid_out(plan: Sequence[Step]) -> str:
    """One document with all steps, done in order."""
    declared = "".join(f", $line{n}: ID!, $many{n}: Int!" for n in range(len(plan)))
    steps = "\n".join(step.what.format(n=n) for n, step in enumerate(plan))
    return f"mutation LayOut($edit: ID!{declared}) {{\n{steps}\n}}"


def variables(plan: Sequence[Step]) -> dict[str, Any]:
    return {f"line{n}": step.id for n, step in enumerate(plan)} | {
        f"many{n}": step.quantity for n, step in enumerate(plan)
    }
