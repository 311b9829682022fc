"""Cancelling and changing orders, in every adapter that can."""

import pytest

from sahay.shop.backend import Capability
from sahay.shop.orders import Address, Line, OrderState, PaymentState, RefundState
from sahay.shop.refusal import Refusal, Why
from tests.integration.shop.contract import small_shop as small
from tests.integration.shop.contract.conftest import needs

NOW = small.NOW


async def stock(backend, product):
    return (await backend.catalogue.product(product.sku)).stock


async def found(backend, number):
    return (await backend.orders.find(number)).view


class TestCancel:
    pytestmark = needs(Capability.CANCEL_ORDER)

    async def cancel(self, backend, number, fee=0, key="k1"):
        return await backend.orders.cancel(number, fee=fee, reason="changed my mind", key=key, now=NOW)

    @pytest.mark.parametrize(
        ("number", "fee", "back"),
        [
            ("A1001", 0, 2_497_00),
            ("A1003", 49_00, 999_00),  # the fee is kept
            ("A1003", 9_999_00, 0),  # never more than was paid
            ("A1002", 49_00, 0),  # cash on delivery: nothing was paid
            ("A1007", 0, 0),  # the payment had failed
            ("B1008", 0, 1_956_00),  # paid twice: both come back
        ],
    )
    async def test_what_was_paid_comes_back(self, backend, number, fee, back):
        view = await self.cancel(backend, number, fee)
        assert view.state is OrderState.CANCELLED
        assert sum(refund.amount for refund in view.refunds) == back
        assert view.expected_on is None
        assert not any(payment.state is PaymentState.PENDING for payment in view.payments)
        assert view.milestones[-1].state is OrderState.CANCELLED
        assert await found(backend, number) == view

    @pytest.mark.parametrize(
        ("number", "why"),
        [
            ("A1004", Why.TOO_LATE),  # on its way
            ("A1005", Why.TOO_LATE),  # delivered
            ("A1006", Why.ALREADY_DONE),
            ("A9999", Why.NOT_FOUND),
            ("", Why.NOT_FOUND),
        ],
    )
    async def test_what_cannot_be_cancelled_is_refused(self, backend, number, why):
        before = await backend.orders.find(number)
        assert (await self.cancel(backend, number)).why is why
        assert await backend.orders.find(number) == before

    async def test_the_pieces_can_be_sold_again(self, backend):
        await self.cancel(backend, "A1001")
        assert await stock(backend, small.BOTTLE) == small.BOTTLE.stock + 2
        assert await stock(backend, small.KURTA) == small.KURTA.stock + 1


class TestReinstate:
    pytestmark = needs(Capability.REINSTATE_ORDER)

    async def test_it_is_as_before(self, backend):
        view = await backend.orders.reinstate("A1006", key="k1", now=NOW)
        assert view.state is OrderState.CONFIRMED
        assert view.refunds == ()
        assert view.expected_on is not None
        assert await found(backend, "A1006") == view
        assert await stock(backend, small.BOTTLE) == small.BOTTLE.stock - 1

    @needs(Capability.CANCEL_ORDER)
    @pytest.mark.parametrize("number", ["A1001", "A1002", "A1003", "A1007", "B1008"])
    async def test_a_cancellation_is_taken_back(self, backend, number):
        before = await found(backend, number)
        await backend.orders.cancel(number, fee=0, reason="", key="k1", now=NOW)
        after = await backend.orders.reinstate(number, key="k2", now=NOW)
        assert (after.state, after.items, after.total) == (before.state, before.items, before.total)
        assert after.refunds == ()
        owed = [payment.amount for payment in after.payments if payment.state is PaymentState.PENDING]
        assert owed == [payment.amount for payment in before.payments if payment.state is PaymentState.PENDING]
        assert await stock(backend, small.BOTTLE) == small.BOTTLE.stock

    @pytest.mark.parametrize(
        ("number", "why"),
        [
            ("A1009", Why.TOO_LATE),  # the refund is sent
            ("A1001", Why.ALREADY_DONE),  # was never cancelled
            ("A9999", Why.NOT_FOUND),
        ],
    )
    async def test_what_cannot_be_taken_back_is_refused(self, backend, number, why):
        assert (await backend.orders.reinstate(number, key="k1", now=NOW)).why is why


class TestItems:
    pytestmark = needs(Capability.CHANGE_ITEMS)

    async def change(self, backend, number, *lines, key="k1"):
        wanted = [Line(product.sku, quantity) for product, quantity in lines]
        return await backend.orders.change_items(number, wanted, key=key, now=NOW)

    @pytest.mark.parametrize(
        ("lines", "items", "total"),
        [
            ([(small.BOTTLE, 1)], [("HH-103", 1), ("CL-201", 1)], 1_698_00),  # fewer
            ([(small.BOTTLE, 5)], [("HH-103", 5), ("CL-201", 1)], 4_894_00),  # more
            ([(small.BOTTLE, 0)], [("CL-201", 1)], 899_00),  # out
            ([(small.CANDLE, 2)], [("HH-103", 2), ("CL-201", 1), ("HH-999", 2)], 2_695_00),  # new
            ([(small.BOTTLE, 0), (small.SOCKS, 1)], [("CL-201", 1), ("CL-214", 1)], 1_248_00),  # instead
        ],
    )
    async def test_items_and_total_are_counted_anew(self, backend, lines, items, total):
        view = await self.change(backend, "A1001", *lines)
        assert sorted((item.sku, item.quantity) for item in view.items) == sorted(items)
        assert view.total == total
        assert await found(backend, "A1001") == view

    async def test_the_charge_for_delivery_stays(self, backend):
        view = await self.change(backend, "A1002", (small.KURTA, 2))
        assert (view.delivery_charge, view.total) == (79_00, 1_877_00)

    async def test_the_stock_follows(self, backend):
        await self.change(backend, "A1001", (small.BOTTLE, 5), (small.KURTA, 0))
        assert await stock(backend, small.BOTTLE) == small.BOTTLE.stock - 3
        assert await stock(backend, small.KURTA) == small.KURTA.stock + 1

    @pytest.mark.parametrize(
        ("number", "lines", "why"),
        [
            ("A1001", [(small.LAMP, 1)], Why.OUT_OF_STOCK),
            ("A1001", [(small.BOTTLE, 23)], Why.OUT_OF_STOCK),  # 20 besides the 2
            ("A1001", [(small.BOTTLE, 1), (small.LAMP, 1)], Why.OUT_OF_STOCK),  # then the bottle stays, too
            ("A1001", [(small.BOTTLE, 0), (small.KURTA, 0)], Why.NOT_ALLOWED),  # that is cancelling
            ("A1001", [(small.BOTTLE, -1)], Why.INVALID),
            ("A1001", [(small.BOTTLE, 2)], Why.ALREADY_DONE),
            ("A1001", [(small.LAMP, 0)], Why.NOT_FOUND),  # is not in it
            ("A1003", [(small.BOTTLE, 2)], Why.TOO_LATE),  # packed
            ("A1004", [(small.BOTTLE, 2)], Why.TOO_LATE),
            ("A9999", [(small.BOTTLE, 2)], Why.NOT_FOUND),
        ],
    )
    async def test_what_cannot_be_changed_is_refused_and_nothing_changes(self, backend, number, lines, why):
        before = await backend.orders.find(number), list(await backend.catalogue.products())
        assert (await self.change(backend, number, *lines)).why is why
        assert (await backend.orders.find(number), list(await backend.catalogue.products())) == before

    async def test_a_product_that_is_not_sold_is_not_found(self, backend):
        refused = await backend.orders.change_items("A1001", [Line("XX-1", 1)], key="k1", now=NOW)
        assert refused.why is Why.NOT_FOUND


class TestAddress:
    pytestmark = needs(Capability.CHANGE_ADDRESS)

    async def change(self, backend, number, address):
        return await backend.orders.change_address(number, address, key="k1", now=NOW)

    @pytest.mark.parametrize("number", ["A1001", "A1002", "A1003"])
    async def test_the_parcel_goes_elsewhere(self, backend, number):
        view = await self.change(backend, number, small.KOCHI)
        assert view.address == small.KOCHI
        assert await found(backend, number) == view

    @pytest.mark.parametrize(
        ("number", "address", "why"),
        [
            ("A1004", small.KOCHI, Why.TOO_LATE),
            ("A1006", small.KOCHI, Why.NOT_ALLOWED),  # cancelled: nothing goes anywhere
            ("A9999", small.KOCHI, Why.NOT_FOUND),
            ("A1001", Address("", "Kochi", "Kerala", "682036"), Why.INVALID),
            ("A1001", Address("1 Road", "Kochi", "Kerala", "68203"), Why.INVALID),
        ],
    )
    async def test_what_cannot_be_changed_is_refused(self, backend, number, address, why):
        before = await backend.orders.find(number)
        assert (await self.change(backend, number, address)).why is why
        assert await backend.orders.find(number) == before

    @needs(Capability.DELIVERY_OPTIONS)
    async def test_nothing_goes_where_nobody_delivers(self, backend):
        assert (await self.change(backend, "A1001", small.LEH)).why is Why.NOT_ALLOWED


class TestRefund:
    pytestmark = needs(Capability.REQUEST_REFUND)

    async def request(self, backend, number, payment, amount, key="k1"):
        return await backend.refunds.request(number, payment, amount, "paid twice", key=key, now=NOW)

    async def test_it_is_part_of_the_order(self, backend):
        refund = await self.request(backend, "B1008", "B1008-P2", 978_00)
        assert (refund.payment_id, refund.amount) == ("B1008-P2", 978_00)
        assert refund.state is RefundState.PENDING
        assert (await found(backend, "B1008")).refunds == (refund,)

    async def test_no_more_than_what_is_left_of_a_payment(self, backend):
        parts = [await self.request(backend, "B1008", "B1008-P2", 400_00, f"k{turn}") for turn in range(3)]
        assert [isinstance(part, Refusal) for part in parts] == [False, False, True]
        assert not isinstance(await self.request(backend, "B1008", "B1008-P2", 178_00, "rest"), Refusal)
        assert (await self.request(backend, "B1008", "B1008-P2", 1, "more")).why is Why.ALREADY_DONE

    @pytest.mark.parametrize(
        ("number", "payment", "amount", "why"),
        [
            ("B1008", "B1008-P2", 978_01, Why.INVALID),
            ("B1008", "B1008-P2", 0, Why.INVALID),
            ("B1008", "B1008-P2", -1, Why.INVALID),
            ("A1002", "A1002-P1", 1_00, Why.NOTHING_PAID),  # cash not yet handed over
            ("A1007", "A1007-P1", 1_00, Why.NOTHING_PAID),  # failed
            ("A1009", "A1009-P1", 1_00, Why.ALREADY_DONE),  # given back before
            ("B1008", "A1001-P1", 1_00, Why.NOT_FOUND),  # another order's
            ("A9999", "A9999-P1", 1_00, Why.NOT_FOUND),
        ],
    )
    async def test_what_cannot_be_given_back_is_refused(self, backend, number, payment, amount, why):
        before = await backend.orders.find(number)
        assert (await self.request(backend, number, payment, amount)).why is why
        assert await backend.orders.find(number) == before
