import pytest

from sahay.shop.backend import Capability, OutcomeUnknown, Unavailable
from sahay.shop.orders import OrderState
from tests.unit.actions.orders.conftest import BOTTLE, PAID
from tests.unit.actions.stage import EMAIL


async def items_of(backend, number="20001"):
    return {item.sku: item.quantity for item in (await backend.orders.find(number)).view.items}


@pytest.mark.parametrize(
    ("text", "named", "summary", "items"),
    [
        ("add one copper bottle", "HH-103", "more", {"HH-103": 3, "CL-201": 1}),  # one more of what is there
        ("add a kurti", "CL-202", "more", {"HH-103": 2, "CL-201": 1, "CL-202": 1}),
        ("i want 2 more kurti", "CL-202", "more", {"HH-103": 2, "CL-201": 1, "CL-202": 2}),
        ("remove the kurta", "CL-201", "less", {"HH-103": 2}),
        ("remove one bottle", "HH-103", "less", {"HH-103": 1, "CL-201": 1}),  # of two
        ("instead of the kurta send the kurti", ("CL-201", "CL-202"), "less", {"HH-103": 2, "CL-202": 1}),
        ("replace kurta by 2 kurti", ("CL-201", "CL-202"), "more", {"HH-103": 2, "CL-202": 2}),
        ("make it 3 copper bottles", "HH-103", "more", {"HH-103": 3, "CL-201": 1}),
        ("only 1 bottle", "HH-103", "less", {"HH-103": 1, "CL-201": 1}),
        ("3 bottles instead of 2", "HH-103", "more", {"HH-103": 3, "CL-201": 1}),
    ],
)
async def test_a_change_is_shown_and_made(proved, play, order, backend, text, named, summary, items):
    order(payments=PAID)

    assert await proved(f"{text} in", "change_order", product=named) == [f"utter_confirm_change_{summary}"]
    assert backend.orders.asked == []
    assert await play("yes", "affirm") == ["utter_change_done"]
    assert await items_of(backend) == items
    assert play.said.payloads == ["/undo"]


async def test_the_summary_says_old_and_new_total_and_the_difference(proved, play, order):
    order()
    await proved("add 2 kurti", "change_order", product="CL-202")

    said = play.said.messages[0]
    assert (said["before"], said["total"], said["difference"]) == ("₹2,497.00", "₹3,995.00", "₹1,498.00")
    assert said["items"] == "2 × Copper bottle, 1 × Kurta, 2 × Kurti"


async def test_a_change_for_the_same_price(proved, play, order):
    order(items=(BOTTLE,), total=159_800)

    await proved("instead of the bottle the lamp", "change_order", product=("HH-103", "EL-309"))
    assert play.said.keys == ["utter_change_out_of_stock"]


async def test_who_only_wants_a_change_is_asked_what(proved, play, order, backend):
    order()

    assert await proved("change", "change_order") == ["utter_ask_change_action"]
    assert len(play.said.messages[0]["options"].splitlines()) == 5
    assert await play('/inform{"choice": "swap"}') == ["utter_ask_item"]
    assert await play("the kurta", "nlu_fallback", product="CL-201") == ["utter_ask_product"]
    assert await play("kurti", "product_question", product="CL-202") == ["utter_confirm_change_less"]
    assert await play("yes", "affirm") == ["utter_change_done"]
    assert await items_of(backend) == {"HH-103": 2, "CL-202": 1}


async def test_a_quantity_is_asked_for(proved, play, order, backend):
    order()

    await proved("change", "change_order")
    assert await play("4", "inform") == ["utter_ask_item"]  # the fourth of the list
    assert await play('/inform{"choice": "HH-103"}') == ["utter_ask_quantity"]
    assert await play("a dozen or so", "nlu_fallback") == ["utter_ask_quantity_again"]
    assert await play("five", "inform") == ["utter_confirm_change_more"]
    assert await play("yes", "affirm") == ["utter_change_done"]
    assert await items_of(backend) == {"HH-103": 5, "CL-201": 1}


@pytest.mark.parametrize(
    ("text", "intent", "named", "items"),
    [
        ("no, make it 3", "deny", (), {"CL-202": 3}),
        ("make it 3", "change_order", (), {"CL-202": 3}),
        ("no, add socks", "deny", "CL-214", {"CL-214": 1}),
        ("no, remove the kurta", "deny", "CL-201", {"CL-201": 0}),
    ],
)
async def test_the_summary_can_be_corrected(proved, play, order, backend, text, intent, named, items):
    order()
    await proved("add a kurti", "change_order", product="CL-202")

    said = await play(text, intent, product=named)
    assert len(said) == 1
    assert said[0].startswith("utter_confirm_change_")
    assert backend.orders.asked == []
    await play("yes", "affirm")
    assert await items_of(backend) == {
        sku: pieces for sku, pieces in ({"HH-103": 2, "CL-201": 1} | items).items() if pieces
    }


async def test_of_what_is_swapped_the_new_one_is_corrected_alone(proved, play, order, backend):
    order()
    await proved("instead of the kurta the socks", "change_order", product=("CL-201", "CL-214"))

    assert await play("no, the kurti instead", "deny", product="CL-202") == ["utter_confirm_change_less"]
    await play("yes", "affirm")
    assert await items_of(backend) == {"HH-103": 2, "CL-202": 1}


@pytest.mark.parametrize(
    ("text", "named", "said"),
    [
        ("add the desk lamp", "EL-309", "utter_change_out_of_stock"),
        ("add 4 kurti", "CL-202", "utter_change_only_left"),
        ("make it 30 bottles", "HH-103", "utter_change_only_left"),
        ("make it 2 bottles", "HH-103", "utter_change_same"),
        ("make it 100 bottles", "HH-103", "utter_quantity_too_many"),
    ],
)
async def test_what_cannot_be_had_is_said_at_once(proved, order, backend, text, named, said):
    order()

    assert await proved(f"{text} in", "change_order", product=named) == [said]
    assert backend.orders.asked == []


async def test_of_what_there_is_too_little_fewer_can_be_taken(proved, play, order, backend):
    order()
    await proved("add 4 kurti", "change_order", product="CL-202")

    assert play.said.messages[0]["left"] == "3"
    assert await play('/inform{"choice": "3"}') == ["utter_confirm_change_more"]
    await play("yes", "affirm")
    assert (await items_of(backend))["CL-202"] == 3


async def test_the_last_piece_stays(proved, play, order, backend):
    order(items=(BOTTLE,), total=159_800)

    assert await proved("remove the bottles", "change_order", product="HH-103") == ["utter_change_nothing_left"]
    assert play.asks is None


@pytest.mark.parametrize(
    ("state", "key"),
    [
        (OrderState.PACKED, "utter_change_refused_packed"),
        (OrderState.SHIPPED, "utter_change_refused_on_its_way"),
        (OrderState.DELIVERED, "utter_change_refused_delivered"),
        (OrderState.RETURNED, "utter_change_refused_over"),
        (OrderState.CANCELLED, "utter_change_refused_off"),
        (OrderState.PAYMENT_FAILED, "utter_change_refused_off"),
    ],
)
async def test_what_is_packed_stays_as_it_is(proved, order, backend, state, key):
    order(state)

    assert await proved("add a kurti", "change_order", product="CL-202") == [key]


@pytest.mark.parametrize("text", ["wrong size, i need L in", "the kurta in blue please"])
async def test_another_size_or_colour_is_for_a_person_with_all_details(proved, play, order, services, backend, text):
    order()

    assert await proved(text, "change_order") == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    known = {"topic": "change_order", "order": "20001", "ticket": ticket.reference}
    assert play.handoff == {"reason": "requested"} | known
    assert text in ticket.text
    assert ticket.order_number == "20001"
    assert backend.orders.asked == []


async def test_who_taps_size_or_colour_says_it_in_their_own_words(proved, play, order, services):
    order()
    await proved("change", "change_order")

    assert await play("5", "inform") == ["utter_ask_wish"]
    assert await play("the kurta in L, please", "change_order") == ["utter_handed_over"]
    (ticket,) = await services.tickets.of_conversation("conversation-1")
    assert "the kurta in L, please" in ticket.text


async def test_a_shop_that_cannot_do_it_has_a_person_do_it(proved, play, order, backend, services):
    order()
    backend.capabilities -= {Capability.CHANGE_ITEMS}

    assert await proved("change", "change_order") == ["utter_ask_wish"]
    assert await play("one bottle more", "change_order") == ["utter_handed_over"]
    assert len(await services.tickets.of_conversation("conversation-1")) == 1


async def test_what_was_shown_is_what_is_done(proved, play, order, backend):
    order()
    await proved("add a kurti", "change_order", product="CL-202")
    order(OrderState.PACKED)

    assert await play("yes", "affirm") == ["utter_changed_meanwhile", "utter_change_refused_packed"]
    assert backend.orders.asked == []


@pytest.mark.parametrize(
    ("fails", "said"), [(Unavailable(), "utter_not_changed"), (OutcomeUnknown(), "utter_unsettled")]
)
async def test_a_shop_in_trouble(proved, play, order, backend, fails, said):
    order()
    await proved("add a kurti", "change_order", product="CL-202")
    backend.orders.fails = fails

    assert await play("yes", "affirm") == [said]


@pytest.mark.parametrize(
    ("text", "intent", "named", "said"),
    [
        ("do you have the kurti in silk?", "product_question", "CL-202", "product_question"),
        ("hello", "greet", (), "utter_greet"),
    ],
)
async def test_a_question_about_a_product_is_no_change(proved, play, order, text, intent, named, said):
    """Only what is said of the change is one."""
    order()
    await proved("make it 3 bottles", "change_order", product="HH-103")

    answers = await play(text, intent, product=named)
    assert answers[-1] == "utter_confirm_change_more"
    assert play.details["named"] == ["HH-103"]


async def test_the_number_of_the_order_is_no_quantity(play, order):
    order()

    await play("change order", "change_order")
    await play("20001", "inform", order_number="20001")
    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_ask_change_action"]
