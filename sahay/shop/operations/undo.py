"""What a change replaces, and the change that takes it back."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sahay.shop.backend import Backend, Capability
from sahay.shop.operations import Kind, Write
from sahay.shop.operations.ledger import Entry
from sahay.shop.operations.writes import Json, address_json

Reader = Callable[[Backend, Mapping[str, Any]], Awaitable[Json]]


async def items_before(backend: Backend, arguments: Mapping[str, Any]) -> Json:
    """The quantities of the products that are to change: 0 for one that is to be added."""
    order = await backend.orders.find(arguments["order_number"])
    if order is None:
        return {}
    had = {item.sku: item.quantity for item in order.view.items}
    lines = [{"sku": line["sku"], "quantity": had.get(line["sku"], 0)} for line in arguments["lines"]]
    return {"lines": lines, "total": order.view.total}


async def address_before(backend: Backend, arguments: Mapping[str, Any]) -> Json:
    order = await backend.orders.find(arguments["order_number"])
    return {"address": address_json(order.view.address)} if order else {}


async def newsletter_before(backend: Backend, arguments: Mapping[str, Any]) -> Json:
    return {"on": await backend.subscriptions.newsletter(arguments["email"])}


# What has to be read before the change is made, because it is lost by it.
BEFORE: Mapping[Kind, Reader] = {
    Kind.CHANGE_ITEMS: items_before,
    Kind.CHANGE_ADDRESS: address_before,
    Kind.SET_NEWSLETTER: newsletter_before,
}


@dataclass(frozen=True, slots=True)
class Inverse:
    """The kind of change that takes one back, and where its arguments come from: the arguments, the result and what
    was before, merged in this order."""

    kind: Kind
    needs: Capability
    arguments: tuple[str, ...]


# An account that was made and an address that was added stay: others may have been built on them.
INVERSES: Mapping[Kind, Inverse] = {
    Kind.CANCEL_ORDER: Inverse(Kind.REINSTATE_ORDER, Capability.REINSTATE_ORDER, ("order_number", "fee", "reason")),
    Kind.REINSTATE_ORDER: Inverse(Kind.CANCEL_ORDER, Capability.CANCEL_ORDER, ("order_number", "fee", "reason")),
    Kind.CHANGE_ITEMS: Inverse(Kind.CHANGE_ITEMS, Capability.CHANGE_ITEMS, ("order_number", "lines")),
    Kind.CHANGE_ADDRESS: Inverse(Kind.CHANGE_ADDRESS, Capability.CHANGE_ADDRESS, ("order_number", "address")),
    Kind.REQUEST_RETURN: Inverse(Kind.WITHDRAW_RETURN, Capability.WITHDRAW_RETURN, ("return_number",)),
    Kind.SET_NEWSLETTER: Inverse(Kind.SET_NEWSLETTER, Capability.NEWSLETTER, ("email", "on")),
}


def undo_of(entry: Entry, backend: Backend) -> Write | None:
    """The change that takes a done one back; None when there is none, or this shop has none."""
    inverse = INVERSES.get(entry.write.kind)
    if inverse is None or inverse.needs not in backend.capabilities:
        return None
    known = {**entry.write.arguments, **entry.result, **entry.before}
    if not known.keys() >= set(inverse.arguments):
        return None
    return Write(inverse.kind, entry.write.subject, {name: known[name] for name in inverse.arguments})
