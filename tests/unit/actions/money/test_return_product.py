import pytest

from sahay.shop.backend import Capability
from sahay.shop.orders import Item, Milestone, OrderState
from sahay.shop.tickets import TicketKind
from tests.unit.actions.stage import EMAIL, NOW, make_order

BOTTLE = (Item("HH-103", "Copper bottle", 2, 79_900, 5),)
DELIVERED = (Milestone(OrderState.DELIVERED, NOW),)


@pytest.fixture
def proved(play, backend):
    async def say(state=OrderState.DELIVERED, items=BOTTLE, milestones=DELIVERED):
        backend.orders.put(make_order("20001", state, items=items, milestones=milestones))
        await play("return 20001", "return_product", order_number="20001")
        return await play(EMAIL, "inform", email=EMAIL)

    return say


@pytest.fixture
def summed_up(proved, play):
    """All is said but the yes."""

    async def say(kind="refund", reason="damaged"):
        assert await proved() == ["utter_ask_return_reason"]
        assert await play(f'/inform{{"choice": "{reason}"}}') == ["utter_ask_return_kind"]
        assert await play(f'/inform{{"choice": "{kind}"}}') == ["utter_ask_pickup"]
        return await play(play.said.payloads[0])

    return say


async def state_of(backend):
    return (await backend.orders.find("20001")).view.state


async def test_something_goes_back_after_a_yes(summed_up, play, backend):
    assert await summed_up() == ["utter_confirm_return"]
    assert play.said.messages[0]["amount"] == "₹1,598.00"
    assert await state_of(backend) is OrderState.DELIVERED
    assert await play("yes", "affirm") in (["utter_return_done"], ["utter_return_done_label"])
    assert await state_of(backend) is OrderState.RETURN_REQUESTED
    assert play.said.payloads == ["/undo"]


async def test_it_is_exchanged_if_that_is_wanted(summed_up, play, backend):
    assert await summed_up("exchange") == ["utter_confirm_exchange"]
    assert await play("no", "deny") == ["utter_unchanged"]
    assert await state_of(backend) is OrderState.DELIVERED


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (OrderState.SHIPPED, "utter_return_too_early"),
        (OrderState.RETURNED, "utter_return_already_done"),
        (OrderState.CANCELLED, "utter_return_not_allowed"),
    ],
)
async def test_what_cannot_go_back_is_said_at_once(proved, state, key):
    assert await proved(state) == [key]


async def test_what_is_on_its_way_back_already_is_not_asked_about_again(summed_up, play):
    await summed_up()
    await play("yes", "affirm")

    assert await play("return 20001", "return_product", order_number="20001") == ["utter_return_already_done"]


async def test_but_another_thing_of_the_order_is(proved, play):
    await proved(items=(*BOTTLE, Item("CL-201", "Kurta", 1, 89_900, 5)))
    for said in ("the bottle", '/inform{"choice": "damaged"}', '/inform{"choice": "refund"}'):
        await play(said, "inform", product="HH-103") if said[0] != "/" else await play(said)
    await play(play.said.payloads[0])
    await play("yes", "affirm")

    assert await play("return 20001", "return_product", order_number="20001") == ["utter_ask_return_reason"]
    assert play.details["item"] == "CL-201"


async def test_of_several_things_one_is_chosen(proved, play):
    items = (*BOTTLE, Item("CL-201", "Kurta", 1, 89_900, 5))

    assert await proved(items=items) == ["utter_ask_item"]
    assert await play("the kurta", "product_question", product="CL-201") == ["utter_ask_return_reason"]


async def test_in_words_too(proved, play):
    await proved()

    assert await play("it was broken", "complaint") == ["utter_ask_return_kind"]
    assert await play("money please", "get_refund") == ["utter_ask_pickup"]


async def test_where_nobody_fetches_a_person_finds_a_way(proved, play, backend, services):
    async def none(*_arguments, **_named):
        return ()

    backend.returns.slots = none
    await proved()
    await play('/inform{"choice": "damaged"}')

    assert await play('/inform{"choice": "refund"}') == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert (ticket.kind, ticket.order_number) == (TicketKind.RETURN, "20001")


async def test_a_shop_that_cannot_do_it_has_a_person_do_it(proved, backend):
    backend.capabilities -= {Capability.REQUEST_RETURN}

    assert await proved() == ["utter_handed_over"]
