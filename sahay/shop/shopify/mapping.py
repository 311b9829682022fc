"""Shopify's orders in our words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sahay.config import Shop
from sahay.shop import orders as ours
from sahay.shop.backend import BadAnswer
from sahay.shop.decimals import paise
from sahay.shop.orders import OrderState, PaymentState, RefundState, ShipmentKind
from sahay.shop.shopify import states, wire
from sahay.shop.shopify.settings import Shopify
from sahay.shop.verification import canonical_contact, canonical_order_number

# What a cancelled or returned order was worth Shopify keeps apart: its current total is nothing.
OVER = frozenset({OrderState.CANCELLED, OrderState.REFUNDED, OrderState.RETURNED})
# https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderTransactionKind
TAKES_MONEY = frozenset({"SALE", "CAPTURE"})
# https://shopify.dev/docs/api/admin-graphql/latest/enums/OrderTransactionStatus
PAYMENT_STATES = {
    "SUCCESS": PaymentState.PAID,
    "FAILURE": PaymentState.FAILED,
    "ERROR": PaymentState.FAILED,
    "PENDING": PaymentState.PENDING,
    "AWAITING_RESPONSE": PaymentState.PENDING,
    "UNKNOWN": PaymentState.PENDING,
}


@dataclass(frozen=True, slots=True)
class OrderReader:
    options: Shopify
    shop: Shop

    def order(self, said: wire.Order) -> ours.Order:
        view = self.view(said)
        buyer = said.customer
        own = buyer.default_email_address if buyer else None
        called = buyer.default_phone_number if buyer else None
        phones = [said.phone, called.phone_number if called else None]
        phones += [each.phone for each in (said.shipping_address, said.billing_address) if each]
        customer = ours.Customer(
            # A guest's order belongs to no account: an id that no account has.
            id=number_of(buyer.id) if buyer else f"guest-{number_of(said.id)}",
            name=view.customer_name,
            email=said.email or (own.email_address if own else ""),
            phone=next((found for each in phones if (found := e164(each, self.shop.country))), ""),
            address=view.address,
        )
        return ours.Order(customer, view)

    def view(self, said: wire.Order) -> ours.OrderView:
        if said.currency_code != self.shop.currency:
            raise BadAnswer(f"an order in {said.currency_code}, the shop's money is {self.shop.currency}")
        if said.line_items.page_info.has_next_page:
            raise BadAnswer("an order of more than 50 lines")
        state = states.state(said)
        where = said.shipping_address or said.billing_address or wire.Address()
        waiting = PaymentState.PENDING if state is OrderState.CANCELLED else None  # then nothing is awaited
        total = said.total_price_set if state in OVER else said.current_total_price_set
        return ours.OrderView(
            number=canonical_order_number(said.name),
            customer_name=person(where) or (said.customer.display_name if said.customer else ""),
            state=state,
            placed_at=said.processed_at,
            expected_on=self._expected(said, state),
            address=address(where),
            items=tuple(items(said, over=state in OVER)),
            delivery_charge=money(said.total_shipping_price_set),
            discount=money(said.total_discounts_set),
            total=money(total),
            milestones=tuple(milestones(said, state)),
            shipments=tuple(parcel(each) for each in states.sent(said)),
            payments=tuple(each for each in self.payments(said) if each.state is not waiting),
            refunds=tuple(self.refund(each) for each in sorted(said.refunds, key=lambda each: each.id)),
        )

    def payments(self, said: wire.Order) -> Iterable[ours.Payment]:
        """What took money or tried to; an authorisation only while nothing took it."""
        taken = any(each.kind in TAKES_MONEY and each.status == "SUCCESS" for each in said.transactions)
        for each in sorted(said.transactions, key=lambda each: (each.created_at, each.id)):
            waiting = each.kind == "AUTHORIZATION" and not taken
            if each.kind in TAKES_MONEY or waiting:
                state = PAYMENT_STATES.get(each.status, PaymentState.PENDING)
                yield ours.Payment(
                    id=number_of(each.id),
                    method=self.options.method(each.gateway or "", manual=each.manual_payment_gateway),
                    state=PaymentState.PENDING if waiting and state is PaymentState.PAID else state,
                    amount=money(each.amount_set),
                    at=each.processed_at or each.created_at,
                    reference=each.payment_id,
                    failure=each.error_code.lower() if each.error_code else None,
                )

    def refund(self, said: wire.Refund) -> ours.Refund:
        steps = said.transactions.nodes
        asked = said.created_at
        if asked is None:
            raise BadAnswer("a refund without a date")
        paid = bool(steps) and all(each.status == "SUCCESS" for each in steps)
        of = next((each.parent_transaction.id for each in steps if each.parent_transaction), "")
        return ours.Refund(
            id=number_of(said.id),
            payment_id=number_of(of),
            state=RefundState.PAID if paid else RefundState.PENDING,
            amount=money(said.total_refunded_set),
            requested_at=asked,
            expected_on=(asked.astimezone(self.shop.timezone) + timedelta(days=self.options.refund_days)).date(),
            paid_at=max((each.processed_at or asked for each in steps), default=None) if paid else None,
        )

    def _expected(self, said: wire.Order, state: OrderState) -> date | None:
        if state in OVER or state is OrderState.DELIVERED:
            return None
        told = [each.estimated_delivery_at for each in states.sent(said) if each.estimated_delivery_at]
        return max(told).astimezone(self.shop.timezone).date() if told else None


def items(said: wire.Order, *, over: bool) -> Iterable[ours.Item]:
    """What is still ordered; of an order that is over, what was. The price is with tax."""
    inside: dict[str, list[str]] = {}
    for parcel_ in states.sent(said):
        for each in parcel_.fulfillment_line_items.nodes:
            inside.setdefault(each.line_item.id, []).append(number_of(parcel_.id))
    for line in said.line_items.nodes:
        pieces = line.quantity if over else line.current_quantity
        rate = sum(tax.rate_percentage or 0 for tax in line.tax_lines)
        price = money(line.original_unit_price_set)
        parcels = inside.get(line.id, [])
        if pieces:
            yield ours.Item(
                sku=sku_of(line.sku, line.variant),
                name=line.name,
                quantity=pieces,
                unit_price=price if said.taxes_included else round(price * (100 + rate) / 100),
                gst_percent=round(rate),
                shipment_id=parcels[0] if len(parcels) == 1 else None,
            )


def milestones(said: wire.Order, state: OrderState) -> Iterable[ours.Milestone]:
    """In order of time."""
    found: list[tuple[datetime, OrderState]] = []
    paid = [each for each in said.transactions if each.kind in TAKES_MONEY and each.status == "SUCCESS"]
    if paid:
        found.append((min(each.processed_at or each.created_at for each in paid), OrderState.CONFIRMED))
    parcels = states.sent(said)
    if parcels:
        found.append((min(each.created_at for each in parcels), OrderState.SHIPPED))
    arrived = [each.delivered_at for each in parcels if each.delivered_at]
    if arrived and len(arrived) == len(parcels):
        found.append((max(arrived), OrderState.DELIVERED))
    if said.cancelled_at:
        found.append((said.cancelled_at, OrderState.CANCELLED))
    if state is OrderState.REFUNDED and (given := [each.created_at for each in said.refunds if each.created_at]):
        found.append((max(given), OrderState.REFUNDED))
    yield ours.Milestone(OrderState.PLACED, said.processed_at)
    for moment, reached in sorted(found):
        yield ours.Milestone(reached, moment)


def parcel(said: wire.Fulfillment) -> ours.Shipment:
    tracking = next(iter(said.tracking_info), wire.Tracking())
    events = [
        ours.CarrierEvent(states.STEPS[each.status], each.city or "", each.happened_at)
        for each in said.events.nodes
        if each.status in states.STEPS
    ]
    return ours.Shipment(
        id=number_of(said.id),
        kind=ShipmentKind.OUTBOUND,
        carrier=tracking.company or "",
        tracking_number=tracking.number or "",
        tracking_url=tracking.url or "",
        events=tuple(sorted(events, key=lambda event: event.at)),
    )


def address(said: wire.Address) -> ours.Address:
    lines = [part for part in (said.address1, said.address2) if part]
    return ours.Address(", ".join(lines), said.city or "", said.province or "", said.zip or "")


def address_input(address: ours.Address, whose: wire.Address) -> dict[str, str]:
    """`MailingAddressInput` for the same person at another place. The province goes by its name: its codes are
    Shopify's own, and the field, although deprecated for the code, is in every version that we speak."""
    kept = {
        "firstName": whose.first_name,
        "lastName": whose.last_name,
        "company": whose.company,
        "phone": whose.phone,
    }
    place = {"address1": address.line, "address2": "", "city": address.city, "province": address.region}
    return {name: value for name, value in kept.items() if value} | place | {"zip": address.pin}


def person(said: wire.Address) -> str:
    return " ".join(part for part in (said.first_name, said.last_name) if part)


def money(bag: wire.Bag | None) -> int:
    return paise(bag.shop_money.amount, "an amount") if bag else 0


def number_of(gid: str) -> str:
    """ "gid://shopify/Order/450789469" as "450789469": ids that customers' records keep are short."""
    return gid.rsplit("/", 1)[-1].partition("?")[0]


def gid(kind: str, number: str) -> str | None:
    """The other way round; None for what cannot be one."""
    return f"gid://shopify/{kind}/{number}" if number.isascii() and number.isdecimal() else None


def sku_of(sku: str | None, variant: wire.Id | None) -> str:
    """A variant without SKU goes by its number."""
    return sku or (number_of(variant.id) if variant else "")


def e164(said: str | None, region: str) -> str:
    kind, _, number = (canonical_contact(said or "", region) or "").partition(":")
    return number if kind == "phone" else ""


def same_lines(wanted: Sequence[tuple[str, int]], there: Iterable[tuple[str, int]]) -> bool:
    """Whether `there` has as many of each SKU as `wanted` says."""
    sums: dict[str, int] = {}
    for sku, pieces in there:
        sums[sku] = sums.get(sku, 0) + pieces
    return all(sums.get(sku, 0) == pieces for sku, pieces in wanted)
