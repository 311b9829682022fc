"""The changes of orders. Who inherits keeps the orders and the stock."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from sahay.shop import changes
from sahay.shop.delivery import Delivery
from sahay.shop.orders import Address, Item, Line, Order, OrderView
from sahay.shop.own.accounts import is_address
from sahay.shop.own.rules import Rules
from sahay.shop.refusal import Refusal, Why

# From the order, and the products that the change names, to what becomes of it.
Become = Callable[[OrderView, Mapping[str, Item]], OrderView | Refusal]


class OwnOrders(ABC):
    """See `sahay.shop.orders.Orders`. What a cancelled order had of the stock is free again."""

    def __init__(self, rules: Rules, delivery: Delivery) -> None:
        self._rules = rules
        self._delivery = delivery

    @abstractmethod
    async def find(self, number: str) -> Order | None: ...

    @abstractmethod
    async def _change(
        self,
        what: str,
        number: str,
        become: Become,
        *,
        skus: Sequence[str] = (),
        reason: str = "",
        key: str,
        now: datetime,
    ) -> OrderView | Refusal:
        """Make of the order what `become` says and take its pieces from the stock, once for the key and all or
        nothing. `skus` are the products of which `become` must know. Refuses what does not exist, and what there is not
        enough of."""

    async def cancel(self, number: str, *, fee: int, reason: str, key: str, now: datetime) -> OrderView | Refusal:
        def become(view: OrderView, _: Mapping[str, Item]) -> OrderView | Refusal:
            return changes.cancelled(view, fee, self._rules.promise(now), now)

        return await self._change("cancel_order", number, become, reason=reason, key=key, now=now)

    async def reinstate(self, number: str, *, key: str, now: datetime) -> OrderView | Refusal:
        order = await self.find(number)
        ways = await self._delivery.options(order.view.address.pin) if order else ()
        expected_on = self._rules.in_working_days(ways[0].days[1], now) if ways else None

        def become(view: OrderView, _: Mapping[str, Item]) -> OrderView | Refusal:
            return changes.reinstated(view, expected_on, now)

        return await self._change("reinstate_order", number, become, key=key, now=now)

    async def change_items(self, number: str, lines: Sequence[Line], *, key: str, now: datetime) -> OrderView | Refusal:
        def become(view: OrderView, goods: Mapping[str, Item]) -> OrderView | Refusal:
            return changes.with_items(view, lines, goods, self._rules.promise(now), now)

        skus = [line.sku for line in lines]
        return await self._change("change_items", number, become, skus=skus, key=key, now=now)

    async def change_address(self, number: str, address: Address, *, key: str, now: datetime) -> OrderView | Refusal:
        is_served = is_address(address) and bool(await self._delivery.options(address.pin))

        def become(view: OrderView, _: Mapping[str, Item]) -> OrderView | Refusal:
            changed = changes.with_address(view, address)
            if isinstance(changed, Refusal) or is_served:
                return changed
            why = Why.NOT_ALLOWED if is_address(address) else Why.INVALID
            return Refusal(why, "the address")

        return await self._change("change_address", number, become, key=key, now=now)
