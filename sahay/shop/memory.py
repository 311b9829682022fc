"""The shop's ports in memory: for tests, and the reference that the database must agree with."""

import asyncio
from collections.abc import Iterable
from datetime import datetime

from sahay.shop.catalogue import Product
from sahay.shop.faq import Answer, Catalogue, Entry
from sahay.shop.orders import Order, OrderView
from sahay.shop.verification import (
    Claim,
    Digest,
    Exhausted,
    Failures,
    Owner,
    Policy,
    Proved,
    Refused,
    Side,
    belongs,
    verify,
)


class MemoryOrders:
    """See `sahay.shop.orders.Orders`."""

    def __init__(
        self, orders: Iterable[Order] = (), policy: Policy | None = None, digest: Digest | None = None
    ) -> None:
        self._orders = {order.view.number: order for order in orders}
        self._policy = policy or Policy()
        self._digest = digest or Digest("a key for tests")
        self._ledger = MemoryLedger(self._orders)
        self._one_at_a_time = asyncio.Lock()

    async def track(
        self, number: str, contact: str, *, conversation_id: str, message_id: str, now: datetime
    ) -> OrderView | Refused | Exhausted:
        claim = self._digest.claim(number, contact, conversation_id=conversation_id, message_id=message_id)
        async with self._one_at_a_time:
            verdict = await verify(claim, self._ledger, self._digest, self._policy, now)
        return self._orders[claim.order_number].view if isinstance(verdict, Proved) else verdict

    async def belongs(self, number: str, contact: str) -> bool:
        claim = self._digest.claim(number, contact, conversation_id="", message_id="")
        return await belongs(claim, self._ledger, self._digest)


class MemoryLedger:
    """See `sahay.shop.verification.Ledger`."""

    def __init__(self, orders: dict[str, Order]) -> None:
        self._orders = orders
        self._attempts: dict[Claim, tuple[datetime, bool]] = {}

    async def decided(self, claim: Claim) -> bool | None:
        _, proved = self._attempts.get(claim, (None, None))
        return proved

    async def failures(self, claim: Claim, limit: int) -> Failures:
        return {side: self._latest(side, claim)[:limit] for side in Side}

    def _latest(self, side: Side, claim: Claim) -> list[datetime]:
        failed = (
            at
            for earlier, (at, proved) in self._attempts.items()
            if not proved and getattr(earlier, side.value) == getattr(claim, side.value)
        )
        return sorted(failed, reverse=True)

    async def owner(self, order_number: str) -> Owner | None:
        order = self._orders.get(order_number)
        return Owner(order.customer.email, order.customer.phone) if order else None

    async def record(self, claim: Claim, *, proved: bool, at: datetime) -> None:
        self._attempts[claim] = (at, proved)


class MemoryCatalogue:
    """See `sahay.shop.catalogue.Catalogue`."""

    def __init__(self, products: Iterable[Product] = ()) -> None:
        self._products = sorted(products, key=lambda each: each.sku)

    async def products(self) -> list[Product]:
        return list(self._products)


class MemoryFaq:
    """See `sahay.shop.faq.Faq`."""

    def __init__(self, entries: Iterable[Entry], default_language: str = "en") -> None:
        self._catalogue = Catalogue.of(entries, default_language)

    async def search(self, text: str, language: str, limit: int = 3) -> list[Answer]:
        return self._catalogue.search(text, language, limit)

    async def answer(self, key: str, language: str) -> Answer | None:
        return self._catalogue.answer(key, language)

    async def answer_to(self, intent: str, language: str) -> Answer | None:
        return self._catalogue.answer_to(intent, language)
