import pytest

from sahay.shop.backend import Capability
from sahay.shop.orders import OrderState
from sahay.shop.refusal import Refusal, Why
from tests.unit.actions.stage import EMAIL, make_order

NEW = "9 Marine Drive, Kochi, 682036"


@pytest.fixture
def proved(play, backend):
    """The order is the customer's own; what is said then."""

    async def say(state=OrderState.PLACED):
        backend.orders.put(make_order("20001", state))
        await play("change the address of 20001", "change_shipping_address", order_number="20001")
        return await play(EMAIL, "inform", email=EMAIL)

    return say


async def address_of(backend):
    found = await backend.orders.find("20001")
    return found.view.address


async def test_the_parcel_goes_elsewhere_after_a_yes(play, proved, backend):
    assert await proved() == ["utter_ask_address"]
    assert await play(NEW, "inform", pin_code="682036") == ["utter_confirm_address"]
    assert play.said.messages[0]["old"] == "4 Relief Road, Ahmedabad 380001"
    assert backend.orders.asked == []
    assert await play("yes", "affirm") == ["utter_address_changed"]
    assert (await address_of(backend)).pin == "682036"
    assert (await address_of(backend)).region == "Kerala"


async def test_a_no_changes_nothing(play, proved, backend):
    await proved()
    await play(NEW, "inform", pin_code="682036")

    assert await play("no", "deny") == ["utter_unchanged"]
    assert backend.orders.asked == []


async def test_another_address_before_the_yes_is_summed_up_anew(play, proved):
    await proved()
    await play(NEW, "inform", pin_code="682036")
    await play("no", "deny")
    await play("change the address of 20001", "change_shipping_address", order_number="20001")

    assert await play("2 Link Road, Mumbai, 400050", "inform", pin_code="400050") == ["utter_confirm_address"]
    assert play.said.messages[0]["new"] == "2 Link Road, Mumbai 400050"


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (OrderState.SHIPPED, "utter_address_too_late"),
        (OrderState.OUT_FOR_DELIVERY, "utter_address_too_late"),
        (OrderState.CANCELLED, "utter_address_not_allowed"),
    ],
)
async def test_what_is_too_late_is_said_before_the_address_is_asked(proved, state, key):
    assert await proved(state) == [key]


async def test_where_nobody_delivers_another_address_is_asked(play, proved, backend):
    backend.delivery.options = none
    await proved()

    assert await play(NEW, "inform", pin_code="682036") == ["utter_address_not_served", "utter_ask_address"]
    assert play.asks == "address"


async def none(*_arguments, **_named):
    return ()


async def test_a_shop_that_refuses_at_the_last_moment_is_told(play, proved, backend):
    await proved()
    await play(NEW, "inform", pin_code="682036")

    async def refuse(*_arguments, **_named):
        return Refusal(Why.TOO_LATE)

    backend.orders.change_address = refuse

    assert await play("yes", "affirm") == ["utter_address_too_late"]


async def test_a_shop_that_cannot_do_it_has_a_person_do_it(proved, play, backend, services):
    backend.capabilities -= {Capability.CHANGE_ADDRESS}

    assert await proved() == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    known = {"topic": "change_shipping_address", "order": "20001", "ticket": ticket.reference}
    assert play.handoff == {"reason": "requested"} | known
    assert ticket.order_number == "20001"
