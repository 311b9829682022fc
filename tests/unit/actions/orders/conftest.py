import pytest

from sahay.shop.identity import Method
from sahay.shop.orders import Item, OrderState, Payment, PaymentMethod, PaymentState
from tests.unit.actions.stage import ASHA, EMAIL, NOW, make_order

BOTTLE = Item("HH-103", "Copper bottle", 2, 79_900, 5)
KURTA = Item("CL-201", "Kurta", 1, 89_900, 5)
TOTAL = 249_700
PAID = (Payment("p-1", PaymentMethod.UPI, PaymentState.PAID, TOTAL, NOW),)


@pytest.fixture
def order(backend):
    """Puts an order of Asha's into the shop."""

    def put(state=OrderState.PLACED, number="20001", **changes):
        made = make_order(number, state, **changes)
        backend.orders.put(made)
        return made.view

    return put


@pytest.fixture
def known(services):
    """Makes the customer known, as by a log-in."""

    async def be():
        await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)

    return be


@pytest.fixture
def proved(play):
    """Says a wish with order 20001 in it, and proves the order; what is said then."""

    async def say(text, intent, **entities):
        await play(f"{text} order 20001", intent, order_number="20001", **entities)
        return await play(EMAIL, "inform", email=EMAIL)

    return say
