"""Returns, asked over HTTP."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime

from sahay.shop.backend import Capability
from sahay.shop.refusal import Refusal
from sahay.shop.remote import wire
from sahay.shop.remote.calls import Calls, contradiction
from sahay.shop.remote.goods import is_pin
from sahay.shop.remote.wishes import Bare, ReturnWish
from sahay.shop.returns import PickupSlot, Return, ReturnLine, ReturnRequest, ReturnState


class RemoteReturns:
    """See `sahay.shop.returns.Returns`."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls

    async def slots(self, pin: str, now: datetime, limit: int = 6) -> Sequence[PickupSlot]:
        if not is_pin(pin):
            return ()
        told = await self._calls.read(
            "listPickupSlots",
            ("pickup-slots",),
            wire.PickupSlots,
            query={"pin": pin, "from": now.isoformat(), "limit": str(limit)},
            needs=Capability.REQUEST_RETURN,
        )
        slots = [wire.like(PickupSlot, each) for each in told.items if each.begins >= now] if told else []
        return tuple(sorted(slots, key=lambda each: each.begins)[:limit])

    async def of_order(self, number: str) -> Sequence[Return]:
        told = await self._calls.read(
            "listReturns", ("orders", number, "returns"), wire.Returns, needs=Capability.REQUEST_RETURN
        )
        returns = [wire.like(Return, each) for each in told.items] if told else []
        if any(each.order_number != number for each in returns):
            raise contradiction("another order's return")
        return tuple(sorted(returns, key=lambda each: each.requested_at, reverse=True))

    async def request(self, wanted: ReturnRequest, *, key: str, now: datetime) -> Return | Refusal:
        told = await self._calls.write(
            "requestReturn",
            "POST",
            ("orders", wanted.order_number, "returns"),
            ReturnWish,
            {
                "kind": wanted.kind,
                "lines": wanted.lines,
                "reason": wanted.reason,
                "slot_id": wanted.slot_id,
                "exchange_sku": wanted.exchange_sku,
                "asked_at": now,
            },
            wire.Return,
            key=key,
            needs=Capability.REQUEST_RETURN,
        )
        if isinstance(told, Refusal):
            return told
        made = wire.like(Return, told)
        same = (made.order_number, made.kind) == (wanted.order_number, wanted.kind)
        if not same or _pieces(made.lines) != _pieces(wanted.lines):
            raise contradiction("another return")
        return made

    async def withdraw(self, return_number: str, *, key: str, now: datetime) -> Return | Refusal:
        told = await self._calls.write(
            "withdrawReturn",
            "POST",
            ("returns", return_number, "withdraw"),
            Bare,
            {"asked_at": now},
            wire.Return,
            key=key,
            needs=Capability.WITHDRAW_RETURN,
        )
        if isinstance(told, Refusal):
            return told
        if (told.number, told.state) != (return_number, ReturnState.WITHDRAWN):
            raise contradiction("a withdrawn return that is not")
        return wire.like(Return, told)


def _pieces(lines: Iterable[ReturnLine]) -> Counter[str]:
    """So many of each product, in whatever order and on however many lines."""
    pieces: Counter[str] = Counter()
    for line in lines:
        pieces[line.sku] += line.quantity
    return pieces
