import pytest

from sahay.shop.backend import Capability, OutcomeUnknown, Unavailable
from sahay.shop.identity import Method
from sahay.shop.orders import OrderState
from tests.unit.actions.stage import ASHA, NOW, make_order


@pytest.fixture
async def cancelled(play, services, backend):
    """Order 20001 was just cancelled."""
    backend.orders.put(make_order("20001", OrderState.PLACED))
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)
    await play("cancel order 20001", "cancel_order", order_number="20001")
    await play('/inform{"choice": "mistake"}')
    assert await play("yes", "affirm") == ["utter_cancel_done"]


async def state(backend):
    return (await backend.orders.find("20001")).view.state


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("/undo", "undo"),
        ("no wait, undo that", "deny"),
        ("undo", "nlu_fallback"),
        ("galti se ho gaya, wapas kar do", "nlu_fallback"),
        ("પાછું કરો", "out_of_scope"),
    ],
)
async def test_a_cancellation_is_taken_back_after_a_yes(cancelled, play, backend, text, intent):
    assert await play(text, intent) == ["utter_confirm_undo_cancel"]
    assert await state(backend) is OrderState.CANCELLED
    assert await play("yes", "affirm") == ["utter_taken_back"]
    assert await state(backend) is OrderState.PLACED


async def test_a_change_is_taken_back(play, services, backend):
    backend.orders.put(make_order("20001", OrderState.PLACED))
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)
    await play("add a kurti to order 20001", "change_order", order_number="20001", product="CL-202")
    assert await play("yes", "affirm") == ["utter_change_done"]

    assert await play("/undo") == ["utter_confirm_undo_change"]
    assert await play("yes", "affirm") == ["utter_taken_back"]
    assert [item.sku for item in (await backend.orders.find("20001")).view.items] == ["HH-103", "CL-201"]


async def test_a_no_leaves_it(cancelled, play, backend):
    await play("/undo")

    assert await play("no", "deny") == ["utter_unchanged"]
    assert await state(backend) is OrderState.CANCELLED


async def test_it_is_taken_back_once(cancelled, play, backend):
    await play("/undo")
    await play("yes", "affirm")

    assert await play("/undo") == ["utter_nothing_to_undo"]
    assert backend.orders.asked == ["cancel_order", "reinstate_order"]


async def test_a_no_later_takes_nothing_back(cancelled, play, backend):
    await play("thanks", "thank_you")

    assert await play("no", "deny") == ["utter_deny"]


async def test_where_nothing_was_done_there_is_nothing_to_take_back(play):
    assert await play("/undo") == ["utter_nothing_to_undo"]
    assert await play("no", "deny") == ["utter_deny"]


async def test_a_shop_that_cannot_take_it_back_does_not_offer_it(play, services, backend):
    backend.capabilities -= {Capability.REINSTATE_ORDER}
    backend.orders.put(make_order("20001", OrderState.PLACED))
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)
    await play("cancel order 20001", "cancel_order", order_number="20001")
    await play('/inform{"choice": "mistake"}')
    await play("yes", "affirm")

    assert play.said.payloads == []


@pytest.mark.parametrize(
    ("fails", "said"), [(Unavailable(), "utter_not_changed"), (OutcomeUnknown(), "utter_unsettled")]
)
async def test_a_shop_in_trouble(cancelled, play, backend, fails, said):
    await play("/undo")
    backend.orders.fails = fails

    assert await play("yes", "affirm") == [said]
