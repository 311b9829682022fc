from copy import deepcopy

import pytest

from sahay.shop.backend import Capability, OutcomeUnknown, Unavailable
from sahay.shop.orders import OrderState
from tests.unit.actions.orders.conftest import PAID
from tests.unit.actions.stage import EMAIL, NOW


@pytest.fixture
def summed_up(play, proved):
    """Everything is said but the yes; the summary."""

    async def say():
        await proved("cancel", "cancel_order")
        return await play('/inform{"choice": "mistake"}')

    return say


async def state_of(backend, number="20001"):
    return (await backend.orders.find(number)).view.state


async def test_an_order_is_cancelled_after_a_yes(play, order, backend):
    order()

    assert await play("cancel order 20001", "cancel_order", order_number="20001") == ["utter_ask_order_contact"]
    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_ask_cancel_reason"]
    assert await play('/inform{"choice": "mistake"}') == ["utter_confirm_cancel_unpaid"]
    assert backend.orders.asked == []
    assert await play("yes", "affirm") == ["utter_cancel_done"]
    assert backend.orders.asked == ["cancel_order"]
    assert await state_of(backend) is OrderState.CANCELLED
    assert play.said.payloads == ["/undo"]
    assert play.slots["known_order"] == "20001"


@pytest.mark.parametrize(
    ("state", "payments", "summary", "said"),
    [
        (OrderState.PLACED, (), "utter_confirm_cancel_unpaid", {}),
        (OrderState.PAYMENT_FAILED, (), "utter_confirm_cancel_unpaid", {}),
        (OrderState.CONFIRMED, PAID, "utter_confirm_cancel_refund", {"refund": "₹2,497.00"}),
        (OrderState.PACKED, PAID, "utter_confirm_cancel_fee", {"fee": "₹49.00", "refund": "₹2,448.00"}),
        (OrderState.PACKED, (), "utter_confirm_cancel_unpaid", {}),  # nothing to keep a fee from
    ],
)
async def test_what_it_costs_is_said_before(summed_up, play, order, state, payments, summary, said):
    order(state, payments=payments)

    assert await summed_up() == [summary]
    assert play.said.messages[0].items() >= said.items()


async def test_what_comes_back_is_said_after(summed_up, play, order, backend):
    order(OrderState.PACKED, payments=PAID)
    await summed_up()

    assert await play("yes", "affirm") == ["utter_cancel_done_refund"]
    assert play.said.messages[0].items() >= {"refund": "₹2,448.00", "by": "Wednesday, 25 November"}.items()
    assert [refund.amount for refund in (await backend.orders.find("20001")).view.refunds] == [244_800]


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (OrderState.SHIPPED, "utter_cancel_refused_on_its_way"),
        (OrderState.OUT_FOR_DELIVERY, "utter_cancel_refused_on_its_way"),
        (OrderState.DELIVERY_FAILED, "utter_cancel_refused_on_its_way"),
        (OrderState.DELIVERED, "utter_cancel_refused_delivered"),
        (OrderState.RETURN_REQUESTED, "utter_cancel_refused_sent_back"),
        (OrderState.RETURNED, "utter_cancel_refused_sent_back"),
        (OrderState.REFUNDED, "utter_cancel_refused_sent_back"),
        (OrderState.CANCELLED, "utter_cancel_refused_already_done"),
    ],
)
async def test_what_cannot_be_cancelled_is_refused_before_anything_is_asked(proved, play, order, backend, state, key):
    order(state)

    assert await proved("cancel", "cancel_order") == [key]
    assert play.asks is None
    assert backend.orders.asked == []


@pytest.mark.parametrize(
    ("text", "intent", "reason"),
    [
        ("i ordered twice", "nlu_fallback", "mistake"),
        ("too late", "nlu_fallback", "too_slow"),
        ("Don't need it now!", "deny", "changed_mind"),  # what the button says
        ("2", "inform", "mistake"),  # the second button
        ("found it cheaper elsewhere", "nlu_fallback", "other"),
    ],
)
async def test_a_reason_may_be_said(proved, play, order, text, intent, reason):
    order()
    await proved("cancel", "cancel_order")

    assert await play(text, intent) == ["utter_confirm_cancel_unpaid"]
    assert play.details["reason"] == reason


@pytest.mark.parametrize(
    ("text", "intent", "said"),
    [
        ("no", "deny", ["utter_unchanged"]),
        ("goodbye", "goodbye", ["utter_goodbye"]),
        ("a person", "contact_human_agent", ["utter_handoff"]),
    ],
)
async def test_without_a_yes_nothing_is_cancelled(summed_up, play, order, backend, text, intent, said):
    order()
    await summed_up()

    assert await play(text, intent) == said
    assert play.asks is None
    assert backend.orders.asked == []


async def test_who_is_interrupted_is_asked_again(summed_up, play, order, backend):
    order()
    await summed_up()

    assert await play("hello", "greet") == ["utter_greet", "utter_confirm_cancel_unpaid"]
    assert await play("yes", "affirm") == ["utter_cancel_done"]


async def test_who_means_another_order_is_shown_that_one(summed_up, play, order, backend):
    order()
    order(OrderState.PACKED, "20002", payments=PAID)
    await summed_up()

    assert await play("no, order 20002", "deny", order_number="20002") == ["utter_confirm_cancel_fee"]
    assert await play("yes", "affirm") == ["utter_cancel_done_refund"]
    assert await state_of(backend) is OrderState.PLACED
    assert await state_of(backend, "20002") is OrderState.CANCELLED


async def test_another_customers_order_is_not_reached_by_a_correction(summed_up, play, order, backend):
    order()
    await summed_up()

    assert await play("no, order 39999", "deny", order_number="39999") == ["utter_ask_order_contact"]


async def test_a_known_customer_is_asked_only_which_order(known, play, order, backend):
    order()
    order(OrderState.CONFIRMED, "20002")
    order(OrderState.SHIPPED, "20003")  # not one of them
    await known()

    assert await play("cancel my order", "cancel_order") == ["utter_choose_order"]
    assert play.said.payloads == ['/inform{"order_number": "20002"}', '/inform{"order_number": "20001"}']
    assert await play(play.said.payloads[0]) == ["utter_ask_cancel_reason"]
    await play('/inform{"choice": "mistake"}')
    assert await play("no, the other one", "deny") == ["utter_confirm_cancel_unpaid"]
    assert await play("yes", "affirm") == ["utter_cancel_done"]
    assert await state_of(backend) is OrderState.CANCELLED


@pytest.mark.parametrize("text", ["cancel my order", "cancel my last order"])
async def test_the_only_order_that_it_can_be_is_it(known, play, order, text):
    order(OrderState.DELIVERED, "20002", placed_at=NOW.replace(month=9))
    order()
    await known()

    assert await play(text, "cancel_order") == ["utter_ask_cancel_reason"]


async def test_a_known_customer_hears_why_the_latest_cannot_be_cancelled(known, play):
    await known()

    assert await play("cancel my order", "cancel_order") == ["utter_cancel_refused_delivered"]


@pytest.mark.parametrize(
    ("state", "payments", "said"),
    [
        (OrderState.PACKED, PAID, ["utter_changed_meanwhile", "utter_confirm_cancel_fee"]),  # it costs something now
        (OrderState.SHIPPED, PAID, ["utter_changed_meanwhile", "utter_cancel_refused_on_its_way"]),
        (OrderState.CANCELLED, (), ["utter_changed_meanwhile", "utter_cancel_refused_already_done"]),
    ],
)
async def test_what_was_shown_is_what_is_done(summed_up, play, order, backend, state, payments, said):
    order(payments=PAID)
    await summed_up()
    order(state, payments=payments)

    assert await play("yes", "affirm") == said
    assert backend.orders.asked == []


async def test_a_shop_that_does_not_answer_is_told_so(summed_up, play, order, backend):
    order()
    await summed_up()
    backend.orders.fails = Unavailable()

    assert await play("yes", "affirm") == ["utter_not_changed"]
    assert play.handoff == {"reason": "action_failed", "topic": "cancel_order", "order": "20001"}


async def test_a_shop_that_may_have_done_it_is_told_so(summed_up, play, order, backend):
    order()
    await summed_up()
    backend.orders.fails = OutcomeUnknown()

    assert await play("yes", "affirm") == ["utter_unsettled"]


async def test_a_shop_that_cannot_do_it_has_a_person_do_it(summed_up, play, order, backend, services):
    order()
    backend.capabilities -= {Capability.CANCEL_ORDER}
    await summed_up()

    assert await play("yes", "affirm") == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    known = {"topic": "cancel_order", "order": "20001", "ticket": ticket.reference}
    assert play.handoff == {"reason": "requested"} | known
    assert (ticket.text, ticket.order_number) == ("cancel the order: mistake", "20001")


async def test_the_same_yes_again_cancels_once(summed_up, play, order, backend):
    """As after a crash: the engine runs the turn anew."""
    order()
    await summed_up()
    slots, events = deepcopy(play.slots), list(play.events)
    await play("yes", "affirm")
    play.slots, play.events, play.in_form = slots, events, True

    assert await play("yes", "affirm") == ["utter_cancel_done"]
    assert backend.orders.asked == ["cancel_order"]
