"""The settings of a WooCommerce shop."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from sahay.config import checks
from sahay.config.errors import Invalid
from sahay.config.sections import setting
from sahay.shop.orders import OrderState, PaymentMethod
from sahay.shop.remote.options import HttpOptions

# Order statuses of WooCommerce itself: https://woocommerce.com/document/managing-orders/order-statuses/
# "completed" is "fulfilled and complete"; shops that complete an order when it leaves say `completed: shipped`.
STATES: Mapping[str, OrderState] = MappingProxyType(
    {
        "pending": OrderState.PLACED,
        "on-hold": OrderState.PLACED,
        "processing": OrderState.CONFIRMED,
        "completed": OrderState.DELIVERED,
        "cancelled": OrderState.CANCELLED,
        "refunded": OrderState.REFUNDED,
        "failed": OrderState.PAYMENT_FAILED,
    }
)
# Gateways of WooCommerce itself. Every other is taken for a card, unless `payment_methods` says better.
METHODS: Mapping[str, PaymentMethod] = MappingProxyType(
    {"cod": PaymentMethod.COD, "bacs": PaymentMethod.NETBANKING, "cheque": PaymentMethod.NETBANKING}
)
SECONDS_OF_A_CALL = 8.0


def table(of: type[OrderState] | type[PaymentMethod]) -> checks.Check:
    """Keys of the shop's with values of ours."""

    def check(value: Any) -> Mapping[str, Any]:
        known = [each.value for each in of]
        if not isinstance(value, dict) or not all(
            isinstance(key, str) and said in known for key, said in value.items()
        ):
            raise Invalid(f"must be names of the shop's, each with one of {', '.join(known)}")
        return {key: of(said) for key, said in value.items()}

    return check


def days(value: Any) -> tuple[int, int]:
    """The fewest and the most, as [2, 7]."""
    if not (isinstance(value, list) and len(value) == 2 and all(type(each) is int and each >= 0 for each in value)):
        raise Invalid("must be the fewest and the most days, as [2, 7]")
    fewest, most = value
    if fewest > most:
        raise Invalid("must name the fewest days first")
    return fewest, most


def truth(value: Any) -> bool:
    if not isinstance(value, bool):
        raise Invalid("must be true or false")
    return value


@dataclass(frozen=True, kw_only=True)
class WooCommerce:
    """`backend:` of a shop on WooCommerce. Key and secret are SAHAY_WOOCOMMERCE_KEY and SAHAY_WOOCOMMERCE_SECRET.

    url                 where WordPress is, without /wp-json
    order_number_meta   the order's meta key with its printed number, where a plugin numbers orders ("_order_number")
    statuses            states of statuses that a plugin added, or other ones for WooCommerce's own
    payment_methods     what the shop's gateways are
    api_refund          whether a refund is sent to the gateway at once. False, the default, records it and leaves the
                        payment to a person: a gateway without refunds fails, and money that went out does not come back
    refund_days         within how many days a recorded refund is paid
    delivery_days       working days of a delivery; WooCommerce does not know. Without them nothing is said of delivery
    timeout_seconds     for one request
    """

    url: str = setting(checks.url)
    order_number_meta: str | None = setting(checks.line, None)
    statuses: Mapping[str, OrderState] = field(default_factory=dict, metadata={"check": table(OrderState)})
    payment_methods: Mapping[str, PaymentMethod] = field(default_factory=dict, metadata={"check": table(PaymentMethod)})
    api_refund: bool = setting(truth, False)
    refund_days: int = setting(checks.whole(1), 7)
    delivery_days: tuple[int, int] | None = setting(days, None)
    timeout_seconds: float = setting(checks.seconds, SECONDS_OF_A_CALL)

    def __post_init__(self) -> None:
        HttpOptions(url=self.url)  # refuses an address that a key must not go to

    def state(self, status: str) -> OrderState | None:
        """What an order's status means; None for one that nobody told us of."""
        return self.statuses.get(status) or STATES.get(status)

    def status(self, state: OrderState) -> str:
        """The status to put an order into: one of WooCommerce's own, and the shop's only where those have none."""
        return next(name for name, meant in (*STATES.items(), *self.statuses.items()) if meant is state)

    def method(self, gateway: str) -> PaymentMethod:
        return self.payment_methods.get(gateway) or METHODS.get(gateway) or PaymentMethod.CARD
