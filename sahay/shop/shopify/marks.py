"""Leaving a mark where a write has no place for one."""

from sahay.shop.backend import BadAnswer
from sahay.shop.shopify import documents, keys, wire
from sahay.shop.shopify.client import Client, refusal


class Told(wire.Struct):
    user_errors: list[wire.UserError]


class Marked(wire.Struct):
    metafields_set: Told


async def leave_mark(client: Client, owner: str, key: str, what: str) -> None:
    """A metafield on an order or a customer: done again it is the same."""
    told = await client.write(documents.SET_MARKS, Marked, marks=[{"ownerId": owner, **keys.mark(key, what)}])
    if refused := refusal(told.metafields_set.user_errors):
        raise BadAnswer(f"a mark was not kept: {refused.detail}")
