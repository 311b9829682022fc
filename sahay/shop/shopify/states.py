"""Shopify's statuses in our words. The values are those of the enums in its schema."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from sahay.shop.backend import BadAnswer
from sahay.shop.orders import CarrierStep, OrderState
from sahay.shop.shopify import wire

# https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFulfillmentStatus, for what has not left.
# None: the payment decides.
AT_THE_SHOP: Mapping[str, OrderState | None] = MappingProxyType(
    {
        "UNFULFILLED": None,
        "OPEN": None,
        "ON_HOLD": None,
        "SCHEDULED": None,
        "RESTOCKED": None,
        "REQUEST_DECLINED": None,
        "FULFILLMENT_NOT_REQUIRED": None,
        "PENDING_FULFILLMENT": OrderState.PACKED,
        "IN_PROGRESS": OrderState.PACKED,
    }
)
SENT = frozenset({"FULFILLED", "PARTIALLY_FULFILLED"})

# https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderDisplayFinancialStatus
PAYMENTS: Mapping[str, OrderState] = MappingProxyType(
    {
        "PENDING": OrderState.PLACED,
        "AUTHORIZED": OrderState.CONFIRMED,
        "PARTIALLY_PAID": OrderState.CONFIRMED,
        "PAID": OrderState.CONFIRMED,
        "PARTIALLY_REFUNDED": OrderState.CONFIRMED,
        "REFUNDED": OrderState.REFUNDED,
        "EXPIRED": OrderState.PAYMENT_FAILED,
        "VOIDED": OrderState.PAYMENT_FAILED,
    }
)

# https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentDisplayStatus. Every other is on its way: the shop
# said that it sent it, whatever the carrier has said so far.
PARCELS: Mapping[str, OrderState] = MappingProxyType(
    {
        "LABEL_PRINTED": OrderState.PACKED,
        "LABEL_PURCHASED": OrderState.PACKED,
        "READY_FOR_PICKUP": OrderState.PACKED,
        "OUT_FOR_DELIVERY": OrderState.OUT_FOR_DELIVERY,
        "DELIVERED": OrderState.DELIVERED,
        "PICKED_UP": OrderState.DELIVERED,
        "NOT_DELIVERED": OrderState.DELIVERY_FAILED,
        "FAILURE": OrderState.DELIVERY_FAILED,
    }
)
# Where several parcels stand at different places, the order stands where the least of them does.
ORDER_OF_PARCELS = (
    OrderState.DELIVERY_FAILED,
    OrderState.PACKED,
    OrderState.SHIPPED,
    OrderState.OUT_FOR_DELIVERY,
    OrderState.DELIVERED,
)

# https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderReturnStatus
RETURNS: Mapping[str, OrderState] = MappingProxyType(
    {
        "RETURN_REQUESTED": OrderState.RETURN_REQUESTED,
        "IN_PROGRESS": OrderState.RETURN_REQUESTED,
        "INSPECTION_COMPLETE": OrderState.RETURNED,
        "RETURNED": OrderState.RETURNED,
    }
)

# https://shopify.dev/docs/api/admin-graphql/latest/enums/FulfillmentEventStatus; labels and delays are no steps of
# ours.
STEPS: Mapping[str, CarrierStep] = MappingProxyType(
    {
        "CARRIER_PICKED_UP": CarrierStep.PICKED_UP,
        "IN_TRANSIT": CarrierStep.IN_TRANSIT,
        "OUT_FOR_DELIVERY": CarrierStep.OUT_FOR_DELIVERY,
        "ATTEMPTED_DELIVERY": CarrierStep.ATTEMPT_FAILED,
        "FAILURE": CarrierStep.ATTEMPT_FAILED,
        "DELIVERED": CarrierStep.DELIVERED,
    }
)


def state(order: wire.Order) -> OrderState:
    """Raises BadAnswer for a status that the schema does not have."""
    paid = PAYMENTS.get(order.display_financial_status or "PENDING")
    if paid is None:
        raise BadAnswer("a financial status that is none")
    if order.cancelled_at:
        return OrderState.CANCELLED
    if paid is OrderState.REFUNDED:
        return paid
    return RETURNS.get(order.return_status) or _on_its_way(order) or paid


def _on_its_way(order: wire.Order) -> OrderState | None:
    status = order.display_fulfillment_status
    if status in AT_THE_SHOP:
        return AT_THE_SHOP[status]
    if status not in SENT:
        raise BadAnswer("a fulfilment status that is none")
    reached = [PARCELS.get(each.display_status or "", OrderState.SHIPPED) for each in sent(order)]
    return min(reached, key=ORDER_OF_PARCELS.index, default=OrderState.SHIPPED)


def sent(order: wire.Order) -> Sequence[wire.Fulfillment]:
    """Without those that were called off."""
    return [each for each in order.fulfillments if each.status not in ("CANCELLED", "ERROR", "FAILURE")]
