"""Cards: what an order's says, that the text comes first, and that nothing is shown before the order is proved."""

from datetime import date

import pytest
from rasa_sdk.executor import CollectingDispatcher
from rasa_sdk.interfaces import Tracker

from actions.cards import order_card
from actions.task.state import State
from actions.task.talk import Talk
from actions.turn import Turn
from sahay.domain.card import CHARACTERS, LINES, Money, card_from_json, card_to_json
from sahay.shop.identity import Method
from sahay.shop.orders import Item, OrderState
from tests.unit.actions.stage import ASHA, EMAIL, NOW, make_order
from tests.unit.texts.test_responses import LANGUAGES


@pytest.fixture
def shown(services):
    """The card of an order, in a language, as every reader of it takes it."""

    def show(order, language="en"):
        tracker = Tracker("c", {"language": language}, {"text": ""}, [], False, None, {}, "action_listen")
        card = order_card(order.view, Talk(Turn(tracker, CollectingDispatcher(), "en"), State("track_order"), services))
        assert card_from_json(card_to_json(card)) == card
        return card

    return show


def cards(play):
    return [message["custom"]["card"] for message in play.said.messages if "card" in (message["custom"] or {})]


def test_the_card_of_an_order_says_what_the_text_says(shown):
    card = shown(make_order())

    assert (card.title, card.state, card.expected) == ("10234", "On its way", date(2026, 11, 22))
    assert card.lines == ("2 × Copper bottle", "1 × Kurta")
    assert card.total == Money("2497.00", "INR")
    assert card.image == "/shop/pictures/HH-103.svg"  # of its first product


@pytest.mark.parametrize(
    ("state", "done", "steps"),
    [
        (OrderState.PLACED, 1, 6),
        (OrderState.SHIPPED, 4, 6),
        (OrderState.DELIVERY_FAILED, 5, 6),  # out for delivery once more
        (OrderState.RETURNED, 3, 4),
        (OrderState.CANCELLED, 0, 0),  # on no way
    ],
)
def test_how_far_the_order_is(shown, state, done, steps):
    card = shown(make_order(state=state))

    assert [step.done for step in card.steps] == [True] * done + [False] * (steps - done)


@pytest.mark.parametrize(
    ("state", "payloads"),
    [
        (OrderState.PLACED, ["/cancel_order", "/change_shipping_address"]),
        (OrderState.SHIPPED, []),
        (OrderState.DELIVERED, ["/return_product"]),
    ],
)
def test_what_can_be_done_with_it_now_is_offered_for_this_order(shown, state, payloads):
    card = shown(make_order(state=state))

    assert [action.payload for action in card.actions] == [f'{each}{{"order_number": "10234"}}' for each in payloads]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", OrderState)
def test_every_state_has_a_name_in_every_language(shown, state, language):
    assert shown(make_order(state=state), language).state != f"state_{state}"


def test_an_order_of_many_things_with_long_names_fits(shown):
    items = tuple(Item(f"S-{number}", "Lamp " * 100, 1, 100, 5) for number in range(LINES + 5))
    card = shown(make_order(items=items))

    assert [len(line) for line in card.lines] == [CHARACTERS] * LINES


async def test_nothing_is_shown_before_the_order_is_proved(play):
    await play("track order 10234", "track_order", order_number="10234")
    assert cards(play) == []
    await play("nobody@example.com", "inform", email="nobody@example.com")
    assert cards(play) == []


async def test_the_order_is_shown_with_its_first_line_only(play):
    await play("track order 10234", "track_order", order_number="10234")
    assert await play(EMAIL, "inform", email=EMAIL) == ["utter_order_shipped", "utter_order_expected"]

    [card] = cards(play)
    assert (card["kind"], card["title"]) == ("order", "10234")
    assert "card" in play.said.messages[0]["custom"]


async def test_what_a_card_offers_is_done_for_its_own_order(play):
    """Though another was told since."""
    play.services.backend.orders.put(make_order("10236", OrderState.PLACED))
    await play("track order 10236", "track_order", order_number="10236")
    await play(EMAIL, "inform", email=EMAIL)
    await play("track order 10234", "track_order", order_number="10234")

    await play('/cancel_order{"order_number": "10236"}')
    assert play.details["order"] == "10236"


async def test_several_orders_are_a_list_of_all_of_them(play, services):
    """Of which the buttons, three at most, are the first."""
    services.backend.orders.put(*(make_order(str(number)) for number in range(10240, 10244)))
    await services.identities.grant("conversation-1", ASHA.id, Method.LOGIN, now=NOW)
    assert await play("where is my order", "track_order") == ["utter_choose_order"]

    [card] = cards(play)
    assert len(play.said.payloads) == 3
    assert {row["payload"] for row in card["rows"]} > set(play.said.payloads)
    assert len(card["rows"]) == 6
