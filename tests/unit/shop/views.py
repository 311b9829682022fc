"""Orders to try the shop's rules on, as hypothesis makes them."""

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from sahay.shop.orders import (
    Address,
    Item,
    Milestone,
    OrderState,
    OrderView,
    Payment,
    PaymentMethod,
    PaymentState,
    Refund,
    RefundState,
)

NOW = datetime(2026, 11, 20, 6, 30, tzinfo=UTC)
SKUS = ("A", "B", "C")
HOME = Address("4 Relief Road", "Ahmedabad", "Gujarat", "380001")
PRICES = {"A": 100_00, "B": 349_50, "C": 1}
ANY = st.sampled_from(OrderState)
# What each state has behind it.
BEFORE = {
    OrderState.CONFIRMED: (OrderState.PLACED,),
    OrderState.PACKED: (OrderState.PLACED, OrderState.CONFIRMED),
    OrderState.CANCELLED: (OrderState.PLACED, OrderState.CONFIRMED),
    OrderState.PAYMENT_FAILED: (OrderState.PLACED,),
    OrderState.RETURN_REQUESTED: (OrderState.PLACED, OrderState.SHIPPED, OrderState.DELIVERED),
    OrderState.DELIVERED: (OrderState.PLACED, OrderState.SHIPPED),
}


@st.composite
def views(draw, states=ANY):
    """An order as a shop may have it: paid once, twice, partly, in cash later or not at all, with refunds."""
    state = draw(states)
    skus = draw(st.lists(st.sampled_from(SKUS), min_size=1, max_size=3, unique=True))
    items = tuple(Item(sku, f"Product {sku}", draw(st.integers(1, 4)), PRICES[sku], 5) for sku in skus)
    value = sum(item.total for item in items)
    charge = draw(st.sampled_from((0, 79_00)))
    discount = draw(st.integers(0, value))
    total = value + charge - discount
    placed_at = NOW - timedelta(minutes=draw(st.integers(10, 60 * 24 * 30)))
    reached = (*BEFORE.get(state, ()), state)
    milestones = tuple(Milestone(each, placed_at + n * timedelta(minutes=1)) for n, each in enumerate(reached))
    ways = st.tuples(st.sampled_from(PaymentMethod), st.sampled_from(PaymentState))
    payments = tuple(
        Payment(f"1-P{place}", method, paid, total, placed_at)
        for place, (method, paid) in enumerate(draw(st.lists(ways, max_size=3)), start=1)
    )
    refunds = tuple(
        Refund(
            f"1-F{place}",
            payment.id,
            draw(st.sampled_from(RefundState)),
            draw(st.integers(1, payment.amount)),
            placed_at,
            NOW.date(),
        )
        for place, payment in enumerate(payments, start=1)
        if payment.state is PaymentState.PAID and payment.amount and draw(st.booleans())
    )
    return OrderView(
        number="1",
        customer_name="Asha",
        state=state,
        placed_at=placed_at,
        expected_on=NOW.date(),
        address=HOME,
        items=items,
        delivery_charge=charge,
        discount=discount,
        total=total,
        milestones=milestones,
        payments=payments,
        refunds=refunds,
    )
