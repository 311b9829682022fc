"""WooCommerce's orders in our words."""

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sahay.config import Shop
from sahay.shop import orders as ours
from sahay.shop.backend import BadAnswer
from sahay.shop.decimals import paise, share
from sahay.shop.orders import OrderState, PaymentState, RefundState, ShipmentKind
from sahay.shop.verification import canonical_contact
from sahay.shop.woocommerce import keys, wire
from sahay.shop.woocommerce.settings import WooCommerce

# The meta key of the official extension: https://woocommerce.com/document/shipment-tracking/
TRACKING = "_wc_shipment_tracking_items"
# States in which goods are still with the shop. A tracking number says that they are not.
AT_THE_SHOP = frozenset({OrderState.PLACED, OrderState.CONFIRMED, OrderState.PACKED})


@dataclass(frozen=True, slots=True)
class OrderReader:
    """`regions` are names by code of state: {"GJ": "Gujarat"}."""

    options: WooCommerce
    shop: Shop
    regions: Mapping[str, str]

    def order(self, said: wire.Order, refunds: Sequence[wire.Refund] = ()) -> ours.Order:
        view = self.view(said, refunds)
        # A guest's order belongs to no account: an id that no account has.
        account = str(said.customer_id) if said.customer_id else f"guest-{said.id}"
        customer = ours.Customer(
            id=account,
            name=view.customer_name,
            email=said.billing.email or "",
            phone=e164(said.billing.phone, self.shop.country),
            address=view.address,
        )
        return ours.Order(customer, view)

    def view(self, said: wire.Order, refunds: Sequence[wire.Refund] = ()) -> ours.OrderView:
        if said.currency != self.shop.currency:
            raise BadAnswer(f"order {said.id} is in {said.currency}, the shop's money is {self.shop.currency}")
        parcels = tuple(shipments(said))
        state = self._state(said, parcels)
        return ours.OrderView(
            number=said.number,
            customer_name=person(said.billing),
            state=state,
            placed_at=moment(said.date_created_gmt),
            expected_on=None,
            address=self.address(said.shipping if said.shipping.address_1 else said.billing),
            items=tuple(item(line, parcels) for line in said.line_items),
            delivery_charge=paise(said.shipping_total, "shipping_total") + paise(said.shipping_tax, "shipping_tax"),
            discount=paise(said.discount_total, "discount_total") + paise(said.discount_tax, "discount_tax"),
            total=paise(said.total, "total"),
            milestones=tuple(milestones(said, state, parcels)),
            shipments=parcels,
            payments=tuple(self.payments(said, state)),
            refunds=tuple(self.refund(said, each) for each in sorted(refunds, key=lambda each: each.id)),
        )

    def address(self, said: wire.Address) -> ours.Address:
        lines = [part for part in (said.address_1, said.address_2) if part]
        region = said.state or ""
        return ours.Address(", ".join(lines), said.city or "", self.regions.get(region, region), said.postcode or "")

    def payments(self, said: wire.Order, state: OrderState) -> Iterable[ours.Payment]:
        """WooCommerce knows of one payment: the one that paid the order, or else the one that was chosen for it. Of a
        cancelled order nothing is awaited."""
        reached = payment_state(said, state)
        if reached is PaymentState.PENDING and state is OrderState.CANCELLED:
            return
        yield ours.Payment(
            id=payment_id(said),
            method=self.options.method(said.payment_method),
            state=reached,
            amount=paise(said.total, "total"),
            at=moment(said.date_paid_gmt or said.date_created_gmt),
            reference=said.transaction_id or None,
        )

    def refund(self, order: wire.Order, said: wire.Refund) -> ours.Refund:
        asked = moment(said.date_created_gmt)
        return ours.Refund(
            id=str(said.id),
            payment_id=payment_id(order),
            state=RefundState.PAID if said.refunded_payment else RefundState.PENDING,
            amount=paise(said.amount, "amount of a refund"),
            requested_at=asked,
            expected_on=(asked.astimezone(self.shop.timezone) + timedelta(days=self.options.refund_days)).date(),
            paid_at=asked if said.refunded_payment else None,
        )

    def _state(self, said: wire.Order, parcels: Sequence[ours.Shipment]) -> OrderState:
        state = self.options.state(said.status)
        if state is None:
            raise BadAnswer(f"status {said.status!r} of an order: add it to backend.statuses")
        if state is OrderState.REFUNDED and cancelled_by_us(said):
            return OrderState.CANCELLED  # WooCommerce makes "refunded" of it once all the money is back
        return OrderState.SHIPPED if parcels and state in AT_THE_SHOP else state


def cancelled_by_us(said: wire.Order) -> bool:
    """Whether the last that we did of the kind was to cancel it: meta data is kept in the order of writing."""
    done = [mark for mark in keys.marks(said.meta_data) if mark.startswith((keys.CANCELLED_FROM, keys.REINSTATED))]
    return bool(done) and done[-1] != keys.REINSTATED


def item(said: wire.LineItem, parcels: Sequence[ours.Shipment]) -> ours.Item:
    """What a piece costs with tax, before discounts. Which parcel it is in is known if there is one."""
    net, tax = paise(said.subtotal, "subtotal"), paise(said.subtotal_tax, "subtotal_tax")
    return ours.Item(
        sku=sku(said.sku, said.variation_id or said.product_id),
        name=html.unescape(said.name),
        quantity=said.quantity,
        unit_price=share(net + tax, 1, said.quantity),
        gst_percent=share(tax, 100, net),
        shipment_id=parcels[0].id if len(parcels) == 1 else None,
    )


def sku(said: str | None, product_id: int) -> str:
    """A product without SKU goes by its number."""
    return said or str(product_id)


def payment_id(said: wire.Order) -> str:
    return said.transaction_id or str(said.id)


def payment_state(said: wire.Order, state: OrderState) -> PaymentState:
    if said.date_paid_gmt:
        return PaymentState.PAID
    return PaymentState.FAILED if state is OrderState.PAYMENT_FAILED else PaymentState.PENDING


def milestones(said: wire.Order, state: OrderState, parcels: Sequence[ours.Shipment]) -> Iterable[ours.Milestone]:
    """WooCommerce keeps when an order was placed, paid, completed and last changed; what else happened it forgets."""
    yield ours.Milestone(OrderState.PLACED, moment(said.date_created_gmt))
    if said.date_paid_gmt and state is not OrderState.PLACED:
        yield ours.Milestone(OrderState.CONFIRMED, moment(said.date_paid_gmt))
    left = min((event.at for parcel in parcels for event in parcel.events), default=None)
    if left and state is not OrderState.SHIPPED:
        yield ours.Milestone(OrderState.SHIPPED, left)
    if state not in (OrderState.PLACED, OrderState.CONFIRMED):
        reached = moment(said.date_completed_gmt or said.date_modified_gmt)
        yield ours.Milestone(state, left if state is OrderState.SHIPPED and left else reached)


def shipments(said: wire.Order) -> Iterable[ours.Shipment]:
    """The parcels that the Shipment Tracking extension keeps with the order, if the shop has it."""
    kept = next((meta.value for meta in said.meta_data if meta.key == TRACKING), None)
    if isinstance(kept, dict):  # PHP's lists with gaps arrive as maps
        kept = list(kept.values())
    for entry in kept if isinstance(kept, list) else ():
        if isinstance(entry, dict) and entry.get("tracking_number"):
            yield parcel(entry)


def parcel(entry: Mapping[str, Any]) -> ours.Shipment:
    number = str(entry["tracking_number"])
    left = str(entry.get("date_shipped") or "")
    handed_over = (
        (ours.CarrierEvent(ours.CarrierStep.PICKED_UP, "", datetime.fromtimestamp(int(left), UTC)),)
        if left.isascii() and left.isdigit() and len(left) <= len("9999999999")  # seconds since 1970
        else ()
    )
    return ours.Shipment(
        id=str(entry.get("tracking_id") or number),
        kind=ShipmentKind.OUTBOUND,
        carrier=str(entry.get("custom_tracking_provider") or entry.get("tracking_provider") or ""),
        tracking_number=number,
        tracking_url=str(entry.get("custom_tracking_link") or ""),
        events=handed_over,
    )


def person(said: wire.Address) -> str:
    return " ".join(part for part in (said.first_name, said.last_name) if part)


def e164(said: str | None, region: str) -> str:
    """The phone number as we keep it; empty for what is none."""
    kind, _, number = (canonical_contact(said or "", region) or "").partition(":")
    return number if kind == "phone" else ""


def moment(text: str) -> datetime:
    """The *_gmt dates: "2017-03-22T19:28:02" without a zone, in UTC."""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise BadAnswer("a date is none") from None
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
